#include "tools/demonstration/order_life.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/parse.hpp>

#include "api/order_json.hpp"
#include "domain/orders/request.hpp"
#include "tools/demonstration/calendar.hpp"

namespace vesture::demonstration {

namespace {

namespace dom = domain::orders;
using enum dom::OrderStatus;
using dom::RequestStatus;

constexpr std::string_view kOwnership = "ownership";
constexpr int kDaysToPay = 10;
constexpr int kDaysOfPatience = 20;  // with a prepayment that does not come

class OrderLife : public std::enable_shared_from_this<OrderLife> {
 public:
  OrderLife(const World& world, OrderPlan plan, std::uint64_t seed)
      : world_(world), plan_(std::move(plan)), chance_(seed) {}

  void begin(domain::Instant at) {
    if (plan_.request)
      step_at(at, &OrderLife::ask_in_portal);
    else
      step_at(at, &OrderLife::register_order);
  }

 private:
  using Step = void (OrderLife::*)();
  using PartStep = void (OrderLife::*)(std::size_t part);

  void step_at(domain::Instant at, Step step) {
    world_.agenda.at(at, [self = shared_from_this(), step] { (self.get()->*step)(); });
  }
  void after(int days, Step step) { step_at(later(world_.time.now(), days, chance_), step); }
  void after(int days, PartStep step, std::size_t part) {
    world_.agenda.at(later(world_.time.now(), days, chance_),
                     [self = shared_from_this(), step, part] { (self.get()->*step)(part); });
  }

  void with_each_part(int days, PartStep step) {
    for (std::size_t part = 0; part < plan_.parts.size(); ++part) after(days, step, part);
  }

  void ask_in_portal() {
    request_ = make_request(world_, *plan_.request);
    after(1, &OrderLife::label);
    after(2, &OrderLife::register_order);
  }

  void label() { label_request(world_, *plan_.request, *request_); }

  void register_order() {
    clerk_ = chance_.happens(80) ? &world_.cast.clerk : &world_.cast.head_clerk;
    std::vector<std::string> streams;
    if (request_) streams.push_back(dom::ServiceRequest::stream(*request_));
    order_ = {
        id_in(world_.api.run(*clerk_, {"orders.register", {}, json_of(registration()), std::move(streams)}))};
    if (!plan_.by_application)
      prepare();
    else if (!all_end_in(application_processing))
      with_each_part(1, &OrderLife::accept_part);
    if (plan_.looked_at) after(chance_.between(1, 9), &OrderLife::look);
    if (plan_.with_files) submit_document();
  }

  void submit_document() {
    const FileToUpload document{
        "īpašuma apliecinājums.txt", "text/plain; charset=utf-8",
        fmt::format("Nodalījums {}: īpašnieks apliecināts.\n", plan_.parts[0].object)};
    world_.api.upload(*plan_.customer,
                      {"orders.submit_document",
                       {to_string(plan_.account), to_string(order_)},
                       {},
                       {stream()},
                       {{"part", "1"}, {"need", std::string(kOwnership)}}},
                      document);
  }

  void attach_result(std::size_t part) {
    const FileToUpload result{"izziņa no kadastra.txt", "text/plain; charset=utf-8",
                              fmt::format("Objekts {}: dati no kadastra.\n", plan_.parts[part].object)};
    world_.api.upload(*clerk_, {"orders.attach_result", part_path(part), {}, {stream()}}, result);
  }

  api::RegisterOrderBody registration() {
    api::RegisterOrderBody body;
    body.account = plan_.account;
    body.placed = request_ ? dom::Placed::portal : dom::Placed::desk;
    body.delivery = plan_.delivery;
    body.prepayment = plan_.prepayment.has_value();
    body.status = plan_.by_application ? application_processing : registered;
    body.service_request = request_;
    for (const auto& part : plan_.parts) {
      const auto service = service_of(*part.offer);
      const auto planned =
          working_days_after(domain::riga_date(world_.time.now()), part.offer->working_days + kDaysToPay);
      body.parts.push_back({{{service.code}, {service.group}, {service.name_lv}, {service.name_en}},
                            {part.object},
                            planned,
                            part.offer->has_result,
                            {}});
      if (plan_.with_files)
        body.parts.back().documents = {{{std::string(kOwnership)},
                                        {"Īpašuma apliecinājums"},
                                        {"Proof of ownership"},
                                        std::nullopt,
                                        std::nullopt}};
    }
    return body;
  }

  void look() {
    const auto& curious = chance_.happens(30) ? world_.cast.auditor : world_.cast.head_clerk;
    world_.api.run(curious, {"orders.open", {to_string(order_)}, {}, {stream()}});
  }

  void accept_part(std::size_t part) {
    move(part, registered);
    if (++parts_accepted_ == plan_.parts.size()) prepare();
  }

  void prepare() {
    if (plan_.prepayment)
      after(1, &OrderLife::ask_for_prepayment);
    else if (!all_end_in(registered))
      begin_work();
  }

  void ask_for_prepayment() {
    invoice_ = issue(dom::Purpose::prepayment, plan_.prepayment->cents);
    if (plan_.prepayment->days_to_pay)
      after(*plan_.prepayment->days_to_pay, &OrderLife::receive_prepayment);
    else if (!all_end_in(registered))
      with_each_part(kDaysOfPatience, &OrderLife::give_up);
  }

  void receive_prepayment() {
    mark_paid();
    begin_work();
  }

  void give_up(std::size_t part) {
    move(part, terminated, "Priekšapmaksas rēķins nav apmaksāts");
    if (++parts_over_ == plan_.parts.size()) finish_request(RequestStatus::failed);
  }

  void begin_work() {
    if (request_) after(1, &OrderLife::pass_request_on);
    with_each_part(1, &OrderLife::start_part);
  }

  void pass_request_on() { move_request(world_, *request_, RequestStatus::in_progress); }

  void start_part(std::size_t part) {
    const auto& plan = plan_.parts[part];
    move(part, in_progress);
    if (plan.ends == in_progress) return;
    if (plan.replanned) after(2, &OrderLife::replan, part);
    const int half = std::max(1, plan.days_of_work / 2);
    if (plan.ends == terminated)
      after(half, &OrderLife::terminate, part);
    else if (plan.days_suspended > 0 || plan.ends == suspended)
      after(half, &OrderLife::suspend, part);
    else
      after(plan.days_of_work, &OrderLife::finish, part);
  }

  void replan(std::size_t part) {
    const auto planned = working_days_after(domain::riga_date(world_.time.now()),
                                            plan_.parts[part].offer->working_days + kDaysOfPatience);
    world_.api.run(*clerk_,
                   {"orders.replan", part_path(part), json_of(api::ReplanBody{planned}), {stream()}});
  }

  void terminate(std::size_t part) {
    move(part, terminated, reason_to_terminate(chance_));
    part_is_over();
  }

  void suspend(std::size_t part) {
    move(part, suspended, reason_to_suspend(chance_));
    if (plan_.parts[part].ends != suspended)
      after(plan_.parts[part].days_suspended, &OrderLife::resume, part);
  }

  void resume(std::size_t part) {
    move(part, in_progress);
    after(std::max(1, plan_.parts[part].days_of_work / 2), &OrderLife::finish, part);
  }

  void finish(std::size_t part) {
    const bool to_account = plan_.delivery == dom::Delivery::account;
    if (plan_.with_files && to_account && plan_.parts[part].offer->has_result) attach_result(part);
    move(part, plan_.parts[part].offer->has_result ? ready : completed);
    part_is_over();
  }

  void part_is_over() {
    if (++parts_over_ < plan_.parts.size()) return;
    finish_request(all_end_in(terminated) ? RequestStatus::failed : RequestStatus::completed);
    if (all_end_in(terminated)) return;
    after(1, &OrderLife::open_as_customer);
    if (plan_.balance)
      after(1, &OrderLife::ask_for_balance);
    else
      with_each_part(plan_.days_to_collect, &OrderLife::hand_over);
  }

  void open_as_customer() {
    world_.api.run(*plan_.customer,
                   {"orders.open", {to_string(plan_.account), to_string(order_)}, {}, {stream()}});
  }

  void ask_for_balance() {
    invoice_ = issue(dom::Purpose::balance, plan_.balance->cents);
    if (plan_.balance->days_to_pay) after(*plan_.balance->days_to_pay, &OrderLife::receive_balance);
  }

  void receive_balance() {
    mark_paid();
    with_each_part(plan_.days_to_collect, &OrderLife::hand_over);
  }

  void hand_over(std::size_t part) {
    if (plan_.parts[part].ends == completed && plan_.parts[part].offer->has_result)
      world_.api.run(*clerk_, {"orders.hand_over", part_path(part), {}, {stream()}});
  }

  domain::InvoiceId issue(dom::Purpose purpose, int cents) {
    const auto due = working_days_after(domain::riga_date(world_.time.now()), kDaysToPay);
    const api::IssueInvoiceBody body{purpose, {cents, "EUR"}, due};
    const auto reply =
        world_.api.run(*clerk_, {"invoices.issue", {to_string(order_)}, json_of(body), {stream()}});
    const auto answer = boost::json::parse(reply.body);
    return {*domain::parse_uuid(answer.at("invoices").as_array().back().at("id").as_string())};
  }

  void mark_paid() {
    const auto& cashier = chance_.happens(85) ? world_.cast.cashier : world_.cast.head_clerk;
    const api::MarkPaidBody body{{fmt::format("LV{:014}", chance_.below(100'000'000'000'000))},
                                 domain::riga_date(world_.time.now())};
    world_.api.run(
        cashier, {"invoices.mark_paid", {to_string(order_), to_string(invoice_)}, json_of(body), {stream()}});
  }

  void finish_request(RequestStatus to) {
    if (request_) move_request(world_, *request_, to);
  }

  void move(std::size_t part, dom::OrderStatus to, std::string_view reason = {}) {
    api::MovePartBody body{to, std::nullopt};
    if (!reason.empty()) body.reason.emplace().value = reason;
    world_.api.run(*clerk_, {"orders.move", part_path(part), json_of(body), {stream()}});
  }

  bool all_end_in(dom::OrderStatus status) const {
    return std::ranges::all_of(plan_.parts, [&](const PartPlan& part) { return part.ends == status; });
  }
  std::string stream() const { return dom::Order::stream(order_); }
  std::vector<std::string> part_path(std::size_t part) const {
    return {to_string(order_), std::to_string(part + 1)};
  }

  const World& world_;
  const OrderPlan plan_;
  Chance chance_;
  const Actor* clerk_ = nullptr;
  std::optional<domain::RequestId> request_;
  domain::OrderId order_;
  domain::InvoiceId invoice_;
  std::size_t parts_accepted_ = 0;
  std::size_t parts_over_ = 0;
};

}  // namespace

void plan_order(const World& world, domain::Instant at, OrderPlan plan, std::uint64_t seed) {
  std::make_shared<OrderLife>(world, std::move(plan), seed)->begin(at);
}

}  // namespace vesture::demonstration
