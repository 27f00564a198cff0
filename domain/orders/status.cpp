#include "domain/orders/status.hpp"

#include <array>
#include <cassert>

namespace vesture::domain::orders {

namespace {

// In the order of their numbers.
constexpr std::array<StatusWords<OrderStatus>, 7> kOrderStatuses{{
    {OrderStatus::application_processing,
     "application_processing",
     {"Pieteikums ir apstrādē", "Application is being processed"},
     {"Jūsu pieteikums ir saņemts. Dienesta darbinieks apstrādā Jūsu pieteikumu.",
      "Your application has been received. An employee of the Service is processing it."}},
    {OrderStatus::terminated,
     "terminated",
     {"Pārtraukts", "Terminated"},
     {"Pasūtījuma izpilde ir pārtraukta.", "Work on the order has been terminated."}},
    {OrderStatus::registered,
     "registered",
     {"Pasūtījums reģistrēts", "Order registered"},
     {"Pamatojoties uz Jūsu pieprasījumu pasūtījums ir reģistrēts sistēmā, taču pasūtījuma izpilde nav "
      "uzsākta. "
      "Nav saņemta informācija par priekšapmaksas rēķina apmaksu (ja tāda ir paredzēta).",
      "The order has been registered at your request, but work on it has not begun. No information has been "
      "received about payment of the prepayment invoice (if there is to be one)."}},
    {OrderStatus::in_progress,
     "in_progress",
     {"Izpildē", "In progress"},
     {"Pasūtījums nodots izpildei.", "The order has been passed on to be carried out."}},
    {OrderStatus::suspended,
     "suspended",
     {"Apturēts", "Suspended"},
     {"Pasūtījuma izpilde ir apturēta.", "Work on the order has been suspended."}},
    {OrderStatus::ready,
     "ready",
     {"Izsniegšanā", "Ready for handing over"},
     {"Pasūtījums ir izpildīts. Klients var saņemt pakalpojuma izpildes dokumentus vai datus.",
      "The order has been carried out. The customer can receive the resulting documents or data."}},
    {OrderStatus::completed,
     "completed",
     {"Pabeigts", "Completed"},
     {"Klientam ir izsniegti pasūtījuma izsniedzamie materiāli (ja tādi ir), vai pasūtījums ir izpildīts (ja "
      "nav "
      "izsniedzamie materiāli).",
      "What the order gives has been handed over to the customer, or the order has been carried out where "
      "there is "
      "nothing to hand over."}},
}};

constexpr std::array<StatusWords<RequestStatus>, 4> kRequestStatuses{{
    {RequestStatus::requested,
     "requested",
     {"Pieprasīts", "Requested"},
     {"E-pakalpojums ir pieprasīts.", "The e-service has been requested."}},
    {RequestStatus::in_progress,
     "in_progress",
     {"Izpildē", "In progress"},
     {"E-pakalpojuma pieprasījums tiek izpildīts.", "The request is being carried out."}},
    {RequestStatus::completed,
     "completed",
     {"Izpildīts", "Completed"},
     {"E-pakalpojuma rezultāts ir pieejams.", "The result of the e-service is available."}},
    {RequestStatus::failed,
     "failed",
     {"Neizpildīts", "Failed"},
     {"E-pakalpojumu neizdevās izpildīt.", "The e-service could not be carried out."}},
}};

template <class Table>
auto find_code(const Table& table, std::string_view code) -> std::optional<decltype(table[0].status)> {
  for (const auto& row : table)
    if (row.code == code) return row.status;
  return std::nullopt;
}

template <class Table, class Status>
const auto& row_of(const Table& table, Status status) {
  const auto at = static_cast<std::size_t>(status);
  assert(at < table.size() && table[at].status == status);
  return table[at];
}

}  // namespace

std::span<const StatusWords<OrderStatus>> order_statuses() { return kOrderStatuses; }
std::span<const StatusWords<RequestStatus>> request_statuses() { return kRequestStatuses; }
const StatusWords<OrderStatus>& words(OrderStatus status) { return row_of(kOrderStatuses, status); }
const StatusWords<RequestStatus>& words(RequestStatus status) { return row_of(kRequestStatuses, status); }
std::optional<OrderStatus> parse_order_status(std::string_view code) {
  return find_code(kOrderStatuses, code);
}
std::optional<RequestStatus> parse_request_status(std::string_view code) {
  return find_code(kRequestStatuses, code);
}

}  // namespace vesture::domain::orders
