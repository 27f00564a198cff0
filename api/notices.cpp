#include "api/notices.hpp"

#include <cassert>
#include <stdexcept>
#include <variant>
#include <vector>

#include "domain/accounts/profile.hpp"
#include "domain/files/file.hpp"
#include "domain/mail/message.hpp"
#include "domain/notifications/notification.hpp"
#include "domain/orders/order.hpp"
#include "domain/orders/request.hpp"

namespace vesture::api {

namespace {

namespace dom = domain::notifications;
namespace files = domain::files;
namespace mail = domain::mail;
namespace orders = domain::orders;
using dom::Happening;
using dom::SubjectKind;
using dom::Topic;

struct Notice {
  domain::AccountId account;
  domain::Uuid subject;
  Happening happening;
};

// What of a Happening is the event's own.
struct Details {
  std::uint32_t part = 0;
  std::string before = {};
  std::string now = {};
  std::uint32_t days = 0;
};

std::string code_of(const auto& status) { return std::string(orders::words(status).code); }

// What one event says to the account; nothing for an event without an overload of its own.
class Notices {
 public:
  explicit Notices(Unit& unit) : unit_(unit) {}

  void on(const orders::OrderRegistered& e) { of_order(e.order, Topic::order_registered); }
  void on(const orders::PartMoved& e) {
    of_order(e.order, Topic::part_moved, {e.part, code_of(e.from), code_of(e.to)});
  }
  void on(const orders::PartReplanned& e) {
    of_order(e.order, Topic::planned_date_changed, {e.part, "", to_string(e.planned_completion)});
  }
  void on(const orders::InvoiceIssued& e) { of_order(e.order, Topic::invoice_issued, {0, "", e.number}); }
  void on(const orders::InvoicePaid& e) {
    of_order(e.order, Topic::invoice_paid, {0, "", invoice_number(e)});
  }
  void on(const orders::ResultHandedOver& e) {
    of_order(e.order, Topic::result_handed_over, {e.part, "", ""});
  }
  void on(const orders::ServiceRequested& e) { of_request(e.request, Topic::request_registered); }
  void on(const orders::RequestMoved& e) {
    of_request(e.request, Topic::request_moved, {0, code_of(e.from), code_of(e.to)});
  }
  // Of a result that is added before the part is ready, the move to ready tells.
  void on(const orders::FileAdded& e) {
    if (!orders::is_shown(order(e.order), *orders::find_file(order(e.order), e.file))) return;
    const bool result = e.role == files::Role::result;
    of_order(e.order, result ? Topic::result_file_added : Topic::document_received, {e.part});
  }
  void on(const orders::RequestFileAdded& e) {
    const bool result = e.role == files::Role::result;
    of_request(e.request, result ? Topic::result_file_added : Topic::document_received);
  }
  // A warning that comes late says how many days are left in truth.
  void on(const files::ExpiryWarned& e) {
    const domain::Date last_day{domain::riga_date(e.expires_at).days - 1};
    const auto left = domain::riga_date(e.expires_at).days - domain::riga_date(e.at).days;
    of_file(e.file, e.subject, Topic::file_expiring,
            {.now = to_string(last_day), .days = static_cast<std::uint32_t>(left)});
  }
  void on(const files::FileExpired& e) { of_file(e.file, e.subject, Topic::file_expired); }
  void on(const mail::MessageDelivered& e) {
    of_message(e.message, e.recipient, Topic::message_received, to_string(last_day(e.confirmation)));
  }
  void on(const mail::MessageFailed& e) {
    of_message(e.message, e.sender, Topic::message_failed, std::string(mail::words(e.reason).code));
  }
  void on(const mail::ReceiptMissed& e) {
    const auto& confirmation = mail::delivered(unit_.load<mail::Message>(e.message))->confirmation;
    of_message(e.message, e.sender, Topic::receipt_missed, to_string(last_day(confirmation)));
  }
  // Links and the customer's own labels are no change in fulfilment.
  void on(const auto&) {}

  std::vector<Notice> take() { return std::move(notices_); }

 private:
  const orders::OpenOrder& order(domain::OrderId id) {
    return std::get<orders::OpenOrder>(unit_.load<orders::Order>(id));
  }

  std::string invoice_number(const orders::InvoicePaid& e) {
    for (const auto& invoice : order(e.order).invoices)
      if (invoice.id == e.invoice) return invoice.number;
    throw std::logic_error("an invoice was paid that the order does not have");
  }

  void of_order(domain::OrderId id, Topic topic, Details details = {}) {
    const auto& registered = order(id).registered;
    add(registered.account, id.uuid,
        {topic, SubjectKind::order, registered.number, details.part, std::move(details.before),
         std::move(details.now), details.days});
  }

  void of_request(domain::RequestId id, Topic topic, Details details = {}) {
    const auto& request = std::get<orders::OpenRequest>(unit_.load<orders::ServiceRequest>(id)).requested;
    add(request.account, id.uuid,
        {topic, SubjectKind::service_request, request.number, details.part, std::move(details.before),
         std::move(details.now), details.days});
  }

  // Of a result that the customer is not shown yet, they are not told either.
  void of_file(domain::FileId id, const files::Subject& subject, Topic topic, Details details = {}) {
    if (subject.kind == files::SubjectKind::service_request)
      return of_request({subject.id}, topic, std::move(details));
    const auto* file = orders::find_file(order({subject.id}), id);
    if (!file || !orders::is_shown(order({subject.id}), *file)) return;
    details.part = file->part;
    of_order({subject.id}, topic, std::move(details));
  }

  void of_message(domain::MessageId id, domain::AccountId account, Topic topic, std::string detail) {
    add(account, id.uuid, {topic, SubjectKind::message, "", 0, "", std::move(detail), 0});
  }

  void add(domain::AccountId account, const domain::Uuid& subject, Happening happening) {
    notices_.push_back({account, subject, std::move(happening)});
  }

  Unit& unit_;
  std::vector<Notice> notices_;
};

template <class Aggregate>
typename Aggregate::Event decoded(const eventstore::NewEvent& pending, const domain::Cipher& cipher) {
  const std::vector<std::uint8_t> payload(pending.payload.begin(), pending.payload.end());
  auto event = Aggregate::decode(pending.type, pending.schema, payload, cipher);
  if (!event) throw std::logic_error("an event just written is not read: " + event.error());
  return std::move(*event);
}

bool is_own(std::string_view means) { return means == "owner" || means == "user"; }

bool wants_email(const Backend& backend, Unit& unit, const Notice& notice) {
  if (!backend.mail) return false;
  const auto& profile = unit.load<domain::accounts::Profile>(notice.account);
  return profile.consents(dom::words(notice.happening.topic).consent) &&
         profile.e_mail_for_notifications() != nullptr;
}

void raise(const Backend& backend, Unit& unit, Notice notice) {
  const auto id = backend.mint_id<domain::NotificationId>();
  const bool email_wanted = wants_email(backend, unit, notice);
  const dom::RaiseNotification command{id, notice.account, notice.subject, std::move(notice.happening),
                                       email_wanted};
  const auto decided = unit.decide<dom::Notification>(id, command);
  assert(decided);  // nothing has this id yet
}

}  // namespace

void raise_notices(const Backend& backend, std::string_view means, Unit& unit) {
  if (is_own(means)) return;
  Notices notices(unit);
  const auto hear = [&](const auto& event) { notices.on(event); };
  for (const auto& pending : unit.pending()) {
    if (pending.stream.starts_with(orders::Order::kCategory))
      std::visit(hear, decoded<orders::Order>(pending, backend.cipher));
    else if (pending.stream.starts_with(orders::ServiceRequest::kCategory))
      std::visit(hear, decoded<orders::ServiceRequest>(pending, backend.cipher));
    else if (pending.stream.starts_with(files::File::kCategory))
      std::visit(hear, decoded<files::File>(pending, backend.cipher));
    else if (pending.stream.starts_with(mail::Message::kCategory))
      std::visit(hear, decoded<mail::Message>(pending, backend.cipher));
  }
  for (auto& notice : notices.take()) raise(backend, unit, std::move(notice));
}

}  // namespace vesture::api
