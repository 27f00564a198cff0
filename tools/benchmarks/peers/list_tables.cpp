#include "tools/benchmarks/peers/list_tables.hpp"

#include <fmt/format.h>

#include <array>

namespace vesture::bench {
namespace {

using domain::Instant;
using projections::orders::OrderRow;
using projections::orders::RequestRow;

constexpr std::array kPaymentStates{"nothing_to_pay", "unpaid", "partly_paid", "paid"};

std::string yes_or_no(bool value) { return value ? "t" : "f"; }

std::optional<std::string> text(const auto& value) {
  if (!value) return std::nullopt;
  return to_string(*value);
}

std::string json_of(const auto& links) {
  std::string json;
  for (const auto& link : links)
    json += fmt::format(R"({}{{"id": "{}", "number": "{}"}})", json.empty() ? "" : ", ", to_string(link.id),
                        link.number);
  return "[" + json + "]";
}

template <class Row, class Links>
std::vector<SqlFields> linked(const Row& row, const Links& links, const SqlFields& id) {
  std::vector<SqlFields> all;
  for (const auto& link : links) {
    SqlFields fields{to_string(row.account), link.number};
    fields.insert(fields.end(), id.begin(), id.end());
    all.push_back(std::move(fields));
  }
  return all;
}

}  // namespace

SqlList orders_table() {
  return {
      .table = "orders",
      .columns = {{"order_id", "uuid NOT NULL"},
                  {"account", "uuid NOT NULL"},
                  {"institution", "text NOT NULL"},
                  {"number", "text NOT NULL"},
                  {"part", "int NOT NULL"},
                  {"created", "timestamptz NOT NULL"},
                  {"name_lv", "text NOT NULL"},
                  {"name_en", "text NOT NULL"},
                  {"object", "text NOT NULL"},
                  {"planned_completion", "date"},
                  {"conditional", "boolean NOT NULL"},
                  {"service_requests", "jsonb NOT NULL"},
                  {"status", "text NOT NULL"},
                  {"status_changed", "timestamptz NOT NULL"},
                  {"payment", "text NOT NULL"}},
      .id = {"order_id", "part"},
      .sorts = {{"number", {"number"}}, {"part", {"part"}}, {"created", {"created"}}, {"status", {"status"}}},
      .filters = {{"number", {"number"}},
                  {"object", {"object"}},
                  {"status", {"status"}},
                  {"service_request", {.column = "request_number", .linked = true}}},
      .ranges = {{"created", "created"}},
      .combinations = {{"object"}, {"status"}, {"object", "status"}}};
}

SqlList requests_table() {
  return {.table = "requests",
          .columns = {{"request_id", "uuid NOT NULL"},
                      {"account", "uuid NOT NULL"},
                      {"institution", "text NOT NULL"},
                      {"number", "text NOT NULL"},
                      {"created", "timestamptz NOT NULL"},
                      {"service_lv", "text COLLATE \"lv-x-icu\" NOT NULL"},
                      {"service_en", "text COLLATE \"lv-x-icu\" NOT NULL"},
                      {"service_group", "text NOT NULL"},
                      {"object", "text NOT NULL"},
                      {"status", "text NOT NULL"},
                      {"status_changed", "timestamptz NOT NULL"},
                      {"received", "timestamptz"},
                      {"requested_by", "uuid NOT NULL"},
                      {"orders", "jsonb NOT NULL"},
                      {"first_order", "text"},
                      {"label", "text COLLATE \"lv-x-icu\""}},
          .id = {"request_id"},
          .sorts = {{"number", {"number"}},
                    {"created", {"created"}},
                    {"service_lv", {"service_lv"}},
                    {"service_en", {"service_en"}},
                    {"status", {"status"}},
                    {"status_changed", {"status_changed"}},
                    {"order", {"first_order", true}},
                    {"label", {"label", true}}},
          .filters = {{"number", {"number"}},
                      {"order", {.column = "order_number", .linked = true}},
                      {"requested_by", {"requested_by"}},
                      {"group", {"service_group"}},
                      {"label", {"label"}}},
          .ranges = {{"requested", "created"}, {"received", "received"}},
          .combinations = {{"requested_by"}, {"group"}, {"requested_by", "group"}}};
}

SqlFields fields_of(const OrderRow& row) {
  return {to_string(row.order),
          to_string(row.account),
          row.institution,
          row.number,
          std::to_string(row.part),
          to_string(row.created),
          row.name_lv,
          row.name_en,
          row.object,
          text(row.planned_completion),
          yes_or_no(row.conditional),
          json_of(row.service_requests),
          std::string(domain::orders::words(row.status).code),
          to_string(row.status_changed),
          kPaymentStates.at(static_cast<std::size_t>(row.payment))};
}

SqlFields fields_of(const RequestRow& row) {
  return {to_string(row.request),
          to_string(row.account),
          row.institution,
          row.number,
          to_string(row.created),
          row.service_lv,
          row.service_en,
          row.group,
          row.object,
          std::string(domain::orders::words(row.status).code),
          to_string(row.status_changed),
          text(row.received),
          to_string(row.requested_by),
          json_of(row.orders),
          row.orders.empty() ? std::nullopt : std::optional(row.orders.front().number),
          row.sealed.label};
}

std::vector<SqlFields> links_of(const OrderRow& row) {
  return linked(row, row.service_requests, {to_string(row.order), std::to_string(row.part)});
}

std::vector<SqlFields> links_of(const RequestRow& row) {
  return linked(row, row.orders, {to_string(row.request)});
}

std::string copy_line(const SqlFields& fields) {
  std::string line;
  for (const auto& field : fields) {
    if (!line.empty()) line += '\t';
    if (!field) {
      line += "\\N";
      continue;
    }
    for (const char c : *field) {
      if (c == '\\' || c == '\t' || c == '\n') line += '\\';
      line += c;
    }
  }
  return line;
}

}  // namespace vesture::bench
