// A customer, a neighbour and the institution's staff, and what they do with orders and e-service requests.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <set>
#include <string>
#include <vector>

#include "tests/api/portal_fixture.hpp"

namespace vesture::api {

inline constexpr const char* kOrders = "/v1/institution/orders";
inline constexpr const char* kRequests = "/v1/institution/service-requests";

boost::json::object service_body(std::string_view name = "Zemes kadastra informācija",
                                 std::string_view group = "kadastrs");
boost::json::object part_body(std::string_view object = "01000010001");
boost::json::object order_body(const std::string& account, boost::json::array parts = {part_body()});
boost::json::object request_body(const std::string& account, const std::string& person,
                                 boost::json::object service = service_body(),
                                 std::string_view object = "01000010001");

// Every item of a list, read page by page. `query` begins with '?', or is empty.
std::vector<boost::json::value> all_items(Visitor& visitor, const std::string& path,
                                          const std::string& query = "", int page = 100);
// One member of each, as text; "-" for null.
std::vector<std::string> column(const std::vector<boost::json::value>& items, std::string_view name);
std::string text_of(const boost::json::value& value);

class OrdersTest : public testing::Test {
 protected:
  explicit OrdersTest(ServedPortal::Adjust adjust = {}) : portal(std::move(adjust)) {}

  std::string orders_of(const std::string& account) const { return "/v1/accounts/" + account + "/orders"; }
  std::string requests_of(const std::string& account) const {
    return "/v1/accounts/" + account + "/service-requests";
  }

  // As the staff do it; each expects to succeed and gives the order or the request.
  Said register_order(const boost::json::object& body);
  Said register_request(const boost::json::object& body);
  Said move(const Said& order, std::string_view status, int part = 1);  // may be refused
  Said move_request(const Said& request, std::string_view status);
  Said hand_over(const Said& order, int part = 1);
  Said link(const Said& order, const Said& request);
  Said invoice(const Said& order, std::string_view purpose, int cents = 1250);
  Said pay(const Said& order, const std::string& invoice_id, std::string_view reference = "REF-1");
  Said label(Visitor& who, const Said& request, const boost::json::value& text);
  // A legal entity's or an institution's account with its first user, accepted at once.
  std::string open_company(const std::string& registration_code, const std::string& first_user_code,
                           std::string_view kind = "legal", std::string_view name = "SIA Paraugs");

  ServedPortal portal;
  Visitor anna = portal.visit(portal.citizen("PNOLV-320000-00001", "Anna Bērziņa"));
  Visitor boris = portal.visit(portal.citizen("PNOLV-320000-00002", "Boriss Kļaviņš"));
  Visitor clerk = portal.visit(portal.employee("PNOLV-320000-00010", {"clerk"}));
  Visitor cashier = portal.visit(portal.employee("PNOLV-320000-00011", {"cashier"}));
  const std::string annas = anna.account();
  const std::string boriss = boris.account();
};

}  // namespace vesture::api
