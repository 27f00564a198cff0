#include "tools/benchmarks/shared/order_rows.hpp"

#include <fmt/format.h>

#include "tools/benchmarks/shared/accounts.hpp"
#include "tools/benchmarks/shared/days.hpp"

namespace vesture::bench {
namespace {

using domain::orders::OrderStatus;
using projections::ListQuery;
using projections::orders::OrderRow;

constexpr std::size_t kObjects = 300;
constexpr std::size_t kPartsOfAnOrder = 3;

// Half of the rows have object 0; the odd ones among the rest never have an even object.
std::string object_of(std::size_t number) {
  return fmt::format("0100{:07}", number % 4 < 2 ? 0 : number % kObjects);
}

// `terminated` is had by odd rows only, `suspended` by the newest only.
OrderStatus status_of(std::size_t number, std::size_t rows) {
  if (number + rows / 100 > rows) return OrderStatus::suspended;
  if (number % 2 == 1 && number % 5 == 0) return OrderStatus::terminated;
  return number % 3 == 0 ? OrderStatus::in_progress : OrderStatus::completed;
}

std::string code(OrderStatus status) { return std::string(domain::orders::words(status).code); }

}  // namespace

OrderRow order_row(std::size_t number, ListSize size) {
  OrderRow row;
  row.created = moment_of(number, size.rows);
  row.order.uuid = id_of(row.created, number);
  row.account = account_of(static_cast<std::uint32_t>(number / kPartsOfAnOrder % size.accounts));
  row.institution = "VZD";
  row.number = fmt::format("P{:09}", number / kPartsOfAnOrder);
  row.part = static_cast<std::uint32_t>(number % kPartsOfAnOrder) + 1;
  row.name_lv = "Kadastrālās uzmērīšanas lietas sagatavošana";
  row.name_en = "Preparation of a cadastral survey file";
  row.object = object_of(number);
  row.planned_completion = Date{domain::riga_date(row.created).days + 30};
  row.status = status_of(number, size.rows);
  row.status_changed = row.created;
  if (number % 4 == 0) row.service_requests = {{{row.order.uuid}, fmt::format("E{:09}", number / 40)}};
  return row;
}

std::vector<Question> order_questions() {
  const std::string even_object = object_of(1'002);
  const std::string odd_object = object_of(1'003);
  return {
      {"all", [](ListQuery&) {}},
      {"object of half", [](ListQuery& q) { q.any_of["object"] = {object_of(0)}; }},
      {"rare object", [=](ListQuery& q) { q.any_of["object"] = {even_object}; }},
      {"status", [](ListQuery& q) { q.any_of["status"] = {code(OrderStatus::completed)}; }},
      {"three statuses",
       [](ListQuery& q) {
         q.any_of["status"] = {code(OrderStatus::completed), code(OrderStatus::terminated),
                               code(OrderStatus::suspended)};
       }},
      {"object and status",
       [](ListQuery& q) {
         q.any_of = {{"object", {object_of(0)}}, {"status", {code(OrderStatus::completed)}}};
       }},
      {"object and status that never meet",
       [=](ListQuery& q) {
         q.any_of = {{"object", {even_object}}, {"status", {code(OrderStatus::terminated)}}};
       }},
      {"objects and statuses",
       [=](ListQuery& q) {
         q.any_of = {{"object", {even_object, odd_object, object_of(0)}},
                     {"status", {code(OrderStatus::terminated), code(OrderStatus::in_progress)}}};
       }},
      {"first days", [](ListQuery& q) { q.days["created"] = days_of(0, 9); }},
      {"last days", [](ListQuery& q) { q.days["created"] = days_of(kDays - 10, kDays); }},
      {"two years", [](ListQuery& q) { q.days["created"] = days_of(401, 1'130); }},
      {"open end", [](ListQuery& q) { q.days["created"] = {.from = days_of(333, 333).from, .to = {}}; }},
      {"statuses, last days",
       [](ListQuery& q) {
         q.any_of["status"] = {code(OrderStatus::suspended), code(OrderStatus::terminated)};
         q.days["created"] = days_of(kDays - 30, kDays);
       }},
      {"newest status, first days",
       [](ListQuery& q) {
         q.any_of["status"] = {code(OrderStatus::suspended)};
         q.days["created"] = days_of(0, 300);
       }},
      {"object, status, two months",
       [](ListQuery& q) {
         q.any_of = {{"object", {object_of(0)}}, {"status", {code(OrderStatus::completed)}}};
         q.days["created"] = days_of(700, 760);
       }},
      {"number", [](ListQuery& q) { q.any_of["number"] = {"P000000100"}; }},
      {"service request", [](ListQuery& q) { q.any_of["service_request"] = {"E000000010"}; }},
      {"service request and object",
       [](ListQuery& q) {
         q.any_of = {{"service_request", {"E000000010"}}, {"object", {object_of(0)}}};
       }},
  };
}

}  // namespace vesture::bench
