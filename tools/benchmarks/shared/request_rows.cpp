#include "tools/benchmarks/shared/request_rows.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>

#include "tools/benchmarks/shared/accounts.hpp"
#include "tools/benchmarks/shared/days.hpp"

namespace vesture::bench {
namespace {

using domain::orders::RequestStatus;
using projections::ListQuery;
using projections::orders::RequestRow;

struct Service {
  std::string_view lv;
  std::string_view en;
  std::string_view group;
};
constexpr std::array<Service, 8> kServices{{
    {"Zemes vienības kadastrālā uzmērīšana", "Cadastral survey of a land unit", "survey"},
    {"Ēkas kadastrālā uzmērīšana", "Cadastral survey of a building", "survey"},
    {"Izziņa par kadastra objektu", "Statement about a cadastral object", "information"},
    {"Čaulas plāna izgatavošana", "Drawing of an outline plan", "information"},
    {"Īpašuma vērtības aprēķins", "Calculation of a property's value", "valuation"},
    {"Šķūņa dzēšana no kadastra", "Removal of a barn from the cadastre", "registration"},
    {"Apgrūtinājuma reģistrācija", "Registration of an encumbrance", "registration"},
    {"Adreses piešķiršana", "Assignment of an address", "addresses"},
}};
constexpr std::size_t kReceivedAfterDays = 20;

// Half of the requests are person 0's.
domain::PersonId person_of(std::size_t number) {
  const auto person = number % 2 == 0 ? 0 : number % 14;
  return {domain::uuid_v7(2, {static_cast<std::uint8_t>(person)})};
}

std::string person_key(std::size_t number) { return std::string(person_of(number).uuid.view()); }

RequestStatus status_of(std::size_t number, std::size_t rows) {
  if (number + rows / 100 > rows) return RequestStatus::requested;
  if (number % 7 == 3) return RequestStatus::failed;
  return number % 5 == 1 ? RequestStatus::in_progress : RequestStatus::completed;
}

}  // namespace

RequestRow request_row(std::size_t number, ListSize size) {
  const auto& service = kServices[number / 2 % kServices.size()];
  RequestRow row;
  row.created = moment_of(number, size.rows);
  row.request.uuid = id_of(row.created, number);
  row.account = account_of(static_cast<std::uint32_t>(number % size.accounts));
  row.institution = "VZD";
  row.number = fmt::format("E{:09}", number);
  row.service_lv = service.lv;
  row.service_en = service.en;
  row.group = service.group;
  row.object = fmt::format("0100{:07}", number % 300);
  row.status = status_of(number, size.rows);
  row.status_changed = {row.created.microseconds +
                        static_cast<std::int64_t>(number % kReceivedAfterDays) * kDayMicroseconds};
  if (row.status == RequestStatus::completed) row.received = row.status_changed;
  row.requested_by = person_of(number);
  if (number % 4 == 1) row.orders = {{{row.request.uuid}, fmt::format("P{:09}", number / 8)}};
  if (number % 3 == 0) row.sealed.label = fmt::format("Ābeļu iela {}, šķūnis", number);
  return row;
}

std::vector<Question> request_questions() {
  return {
      {"all", [](ListQuery&) {}},
      {"person", [](ListQuery& q) { q.any_of["requested_by"] = {person_key(0)}; }},
      {"group", [](ListQuery& q) { q.any_of["group"] = {"valuation"}; }},
      {"two groups",
       [](ListQuery& q) {
         q.any_of["group"] = {"survey", "addresses"};
       }},
      {"person and group",
       [](ListQuery& q) {
         q.any_of = {{"requested_by", {person_key(1)}}, {"group", {"survey"}}};
       }},
      {"persons and groups",
       [](ListQuery& q) {
         q.any_of = {{"requested_by", {person_key(0), person_key(1)}}, {"group", {"survey", "addresses"}}};
       }},
      {"first days", [](ListQuery& q) { q.days["requested"] = days_of(0, 9); }},
      {"two years", [](ListQuery& q) { q.days["requested"] = days_of(401, 1'130); }},
      {"received in two months", [](ListQuery& q) { q.days["received"] = days_of(700, 760); }},
      {"received, group",
       [](ListQuery& q) {
         q.any_of["group"] = {"survey"};
         q.days["received"] = days_of(700, 760);
       }},
      {"requested and received",
       [](ListQuery& q) {
         q.days["requested"] = days_of(690, 760);
         q.days["received"] = days_of(700, 710);
       }},
      {"number", [](ListQuery& q) { q.any_of["number"] = {"E000000100"}; }},
      {"order", [](ListQuery& q) { q.any_of["order"] = {"P000000100"}; }},
      {"label", [](ListQuery& q) { q.any_of["label"] = {"Ābeļu iela 300, šķūnis"}; }},
      {"label and group",
       [](ListQuery& q) {
         q.any_of = {{"label", {"Ābeļu iela 300, šķūnis"}}, {"group", {"survey"}}};
       }},
  };
}

}  // namespace vesture::bench
