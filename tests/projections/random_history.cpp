#include "tests/projections/random_history.hpp"

#include <fmt/format.h>

#include <array>
#include <functional>
#include <stdexcept>
#include <variant>

#include "domain/access/access.hpp"
#include "domain/accounts/account.hpp"
#include "domain/accounts/application.hpp"
#include "domain/accounts/person.hpp"
#include "domain/accounts/profile.hpp"
#include "domain/files/content.hpp"
#include "domain/files/file.hpp"
#include "domain/notifications/notification.hpp"
#include "domain/orders/order.hpp"
#include "domain/orders/request.hpp"
#include "projections/audit/audit_list.hpp"
#include "projections/common/cipher_over.hpp"

namespace vesture::projections {

namespace {

namespace orders = domain::orders;
namespace accounts = domain::accounts;
namespace files = domain::files;
namespace notifications = domain::notifications;

constexpr std::uint32_t kAccounts = 3;
constexpr std::int64_t kFirstTime = 1'767'225'600'000'000;

template <class Id>
Id id_of(std::uint8_t kind, std::uint32_t number) {
  return {domain::uuid_v7(1'767'225'600'000 + number * 60'000,
                          {kind, static_cast<std::uint8_t>(number >> 8), static_cast<std::uint8_t>(number)})};
}

}  // namespace

class RandomHistory::Story {
 public:
  Story(eventstore::Log& log, const domain::Cipher& cipher) : log_(log), cipher_(cipher) {}

  void tell(std::uint32_t choice) {
    ++commits_;
    choice_ = choice;
    append_.events.clear();
    kKinds.at(take(kKinds.size()))(*this);
    if (append_.events.empty()) look();
    append();
  }

 private:
  using Kind = std::function<void(Story&)>;
  static const std::vector<Kind> kKinds;

  std::uint32_t take(std::size_t below) {
    const auto taken = choice_ % static_cast<std::uint32_t>(below);
    choice_ /= static_cast<std::uint32_t>(below);
    return taken;
  }
  domain::Instant now() const { return {kFirstTime + commits_ * 3'600'000'000}; }
  domain::AccountId account(std::uint32_t number) const { return id_of<domain::AccountId>(1, number); }
  domain::PersonId person(std::uint32_t number) const { return id_of<domain::PersonId>(2, number); }

  template <class Aggregate>
  void add(const typename Aggregate::Id& id, const typename Aggregate::Event& event) {
    auto encoded = Aggregate::encode(event, cipher_);
    append_.events.push_back(
        {Aggregate::stream(id), std::move(encoded.type), encoded.schema, std::move(encoded.payload)});
  }

  void append() {
    const auto actor = take(kAccounts);
    append_.now = now().microseconds;
    append_.command = fmt::format("test.kind-{}", commits_ % 5);
    append_.actor.person = person(actor).uuid.bytes;
    append_.actor.account = account(actor).uuid.bytes;
    append_.actor.means = actor == 0 ? "staff:VZD" : "owner";
    append_.actor.origin = cipher_.seal(person(actor).uuid, audit::kOriginContext, "192.0.2.1");
    if (!std::holds_alternative<eventstore::Committed>(log_.append_and_wait(append_)))
      throw std::runtime_error("a history that is not taken");
  }

  void look() {
    const auto of = account(take(kAccounts));
    add<domain::access::Access>(of, {of, {}, "status=ready"});
  }

  void register_order() {
    const auto order = id_of<domain::OrderId>(3, ++orders_);
    std::vector<orders::Part> parts;
    const auto count = 1 + take(3);
    for (std::uint32_t part = 1; part <= count; ++part)
      parts.push_back({part,
                       {"VZD-12", "cadastre", "Kadastrālā uzmērīšana", "Cadastral survey"},
                       fmt::format("0100007000{}", take(4)),
                       std::nullopt,
                       true,
                       orders::OrderStatus::registered});
    add<orders::Order>(
        order, orders::OrderRegistered{order, account(take(kAccounts)), fmt::format("P{:010}", orders_),
                                       "VZD", orders::Placed::portal, orders::Delivery::account, take(2) == 1,
                                       parts, now()});
  }

  void move_part() {
    if (orders_ == 0) return;
    const auto order = id_of<domain::OrderId>(3, 1 + take(orders_));
    add<orders::Order>(order, orders::PartMoved{order, account(0), 1, orders::OrderStatus::registered,
                                                static_cast<orders::OrderStatus>(take(7)), "Iemesls", now()});
  }

  void issue_or_pay() {
    if (orders_ == 0) return;
    const auto number = 1 + take(orders_);
    const auto order = id_of<domain::OrderId>(3, number);
    const auto invoice = id_of<domain::InvoiceId>(4, number);
    if (take(2) == 0)
      add<orders::Order>(
          order, orders::InvoiceIssued{
                     order, invoice, "R-1", orders::Purpose::prepayment, {100, "EUR"}, {20'000}, now()});
    else
      add<orders::Order>(order, orders::InvoicePaid{order, invoice, "LV-1", {20'000}, now()});
  }

  void request_service() {
    const auto request = id_of<domain::RequestId>(5, ++requests_);
    add<orders::ServiceRequest>(
        request,
        orders::ServiceRequested{request,
                                 account(take(kAccounts)),
                                 fmt::format("E{:010}", requests_),
                                 "VZD",
                                 {"VZD-1", take(2) == 0 ? "cadastre" : "maps", "Izziņa", "Statement"},
                                 "01000070001",
                                 person(take(kAccounts)),
                                 now()});
  }

  void change_request() {
    if (requests_ == 0) return;
    const auto request = id_of<domain::RequestId>(5, 1 + take(requests_));
    switch (take(3)) {
      case 0:
        return add<orders::ServiceRequest>(
            request, orders::RequestMoved{request, orders::RequestStatus::requested,
                                          static_cast<orders::RequestStatus>(take(4)), now()});
      case 1:
        return add<orders::ServiceRequest>(
            request,
            orders::RequestLabelled{request, account(0), fmt::format("Vasarnīca {}", take(9)), now()});
      default:
        return add<orders::ServiceRequest>(request, orders::RequestLabelCleared{request, now()});
    }
  }

  // One commit, two streams (ORD-08).
  void link() {
    if (requests_ == 0 || orders_ == 0) return;
    const auto request = id_of<domain::RequestId>(5, 1 + take(requests_));
    const auto order = id_of<domain::OrderId>(3, 1 + take(orders_));
    add<orders::ServiceRequest>(request, orders::OrderLinked{request, order, "P1", now()});
    add<orders::Order>(order, orders::RequestLinked{order, request, "E1", now()});
  }

  void notify() {
    const auto id = id_of<domain::NotificationId>(6, ++notifications_);
    const notifications::Happening happening{notifications::Topic::part_moved,
                                             notifications::SubjectKind::order,
                                             "P1",
                                             1,
                                             "registered",
                                             "ready",
                                             0};
    add<notifications::Notification>(
        id, notifications::NotificationRaised{id, account(take(kAccounts)), id_of<domain::OrderId>(3, 1).uuid,
                                              happening, take(2) == 1, now()});
  }

  void change_notification() {
    if (notifications_ == 0) return;
    using notifications::Notification;
    const auto id = id_of<domain::NotificationId>(6, 1 + take(notifications_));
    switch (take(4)) {
      case 0:
        return add<Notification>(id, notifications::NotificationRead{id, now()});
      case 1:
        return add<Notification>(id, notifications::EmailAttempted{id, 1, now()});
      case 2:
        return add<Notification>(id, notifications::EmailRefused{id, 1, false, 451, now(), now()});
      default:
        return add<Notification>(id, notifications::EmailAccepted{id, 1, now()});
    }
  }

  files::StoredContent content(std::uint32_t number) const {
    return {id_of<domain::ContentId>(7, number), 1'000, {0xde, 0xad}};
  }

  void attach() {
    const auto file = id_of<domain::FileId>(8, ++files_);
    const auto of = account(take(kAccounts));
    const domain::Deadline retention{
        "ORD-14", {20'000}, domain::TermUnit::calendar_days_without_roll, 90, {}, now(), 1, false};
    add<files::File>(file, files::FileAttached{file,
                                               of,
                                               {files::SubjectKind::order, id_of<domain::OrderId>(3, 1).uuid},
                                               files::Role::document,
                                               "Apliecība.pdf",
                                               "application/pdf",
                                               content(files_),
                                               files::Scan::clean,
                                               person(0),
                                               retention,
                                               now()});
  }

  void end_file() {
    if (files_ == 0) return;
    const auto number = 1 + take(files_);
    const auto file = id_of<domain::FileId>(8, number);
    const auto stored = content(number);
    switch (take(4)) {
      case 0:
        return add<files::File>(
            file, files::ExpiryWarned{file, account(0), {files::SubjectKind::order, {}}, 14, now(), now()});
      case 1:
        return add<files::File>(
            file, files::FileExpired{
                      file, account(0), {files::SubjectKind::order, {}}, stored.id, "ORD-14", now()});
      case 2:
        return add<files::Content>(stored.id, files::DestructionOrdered{stored.id, "ORD-14", now()});
      default:
        return add<files::Content>(stored.id,
                                   files::ContentDestroyed{account(0), stored, "ORD-14", now(), now()});
    }
  }

  void open_account() {
    const auto number = take(kAccounts);
    add<accounts::Account>(
        account(number), accounts::AccountOpened{account(number), accounts::AccountKind::natural,
                                                 person(number), "Anna Ozola", "PNOLV-161175-19997", now()});
  }

  void set_page_size() {
    const auto of = account(take(kAccounts));
    add<accounts::Profile>(
        of, accounts::SettingsChanged{of, static_cast<int>(10 + take(5)), domain::Language::lv, now()});
  }

  void apply_for_account() {
    const auto id = id_of<domain::ApplicationId>(9, ++applications_);
    add<accounts::Application>(
        id, accounts::ApplicationSubmitted{id, person(0), accounts::Channel::desk, "SIA Ozols",
                                           "NTRLV-40003521600", "PNOLV-161175-19997", "Anna Ozola", now()});
  }

  void decide_application() {
    if (applications_ == 0) return;
    const auto id = id_of<domain::ApplicationId>(9, 1 + take(applications_));
    if (take(2) == 0)
      add<accounts::Application>(id, accounts::ApplicationAccepted{id, account(0), now()});
    else
      add<accounts::Application>(id, accounts::ApplicationRefused{id, "Nav reģistrā", now()});
  }

  eventstore::Log& log_;
  const domain::Cipher& cipher_;
  eventstore::Append append_;
  std::uint32_t choice_ = 0;
  std::int64_t commits_ = 0;
  std::uint32_t orders_ = 0;
  std::uint32_t requests_ = 0;
  std::uint32_t notifications_ = 0;
  std::uint32_t files_ = 0;
  std::uint32_t applications_ = 0;
};

const std::vector<RandomHistory::Story::Kind> RandomHistory::Story::kKinds{&Story::register_order,
                                                                           &Story::move_part,
                                                                           &Story::issue_or_pay,
                                                                           &Story::request_service,
                                                                           &Story::change_request,
                                                                           &Story::link,
                                                                           &Story::notify,
                                                                           &Story::change_notification,
                                                                           &Story::attach,
                                                                           &Story::end_file,
                                                                           &Story::open_account,
                                                                           &Story::set_page_size,
                                                                           &Story::apply_for_account,
                                                                           &Story::decide_application,
                                                                           &Story::look};

RandomHistory::RandomHistory(const std::vector<std::uint32_t>& choices)
    : keyring_(eventstore::Keyring::open(directory_.path() / "keyring", directory_.path() / "master.key")),
      cipher_(cipher_over(*keyring_)),
      log_(eventstore::Log::open(directory_.path() / "log")),
      story_(std::make_unique<Story>(*log_, cipher_)) {
  add(choices);
}

RandomHistory::~RandomHistory() = default;

void RandomHistory::add(const std::vector<std::uint32_t>& choices) {
  for (const auto choice : choices) story_->tell(choice);
}

std::unique_ptr<eventstore::Log> RandomHistory::log_at(eventstore::Position at) const {
  return eventstore::Log::open_to_read(directory_.path() / "log", at);
}

std::unique_ptr<eventstore::Log> RandomHistory::log_at_head() const {
  return eventstore::Log::open_to_read(directory_.path() / "log");
}

std::vector<std::uint32_t> choices_of(std::uint64_t seed, std::size_t count) {
  std::vector<std::uint32_t> choices;
  for (std::size_t i = 0; i < count; ++i) {
    seed = seed * 6'364'136'223'846'793'005 + 1'442'695'040'888'963'407;
    choices.push_back(static_cast<std::uint32_t>(seed >> 32));
  }
  return choices;
}

}  // namespace vesture::projections
