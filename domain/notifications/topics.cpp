#include "domain/notifications/topics.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <utility>

#include "domain/mail/status.hpp"
#include "domain/orders/status.hpp"

namespace vesture::domain::notifications {

namespace {

using accounts::Consent;

// In the order of their numbers.
constexpr std::array<TopicWords, 15> kTopics{{
    {Topic::order_registered,
     "order_registered",
     Consent::e_service_notifications,
     {"Pasūtījums {number} reģistrēts", "Order {number} registered"},
     {"Jūsu pasūtījums {number} ir reģistrēts.", "Your order {number} has been registered."}},
    {Topic::part_moved,
     "part_moved",
     Consent::e_service_notifications,
     {"Pasūtījums {number}: {status}", "Order {number}: {status}"},
     {"Pasūtījuma {number} {part}. daļas statuss mainīts no “{status_before}” uz “{status}”.",
      "The status of part {part} of order {number} has changed from “{status_before}” to “{status}”."}},
    {Topic::planned_date_changed,
     "planned_date_changed",
     Consent::e_service_notifications,
     {"Pasūtījums {number}: mainīts plānotais izpildes termiņš",
      "Order {number}: planned completion date changed"},
     {"Pasūtījuma {number} {part}. daļas plānotais izpildes termiņš ir {detail}.",
      "The planned completion date of part {part} of order {number} is {detail}."}},
    {Topic::invoice_issued,
     "invoice_issued",
     Consent::e_service_notifications,
     {"Pasūtījums {number}: izrakstīts rēķins", "Order {number}: invoice issued"},
     {"Pasūtījumam {number} izrakstīts rēķins {detail}.",
      "Invoice {detail} has been issued for order {number}."}},
    {Topic::invoice_paid,
     "invoice_paid",
     Consent::e_service_notifications,
     {"Pasūtījums {number}: rēķins apmaksāts", "Order {number}: invoice paid"},
     {"Pasūtījuma {number} rēķins {detail} ir apmaksāts.",
      "Invoice {detail} of order {number} has been paid."}},
    {Topic::result_file_added,
     "result_file_added",
     Consent::e_service_notifications,
     {"{Subject} {number}: pievienota rezultāta datne", "{Subject} {number}: result file added"},
     {"{Subject} {number}: portālā pieejama rezultāta datne.",
      "{Subject} {number}: a result file is available in the portal."}},
    {Topic::document_received,
     "document_received",
     Consent::e_service_notifications,
     {"{Subject} {number}: dokuments saņemts", "{Subject} {number}: document received"},
     {"{Subject} {number}: iesniegtais dokuments ir saņemts.",
      "{Subject} {number}: the submitted document has been received."}},
    {Topic::result_handed_over,
     "result_handed_over",
     Consent::e_service_notifications,
     {"Pasūtījums {number}: rezultāts izsniegts", "Order {number}: result handed over"},
     {"Pasūtījuma {number} {part}. daļas rezultāts ir izsniegts.",
      "The result of part {part} of order {number} has been handed over."}},
    {Topic::request_registered,
     "request_registered",
     Consent::e_service_notifications,
     {"E-pakalpojuma pieprasījums {number} reģistrēts", "E-service request {number} registered"},
     {"Jūsu e-pakalpojuma pieprasījums {number} ir reģistrēts.",
      "Your e-service request {number} has been registered."}},
    {Topic::request_moved,
     "request_moved",
     Consent::e_service_notifications,
     {"E-pakalpojuma pieprasījums {number}: {status}", "E-service request {number}: {status}"},
     {"E-pakalpojuma pieprasījuma {number} statuss mainīts no “{status_before}” uz “{status}”.",
      "The status of e-service request {number} has changed from “{status_before}” to “{status}”."}},
    {Topic::file_expiring,
     "file_expiring",
     Consent::e_service_notifications,
     {"{Subject} {number}: beidzas datnes glabāšanas termiņš", "{Subject} {number}: a file will be deleted"},
     {"{Subject} {number}: datne tiek glabāta līdz {detail} ieskaitot, pēc tam tā tiks neatgriezeniski "
      "dzēsta. "
      "Atlikušās dienas: {days}.",
      "{Subject} {number}: a file is kept until the end of {detail}, and will then be deleted for good. "
      "Days left: {days}."}},
    {Topic::file_expired,
     "file_expired",
     Consent::e_service_notifications,
     {"{Subject} {number}: datne dzēsta", "{Subject} {number}: a file has been deleted"},
     {"{Subject} {number}: datnes glabāšanas termiņš ir beidzies, un tā ir neatgriezeniski dzēsta.",
      "{Subject} {number}: a file was kept to the end of its term and has been deleted for good."}},
    {Topic::message_received,
     "message_received",
     Consent::e_address_notifications,
     {"Saņemts e-adreses ziņojums", "An e-address message was received"},
     {"E-adreses kontā ir pieejams jauns ziņojums. Tā saņemšana jāapstiprina līdz {detail} ieskaitot.",
      "A new message is available in the e-address account. Its receipt is to be confirmed by the end of "
      "{detail}."}},
    {Topic::message_failed,
     "message_failed",
     Consent::e_address_notifications,
     {"E-adreses ziņojumu neizdevās izsūtīt", "An e-address message could not be sent"},
     {"E-adreses ziņojumu neizdevās izsūtīt. Iemesls: {reason}.",
      "An e-address message could not be sent. The reason: {reason}."}},
    {Topic::receipt_missed,
     "receipt_missed",
     Consent::e_address_notifications,
     {"Adresāts nokavējis e-adreses ziņojuma saņemšanu", "The recipient missed an e-address message"},
     {"Adresāts līdz {detail} ieskaitot nav apstiprinājis nosūtītā e-adreses ziņojuma saņemšanu.",
      "The recipient had not confirmed the receipt of a sent e-address message by the end of {detail}."}},
}};

constexpr Text kOrder{"Pasūtījums", "Order"};
constexpr Text kRequest{"E-pakalpojuma pieprasījums", "E-service request"};

// The words for a status's code; an unknown code stands for itself.
std::string status_label(SubjectKind kind, const std::string& code, Language language) {
  if (kind == SubjectKind::order) {
    const auto status = orders::parse_order_status(code);
    return status ? std::string(orders::words(*status).label.in(language)) : code;
  }
  const auto status = orders::parse_request_status(code);
  return status ? std::string(orders::words(*status).label.in(language)) : code;
}

std::string reason_label(const std::string& code, Language language) {
  for (const auto& reason : mail::failure_reasons())
    if (reason.code == code) return std::string(reason.label.in(language));
  return code;
}

std::string value_of(std::string_view name, const Happening& h, Language language) {
  if (name == "number") return h.number;
  if (name == "part") return std::to_string(h.part);
  if (name == "detail") return h.detail;
  if (name == "reason") return reason_label(h.detail, language);
  if (name == "days") return std::to_string(h.days);
  if (name == "status") return status_label(h.subject_kind, h.detail, language);
  if (name == "status_before") return status_label(h.subject_kind, h.before, language);
  assert(name == "Subject");
  return std::string((h.subject_kind == SubjectKind::order ? kOrder : kRequest).in(language));
}

std::string filled(std::string_view pattern, const Happening& happening, Language language) {
  std::string text;
  for (auto open = pattern.find('{'); open != std::string_view::npos; open = pattern.find('{')) {
    const auto close = pattern.find('}', open);
    text += pattern.substr(0, open);
    text += value_of(pattern.substr(open + 1, close - open - 1), happening, language);
    pattern.remove_prefix(close + 1);
  }
  return text.append(pattern);
}

}  // namespace

std::span<const TopicWords> topics() { return kTopics; }

const TopicWords& words(Topic topic) {
  const auto at = static_cast<std::size_t>(topic);
  assert(at < kTopics.size() && kTopics[at].topic == topic);
  return kTopics[at];
}

std::optional<Topic> parse_topic(std::string_view code) {
  const auto found = std::ranges::find(kTopics, code, &TopicWords::code);
  return found == kTopics.end() ? std::nullopt : std::optional(found->topic);
}

std::string title_of(const Happening& happening, Language language) {
  return filled(words(happening.topic).title.in(language), happening, language);
}

std::string body_of(const Happening& happening, Language language) {
  return filled(words(happening.topic).body.in(language), happening, language);
}

}  // namespace vesture::domain::notifications
