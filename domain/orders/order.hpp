// An order: work that an institution does for an account, in parts that each go their own way
// (ORD-08 to ORD-13, ORD-19). Stream "order-<id>".
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "domain/common/decision.hpp"
#include "domain/common/ids.hpp"
#include "domain/common/money.hpp"
#include "domain/common/sealing.hpp"
#include "domain/common/time.hpp"
#include "domain/files/file.hpp"
#include "domain/orders/dues.hpp"
#include "domain/orders/service.hpp"
#include "domain/orders/status.hpp"

namespace vesture::domain::orders {

enum class Delivery : std::uint8_t { account = 0, desk = 1, post = 2 };  // how the result is handed over
enum class Placed : std::uint8_t { portal = 0, desk = 1 };               // where the order was placed

// A document that the service's description asks the customer for (ORD-15).
struct DocumentNeed {
  std::string code;  // unique in its part
  std::string name_lv;
  std::string name_en;
  std::vector<std::string> media_types;  // that are taken; empty: any
  bool mandatory = true;                 // or only welcome

  bool operator==(const DocumentNeed&) const = default;
  const std::string& name(Language language) const { return language == Language::en ? name_en : name_lv; }
};

struct Part {
  std::uint32_t number = 0;  // 1, 2, 3 … within the order
  Service service;
  std::string object;
  std::optional<Date> planned_completion;
  bool has_result = true;  // whether there is something to hand over when it is done
  OrderStatus status = OrderStatus::registered;
  std::vector<DocumentNeed> documents = {};

  bool operator==(const Part&) const = default;
};

// Events

struct OrderRegistered {
  OrderId order;
  AccountId account;
  std::string number;
  std::string institution;
  Placed placed = Placed::portal;
  Delivery delivery = Delivery::account;
  bool prepayment = false;  // whether it is to be paid before work begins
  std::vector<Part> parts;
  Instant at;
  bool operator==(const OrderRegistered&) const = default;
};
struct PartMoved {
  OrderId order;
  AccountId account;
  std::uint32_t part = 0;
  OrderStatus from{};
  OrderStatus to{};
  Sealed reason;
  Instant at;
  bool operator==(const PartMoved&) const = default;
};
struct PartReplanned {
  OrderId order;
  std::uint32_t part = 0;
  Date planned_completion;
  Instant at;
  bool operator==(const PartReplanned&) const = default;
};
struct ResultHandedOver {
  OrderId order;
  std::uint32_t part = 0;
  Instant at;
  bool operator==(const ResultHandedOver&) const = default;
};
struct InvoiceIssued {
  OrderId order;
  InvoiceId invoice;
  std::string number;
  Purpose purpose{};
  Money amount;
  Date due;
  Instant at;
  bool operator==(const InvoiceIssued&) const = default;
};
struct InvoicePaid {
  OrderId order;
  InvoiceId invoice;
  std::string reference;  // of the payment order, unique to it
  Date paid_on;
  Instant at;
  bool operator==(const InvoicePaid&) const = default;
};
struct RequestLinked {
  OrderId order;
  RequestId request;
  std::string request_number;
  Instant at;
  bool operator==(const RequestLinked&) const = default;
};
struct FileAdded {
  OrderId order;
  FileId file;
  std::uint32_t part = 0;
  files::Role role{};
  std::string need;  // the code of the need that a document answers; empty where none
  Instant at;
  bool operator==(const FileAdded&) const = default;
};

using OrderEvent = std::variant<OrderRegistered, PartMoved, PartReplanned, ResultHandedOver, InvoiceIssued,
                                InvoicePaid, RequestLinked, FileAdded>;

// State

struct Payment {
  std::string reference;
  Date paid_on;
  Instant recorded_at;
  bool operator==(const Payment&) const = default;
};
struct Invoice {
  InvoiceId id;
  std::string number;
  Purpose purpose{};
  Money amount;
  Date due;
  Instant issued_at;
  std::optional<Payment> payment;
  bool operator==(const Invoice&) const = default;
};
struct PartState {
  Part part;  // as it is now
  OrderStatus suspended_from{};
  Instant status_changed;
  std::optional<Instant> handed_over_at;
  bool operator==(const PartState&) const = default;
};
struct LinkedRequest {
  RequestId id;
  std::string number;
  bool operator==(const LinkedRequest&) const = default;
};
struct AddedFile {
  FileId id;
  std::uint32_t part = 0;
  files::Role role{};
  std::string need;
  bool operator==(const AddedFile&) const = default;
};

struct NoOrder {
  bool operator==(const NoOrder&) const = default;
};
struct OpenOrder {
  OrderRegistered registered;
  std::vector<PartState> parts;
  std::vector<Invoice> invoices;
  std::vector<LinkedRequest> requests;
  std::vector<AddedFile> files;
  bool operator==(const OpenOrder&) const = default;
};
using OrderState = std::variant<NoOrder, OpenOrder>;

bool prepaid(const OpenOrder&);
PaymentState payment_state(const OpenOrder&);
const PartState* find_part(const OpenOrder&, std::uint32_t number);
const AddedFile* find_file(const OpenOrder&, FileId);
// Whether the part's required documents have all been submitted is for the customer to see: it stops nothing.
bool is_missing(const OpenOrder&, std::uint32_t part, const DocumentNeed&);
// Whether the part's results are shown to the customer: it is ready, and they are delivered to the account (ORD-12).
bool offers_results(const OpenOrder&, std::uint32_t part);
// Whether the customer is shown the file: a document of their own, or a result that is offered.
bool is_shown(const OpenOrder&, const AddedFile&);
// What stands against the customer's taking a file that they are shown; nullptr: nothing. Documents are their own.
const Rejection* obstacle_to_taking(const OpenOrder&, const AddedFile&);

// Commands

struct RegisterOrder {
  OrderId order;
  AccountId account;
  std::string number;
  std::string institution;
  Placed placed{};
  Delivery delivery{};
  bool prepayment = false;
  std::vector<Part> parts;  // each application_processing or registered
};
struct MovePart {
  std::uint32_t part = 0;
  OrderStatus to{};
  std::string reason;
};
struct ReplanPart {
  std::uint32_t part = 0;
  Date planned_completion;
};
struct HandOver {
  std::uint32_t part = 0;
};
struct IssueInvoice {
  InvoiceId invoice;
  std::string number;
  Purpose purpose{};
  Money amount;
  Date due;
};
struct MarkInvoicePaid {
  InvoiceId invoice;
  std::string reference;
  Date paid_on;
};
struct LinkRequest {
  RequestId request;
  std::string request_number;
  AccountId account;  // whose request it is
};
// A document is the customer's, a result the institution's.
struct AddFile {
  FileId file;
  std::uint32_t part = 0;
  files::Role role{};
  std::string need;
  std::string media_type;
};
// The customer takes a result out of the account; the first time, it is handed over by that (ORD-12, ORD-19).
struct TakeResult {
  FileId file;
};

using OrderCommand = std::variant<RegisterOrder, MovePart, ReplanPart, HandOver, IssueInvoice,
                                  MarkInvoicePaid, LinkRequest, AddFile, TakeResult>;

// The moves of ORD-11 out of a status, but for suspended, which also leads back to where it came from.
std::span<const OrderStatus> moves_from(OrderStatus);

struct Order {
  using Id = OrderId;
  using State = OrderState;
  using Event = OrderEvent;
  using Command = OrderCommand;

  static constexpr std::string_view kCategory = "order-";  // of its streams
  static std::string stream(OrderId id) { return std::string(kCategory) + to_string(id); }
  static Decision<OrderEvent> decide(const OrderCommand&, const OrderState&, Instant now);
  static OrderState evolve(OrderState, const OrderEvent&);
  static Encoded encode(const OrderEvent&, const Cipher&);
  static std::expected<OrderEvent, std::string> decode(std::string_view type, std::uint16_t schema,
                                                       std::span<const std::uint8_t> payload, const Cipher&);
};

inline constexpr std::size_t kMostParts = 50;
inline constexpr std::size_t kMostLinks = 20;
inline constexpr std::size_t kMostInvoices = 50;
inline constexpr std::size_t kMostFiles = 100;  // of one role
inline constexpr std::size_t kMostNeeds = 20;   // of one part
inline constexpr std::int64_t kMostCents = 100'000'000'00;

namespace rejections {
inline constexpr Rejection order_exists{"orders.already_registered",
                                        "",
                                        "",
                                        Kind::conflict,
                                        {"Pasūtījums jau ir reģistrēts", "The order is registered already"}};
inline constexpr Rejection no_order{"orders.not_registered",
                                    "",
                                    "",
                                    Kind::conflict,
                                    {"Pasūtījums nav reģistrēts", "The order is not registered"}};
inline constexpr Rejection parts_count{"orders.parts_count",
                                       "ORD-09",
                                       "/parts",
                                       Kind::invalid,
                                       {"Pasūtījumam ir 1 līdz 50 daļas, numurētas pēc kārtas",
                                        "An order has 1 to 50 parts, numbered one after the other"}};
inline constexpr Rejection first_status{"orders.first_status",
                                        "ORD-11",
                                        "/parts",
                                        Kind::invalid,
                                        {"Pasūtījuma daļa sākas apstrādē vai reģistrēta",
                                         "A part begins in application processing or registered"}};
inline constexpr Rejection bad_object{
    "orders.object_invalid",
    "ORD-09",
    "/parts",
    Kind::invalid,
    {"Kadastra apzīmējumam ir 11, 14 vai 17 cipari", "A cadastral designation has 11, 14 or 17 digits"}};
inline constexpr Rejection no_part{
    "orders.part_unknown", "ORD-09", "", Kind::conflict, {"Tādas daļas nav", "There is no such part"}};
inline constexpr Rejection move_not_allowed{
    "orders.move_not_allowed",
    "ORD-11",
    "/status",
    Kind::conflict,
    {"Šāda statusa maiņa nav paredzēta", "The status cannot change like this"}};
inline constexpr Rejection prepayment_unpaid{
    "orders.prepayment_unpaid",
    "ORD-11",
    "/status",
    Kind::conflict,
    {"Priekšapmaksas rēķins nav apmaksāts", "The prepayment invoice has not been paid"}};
inline constexpr Rejection not_handed_over{
    "orders.result_not_handed_over",
    "ORD-19",
    "/status",
    Kind::conflict,
    {"Rezultāts vēl nav izsniegts", "The result has not been handed over yet"}};
inline constexpr Rejection nothing_to_hand_over{
    "orders.nothing_to_hand_over",
    "ORD-19",
    "/status",
    Kind::conflict,
    {"Izsniedzamu materiālu nav", "There is nothing to hand over"}};
inline constexpr Rejection not_ready{
    "orders.not_ready",
    "ORD-19",
    "",
    Kind::conflict,
    {"Pasūtījums vēl nav izsniegšanā", "The part is not ready for handing over"}};
inline constexpr Rejection order_over{"orders.order_over",
                                      "ORD-11",
                                      "",
                                      Kind::conflict,
                                      {"Pasūtījuma izpilde ir beigusies", "Work on the order is over"}};
inline constexpr Rejection bad_amount{
    "invoices.amount_invalid",
    "ORD-13",
    "/amount",
    Kind::invalid,
    {"Summai jābūt pozitīvai, eiro", "The amount must be positive, in euros"}};
inline constexpr Rejection too_many_invoices{
    "invoices.too_many",
    "ORD-13",
    "",
    Kind::conflict,
    {"Pasūtījumam ir pārāk daudz rēķinu", "The order has too many invoices"}};
inline constexpr Rejection invoice_differs{
    "invoices.already_issued",
    "ORD-13",
    "",
    Kind::conflict,
    {"Rēķins jau ir izrakstīts ar citu saturu", "The invoice is issued already, with other contents"}};
inline constexpr Rejection no_invoice{
    "invoices.not_issued", "ORD-13", "", Kind::conflict, {"Tāda rēķina nav", "There is no such invoice"}};
inline constexpr Rejection paid_otherwise{
    "invoices.already_paid",
    "ORD-13",
    "/reference",
    Kind::conflict,
    {"Rēķins jau ir apmaksāts ar citu maksājumu", "The invoice has been paid already, by another payment"}};
inline constexpr Rejection paid_in_future{
    "invoices.paid_in_future",
    "ORD-13",
    "/paid_on",
    Kind::invalid,
    {"Maksājuma diena vēl nav pienākusi", "The day of payment has not come yet"}};
inline constexpr Rejection other_account{"orders.link_other_account",
                                         "ORD-08",
                                         "/service_request",
                                         Kind::conflict,
                                         {"Pasūtījums un e-pakalpojums pieder dažādiem kontiem",
                                          "The order and the request are of different accounts"}};
inline constexpr Rejection bad_needs{"orders.documents_invalid",
                                     "ORD-15",
                                     "/parts",
                                     Kind::invalid,
                                     {"Daļai ir ne vairāk kā 20 iesniedzamie dokumenti, katrs ar savu kodu",
                                      "A part asks for at most 20 documents, each with a code of its own"}};
inline constexpr Rejection need_unknown{
    "documents.need_unknown",
    "ORD-15",
    "need",
    Kind::invalid,
    {"Pakalpojuma apraksts šādu dokumentu neprasa", "The service's description asks for no such document"}};
inline constexpr Rejection media_type_not_taken{
    "documents.media_type_not_taken",
    "ORD-15",
    "Content-Type",
    Kind::invalid,
    {"Šis dokuments jāiesniedz citā formātā", "This document is taken in other formats only"}};
inline constexpr Rejection too_many_files{
    "files.too_many", "ORD-15", "", Kind::conflict, {"Datņu ir pārāk daudz", "There are too many files"}};
inline constexpr Rejection no_result_expected{
    "files.result_not_expected",
    "ORD-12",
    "",
    Kind::conflict,
    {"Rezultātu pievieno daļai, kas tiek izpildīta vai ir gatava, un kam ir izsniedzams rezultāts",
     "A result is added to a part that is in progress or ready, and has something to hand over"}};
inline constexpr Rejection not_delivered_here{
    "files.not_delivered_to_account",
    "ORD-12",
    "",
    Kind::conflict,
    {"Rezultāts netiek izsniegts kontā", "The result is not delivered to the account"}};
inline constexpr Rejection no_order_file{
    "files.not_in_order", "ORD-12", "", Kind::conflict, {"Tādas datnes nav", "There is no such file"}};
inline constexpr Rejection order_unpaid{"files.order_not_paid",
                                        "ORD-12",
                                        "",
                                        Kind::conflict,
                                        {"Datni var lejupielādēt, kad pasūtījums ir pilnībā apmaksāts",
                                         "The file can be downloaded once the order is paid in full"}};
inline constexpr Rejection too_many_links{"orders.too_many_links",
                                          "ORD-08",
                                          "",
                                          Kind::conflict,
                                          {"Saistīto ierakstu ir pārāk daudz", "There are too many links"}};
}  // namespace rejections

}  // namespace vesture::domain::orders
