#include "tests/api/orders_fixture.hpp"

#include <boost/json/serialize.hpp>

namespace vesture::api {

namespace bj = boost::json;

bj::object service_body(std::string_view name, std::string_view group) {
  return {{"code", "K-1"}, {"group", group}, {"name_lv", name}, {"name_en", std::string(name) + " (en)"}};
}

bj::object part_body(std::string_view object) {
  return {{"service", service_body()}, {"object", object}, {"planned_completion", "2026-03-20"}};
}

bj::object order_body(const std::string& account, bj::array parts) {
  return {{"account", account}, {"parts", std::move(parts)}};
}

bj::object request_body(const std::string& account, const std::string& person, bj::object service,
                        std::string_view object) {
  return {
      {"account", account}, {"requested_by", person}, {"service", std::move(service)}, {"object", object}};
}

std::vector<bj::value> all_items(Visitor& visitor, const std::string& path, const std::string& query,
                                 int page) {
  std::vector<bj::value> items;
  const auto first = path + (query.empty() ? "?" : query + "&") + "limit=" + std::to_string(page);
  auto target = first;
  while (!target.empty()) {
    const auto said = visitor.get(target);
    if (said.status != 200) throw std::runtime_error(target + " gave " + said.body);
    items.insert(items.end(), said.items().begin(), said.items().end());
    const auto next = said.text("/next");
    target = next.empty() ? "" : first + "&cursor=" + next;
  }
  return items;
}

std::string text_of(const bj::value& value) {
  if (value.is_null()) return "-";
  return value.is_string() ? std::string(value.get_string()) : bj::serialize(value);
}

std::vector<std::string> column(const std::vector<bj::value>& items, std::string_view name) {
  std::vector<std::string> texts;
  for (const auto& item : items) texts.push_back(text_of(item.at(name)));
  return texts;
}

Said OrdersTest::register_order(const bj::object& body) {
  auto said = clerk.post(kOrders, body);
  EXPECT_EQ(said.status, 201) << said.body;
  return said;
}

Said OrdersTest::register_request(const bj::object& body) {
  auto said = clerk.post(kRequests, body);
  EXPECT_EQ(said.status, 201) << said.body;
  return said;
}

Said OrdersTest::move(const Said& order, std::string_view status, int part) {
  const auto path = std::string(kOrders) + "/" + order.text("/id") + "/parts/" + std::to_string(part);
  return clerk.post(path + "/status", {{"status", status}});
}

Said OrdersTest::move_request(const Said& request, std::string_view status) {
  return clerk.post(std::string(kRequests) + "/" + request.text("/id") + "/status", {{"status", status}});
}

Said OrdersTest::hand_over(const Said& order, int part) {
  return clerk.post(std::string(kOrders) + "/" + order.text("/id") + "/parts/" + std::to_string(part) +
                    "/hand-over");
}

Said OrdersTest::link(const Said& order, const Said& request) {
  return clerk.post(std::string(kOrders) + "/" + order.text("/id") + "/service-requests",
                    {{"service_request", request.text("/id")}});
}

Said OrdersTest::invoice(const Said& order, std::string_view purpose, int cents) {
  auto said = clerk.post(
      std::string(kOrders) + "/" + order.text("/id") + "/invoices",
      {{"purpose", purpose}, {"amount", {{"cents", cents}, {"currency", "EUR"}}}, {"due", "2026-03-31"}});
  EXPECT_EQ(said.status, 200) << said.body;
  return said;
}

Said OrdersTest::pay(const Said& order, const std::string& invoice_id, std::string_view reference) {
  return cashier.post(std::string(kOrders) + "/" + order.text("/id") + "/invoices/" + invoice_id + "/payment",
                      {{"reference", reference}, {"paid_on", "2026-03-02"}});
}

Said OrdersTest::label(Visitor& who, const Said& request, const bj::value& text) {
  return who.put(requests_of(request.text("/account")) + "/" + request.text("/id") + "/label",
                 {{"label", text}});
}

std::string OrdersTest::open_company(const std::string& registration_code, const std::string& first_user_code,
                                     std::string_view kind, std::string_view name) {
  const auto application =
      clerk.post("/v1/institution/account-applications", {{"name", name},
                                                          {"kind", kind},
                                                          {"registration_code", registration_code},
                                                          {"first_user", first_user_code},
                                                          {"first_user_name", "Pirmais Lietotājs"}});
  const auto accepted =
      clerk.post("/v1/institution/account-applications/" + application.text("/id") + "/accept");
  EXPECT_EQ(accepted.status, 200) << accepted.body;
  return accepted.text("/account");
}

}  // namespace vesture::api
