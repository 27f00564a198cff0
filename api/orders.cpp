#include "api/orders.hpp"

#include "api/history.hpp"
#include "api/http/decimal.hpp"
#include "api/lists.hpp"
#include "api/order_files.hpp"
#include "api/order_json.hpp"
#include "api/subject.hpp"

namespace vesture::api {

namespace {

namespace dom = domain::orders;
namespace views = projections::orders;
using dom::Order;

const ListParameters& list_parameters() {
  static const ListParameters parameters = [] {
    std::vector<std::string_view> statuses;
    for (const auto& words : dom::order_statuses()) statuses.push_back(words.code);
    return ListParameters{"orders",
                          {text_filter("number"), text_filter("object"), choice_filter("status", statuses),
                           text_filter("service_request")},
                          {interval("created")},
                          {"number", "part", "created", "status"},
                          "-created"};
  }();
  return parameters;
}

const ListParameters& institution_parameters() {
  static const ListParameters parameters = [] {
    auto list = list_parameters();
    list.list = "institution-orders";
    list.filters.push_back(id_filter("account"));
    return list;
  }();
  return parameters;
}

using OrderAnswer = Result<Answered<OrderJson>>;

OrderAnswer answer(const Backend& backend, const Call& call, Unit& unit, domain::OrderId id,
                   const Grant& grant) {
  auto history = history_of<Order>(backend, unit, id, entry_of);
  const auto& order = *opened<Order>(unit, id);
  Answered<OrderJson> answered{json_of(order, std::move(history), call.language), {}};
  answered.value.documents = needs_of(order, call.language);
  answered.value.files = files_of(grant, unit, order);
  record_answer(backend, call, unit, grant, id.uuid);
  answered.reply.version = unit.version<Order>(id);
  act_as(grant, answered.reply);
  return answered;
}

// One command of the staff on an order of their institution: decides, and answers with the order as it is
// then.
class StaffCommand {
 public:
  StaffCommand(const Backend& backend, const Call& call, Unit& unit)
      : backend_(backend), call_(call), unit_(unit) {}

  OrderAnswer run(const std::function<Result<void>(domain::OrderId, const dom::OpenOrder&)>& decide_on) {
    const auto named = find_as_staff<Order>(call_, unit_);
    if (!named) return std::unexpected(named.error());
    const auto& [id, grant] = *named;
    if (const auto fits = check_if_match(call_, unit_.version<Order>(id)); !fits)
      return std::unexpected(fits.error());
    const auto decided = decide_on(id, *opened<Order>(unit_, id));
    if (!decided) return std::unexpected(decided.error());
    return answer(backend_, call_, unit_, id, grant);
  }

 private:
  const Backend& backend_;
  const Call& call_;
  Unit& unit_;
};

Result<std::uint32_t> part_number(const Call& call) {
  const auto number = parse_decimal<std::uint32_t>(call.path[1]);
  if (!number) return std::unexpected(problems::not_found());
  return *number;
}

// Links both sides in one commit, so that each shows the other's number (ORD-08).
Result<void> link(Unit& unit, domain::OrderId order, domain::AccountId account, std::string order_number,
                  domain::RequestId request_id, std::string_view institution) {
  const auto* request = std::get_if<dom::OpenRequest>(&unit.load<dom::ServiceRequest>(request_id));
  if (!request || request->requested.institution != institution)
    return std::unexpected(unknown_reference("/service_request"));
  const auto number = request->requested.number;
  const auto owner = request->requested.account;
  if (auto linked = decide<Order>(unit, order, dom::LinkRequest{request_id, number, owner}); !linked)
    return linked;
  return decide<dom::ServiceRequest>(unit, request_id, dom::LinkOrder{order, order_number, account});
}

OrderAnswer register_order(const Backend& backend, const Call& call, Unit& unit,
                           const RegisterOrderBody& body) {
  if (!live_account(unit, body.account)) return std::unexpected(unknown_reference("/account"));
  const auto id = backend.mint_id<domain::OrderId>();
  const auto number = backend.numbers.take(dom::Series::orders, unit);
  const dom::RegisterOrder command{id,
                                   body.account,
                                   number,
                                   call.caller.institution,
                                   body.placed.value_or(dom::Placed::desk),
                                   body.delivery.value_or(dom::Delivery::account),
                                   body.prepayment.value_or(false),
                                   parts_of(body)};
  if (const auto decided = decide<Order>(unit, id, command); !decided)
    return std::unexpected(decided.error());
  if (body.service_request) {
    const auto linked = link(unit, id, body.account, number, *body.service_request, call.caller.institution);
    if (!linked) return std::unexpected(linked.error());
  }
  auto answered = answer(backend, call, unit, id, grant_for_staff(call, body.account));
  answered->reply.status = 201;
  answered->reply.headers.emplace_back("Location", "/v1/institution/orders/" + to_string(id));
  return answered;
}

OrderAnswer open_own(const Backend& backend, const Call& call, Unit& unit) {
  const auto named = find_own<Order>(call, unit, Right::read);
  if (!named) return std::unexpected(named.error());
  record_look(backend, call, unit, named->grant, named->id.uuid, {});
  return answer(backend, call, unit, named->id, named->grant);
}

OrderAnswer open_as_staff(const Backend& backend, const Call& call, Unit& unit) {
  StaffCommand command(backend, call, unit);
  return command.run([&](domain::OrderId id, const dom::OpenOrder& order) -> Result<void> {
    record_look(backend, call, unit, grant_for_staff(call, order.registered.account), id.uuid, {});
    return {};
  });
}

Route staff(std::string method, std::string path, std::string operation, std::string summary,
            std::vector<std::string> roles) {
  return declare(Access::staff, std::move(method), "/v1/institution/orders" + path, std::move(operation),
                 std::move(summary), std::move(roles));
}

Route own(std::string path, std::string operation, std::string summary) {
  return declare(Access::person, "GET", "/v1/accounts/{account}/orders" + path, std::move(operation),
                 std::move(summary));
}

// A route of the staff on one order that takes a body and gives the order.
template <class Body, class Decide>
Route on_order(const Backend& backend, Route declared, Decide decide_on) {
  return route<Body, OrderJson>(
      std::move(declared), [&backend, decide_on](const Call& call, Unit& unit, const Body& body) {
        return StaffCommand(backend, call, unit).run([&](domain::OrderId id, const dom::OpenOrder& order) {
          return decide_on(call, unit, id, order, body);
        });
      });
}

}  // namespace

std::vector<Route> order_routes(const Backend& backend) {
  std::vector<Route> routes;

  auto list = own("", "orders.list", "The account's orders, a row for each part.");
  list.parameters = parameters_of(list_parameters());
  list.reads = {"orders", "profiles"};
  routes.push_back(route<ListAnswer<OrderItem>>(std::move(list), [&backend](const Call& call, Unit& unit) {
    return answer_account_list<OrderItem, views::OrderRow>(backend, call, unit,
                                                           grant_for_path(call, unit, Right::read),
                                                           {list_parameters(), views::order_list(), item_of});
  }));

  routes.push_back(route<OrderJson>(
      own("/{order}", "orders.open", "One order: its parts, invoices, linked requests and history."),
      [&backend](const Call& call, Unit& unit) { return open_own(backend, call, unit); }));

  auto search = staff("GET", "", "orders.search", "The institution's orders, over all accounts.", {});
  search.parameters = parameters_of(institution_parameters());
  search.reads = {"orders"};
  routes.push_back(route<ListAnswer<OrderItem>>(std::move(search), [&backend](const Call& call, Unit& unit) {
    return answer_staff_list<OrderItem, views::OrderRow>(
        backend, call, unit, {institution_parameters(), views::institution_order_list(), item_of},
        views::institution_scope(call.caller.institution));
  }));

  auto registering = staff("POST", "", "orders.register", "Register an order for an account.", {"clerk"});
  registering.success = 201;
  routes.push_back(route<RegisterOrderBody, OrderJson>(
      std::move(registering), [&backend](const Call& call, Unit& unit, const RegisterOrderBody& body) {
        return register_order(backend, call, unit, body);
      }));

  routes.push_back(route<OrderJson>(
      staff("GET", "/{order}", "orders.open", "One order of the institution.", {}),
      [&backend](const Call& call, Unit& unit) { return open_as_staff(backend, call, unit); }));

  routes.push_back(on_order<MovePartBody>(
      backend,
      staff("POST", "/{order}/parts/{part}/status", "orders.move", "Move a part to another status.",
            {"clerk"}),
      [](const Call& call, Unit& unit, domain::OrderId id, const dom::OpenOrder&,
         const MovePartBody& body) -> Result<void> {
        const auto part = part_number(call);
        if (!part) return std::unexpected(part.error());
        return decide<Order>(unit, id,
                             dom::MovePart{*part, body.status, body.reason ? body.reason->value : ""});
      }));

  routes.push_back(
      on_order<ReplanBody>(backend,
                           staff("PUT", "/{order}/parts/{part}/planned-completion", "orders.replan",
                                 "Change a part's planned date.", {"clerk"}),
                           [](const Call& call, Unit& unit, domain::OrderId id, const dom::OpenOrder&,
                              const ReplanBody& body) -> Result<void> {
                             const auto part = part_number(call);
                             if (!part) return std::unexpected(part.error());
                             return decide<Order>(unit, id, dom::ReplanPart{*part, body.planned_completion});
                           }));

  routes.push_back(route<OrderJson>(staff("POST", "/{order}/parts/{part}/hand-over", "orders.hand_over",
                                          "Hand a part's result over at the desk.", {"clerk"}),
                                    [&backend](const Call& call, Unit& unit) {
                                      return StaffCommand(backend, call, unit)
                                          .run(
                                              [&](domain::OrderId id, const dom::OpenOrder&) -> Result<void> {
                                                const auto part = part_number(call);
                                                if (!part) return std::unexpected(part.error());
                                                return decide<Order>(unit, id, dom::HandOver{*part});
                                              });
                                    }));

  routes.push_back(on_order<LinkBody>(backend,
                                      staff("POST", "/{order}/service-requests", "orders.link",
                                            "Link an e-service request to the order.", {"clerk"}),
                                      [](const Call& call, Unit& unit, domain::OrderId id,
                                         const dom::OpenOrder& order, const LinkBody& body) {
                                        return link(unit, id, order.registered.account,
                                                    order.registered.number, body.service_request,
                                                    call.caller.institution);
                                      }));

  routes.push_back(on_order<IssueInvoiceBody>(
      backend,
      staff("POST", "/{order}/invoices", "invoices.issue", "Issue an invoice for the order.",
            {"clerk", "cashier"}),
      [&backend](const Call&, Unit& unit, domain::OrderId id, const dom::OpenOrder&,
                 const IssueInvoiceBody& body) {
        const auto number = backend.numbers.take(dom::Series::invoices, unit);
        return decide<Order>(unit, id,
                             dom::IssueInvoice{backend.mint_id<domain::InvoiceId>(), number, body.purpose,
                                               body.amount, body.due});
      }));

  routes.push_back(on_order<MarkPaidBody>(
      backend,
      staff("POST", "/{order}/invoices/{invoice}/payment", "invoices.mark_paid",
            "Record that an invoice has been paid.", {"cashier"}),
      [](const Call& call, Unit& unit, domain::OrderId id, const dom::OpenOrder&,
         const MarkPaidBody& body) -> Result<void> {
        const auto invoice = call.id<domain::InvoiceId>(1);
        if (!invoice) return std::unexpected(invoice.error());
        return decide<Order>(unit, id, dom::MarkInvoicePaid{*invoice, body.reference.value, body.paid_on});
      }));

  return routes;
}

}  // namespace vesture::api
