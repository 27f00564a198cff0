// Who is let in, and what those see who are not: tokens, roles, what is another's.
#include <gtest/gtest.h>

#include <boost/algorithm/string/case_conv.hpp>

#include "api/base64url.hpp"
#include "tests/api/orders_fixture.hpp"

namespace vesture::api {
namespace {

namespace bj = boost::json;

constexpr const char* kNoId = "019cad8f-0000-7000-8000-000000000000";

std::string with_ids(std::string path) {
  for (auto at = path.find('{'); at != std::string::npos; at = path.find('{'))
    path.replace(at, path.find('}') + 1 - at, kNoId);
  return path;
}

class AccessStory : public OrdersTest {
 protected:
  // Calls `each` for every operation that is described.
  template <class Each>
  void for_each_operation(const Each& each) {
    for (const auto& [path, methods] : portal.openapi().at("/paths").as_object())
      for (const auto& [method, operation] : methods.as_object())
        each(boost::to_upper_copy(std::string(method)), std::string(path), operation.as_object());
  }

  std::string signed_with(const std::string& audience, std::int64_t until) {
    return portal.issuer.sign(
        {{"iss", "https://issuer.test"}, {"aud", audience}, {"sub", "PNOLV-320000-00001"}, {"exp", until}});
  }
  std::int64_t in_an_hour() const { return portal.clock.now().microseconds / 1'000'000 + 3600; }

  void expect_refused(const std::string& token) {
    const auto refused = portal.visit_with(token).get("/v1/me");
    EXPECT_EQ(refused.status, 401) << token;
    EXPECT_EQ(refused.code(), "auth.required");
    EXPECT_EQ(refused.field("www-authenticate"), "Bearer");
  }
};

TEST_F(AccessStory, EveryOperationThatIsNotOpenAsksForAToken) {
  auto nobody = portal.visit_with("");
  int asked = 0;
  for_each_operation([&](const std::string& method, const std::string& path, const bj::object& operation) {
    if (operation.contains("security")) return;
    const auto refused =
        nobody.send(method, with_ids(path), operation.contains("requestBody") ? "{}" : "", {});
    EXPECT_EQ(refused.status, 401) << method << path;
    ++asked;
  });
  EXPECT_GT(asked, 20);
}

TEST_F(AccessStory, TheStaffsOperationsAreForStaffWithTheirRole) {
  auto auditor = portal.visit(portal.employee("PNOLV-320000-00014", {"auditor"}));
  int asked = 0;
  for_each_operation([&](const std::string& method, const std::string& path, const bj::object& operation) {
    if (!path.starts_with("/v1/institution")) return;
    const auto body = operation.contains("requestBody") ? "{}" : "";
    const auto citizen = anna.send(method, with_ids(path), body, {});
    EXPECT_EQ(citizen.status, 403) << method << path;
    EXPECT_EQ(citizen.code(), "auth.forbidden");
    if (operation.contains("description")) {
      EXPECT_EQ(auditor.send(method, with_ids(path), body, {}).status, 403) << method << path;
    }
    ++asked;
  });
  EXPECT_GT(asked, 15);
}

TEST_F(AccessStory, AClerkMarksNoInvoicePaidAndACashierRegistersNoOrder) {
  const auto order = register_order(order_body(annas));
  const auto id = invoice(order, "balance").text("/invoices/0/id");
  const auto path = std::string(kOrders) + "/" + order.text("/id") + "/invoices/" + id + "/payment";
  EXPECT_EQ(clerk.post(path, {{"reference", "A"}, {"paid_on", "2026-03-02"}}).status, 403);
  EXPECT_EQ(cashier.post(kOrders, order_body(annas)).status, 403);
}

TEST_F(AccessStory, ATokenIsRefusedOnceItHasExpired) {
  auto visitor = portal.visit_with(signed_with("vesture", in_an_hour()));
  EXPECT_EQ(visitor.get("/v1/me").status, 200);
  portal.clock.turn(std::chrono::hours(1) + std::chrono::minutes(1));
  EXPECT_EQ(visitor.get("/v1/me").status, 401);
}

TEST_F(AccessStory, ATokenForAnotherAudienceOrByAnotherKeyOrUnsignedIsRefused) {
  expect_refused(signed_with("another", in_an_hour()));
  const TokenIssuer impostor{Algorithm::EdDSA, "https://issuer.test", "vesture"};
  expect_refused(impostor.issue(portal.citizen("PNOLV-320000-00001", "Anna")));
  const auto good = signed_with("vesture", in_an_hour());
  const auto claims = good.substr(good.find('.'), good.rfind('.') + 1 - good.find('.'));
  expect_refused(base64url::encode(R"({"alg":"none","typ":"JWT"})") + claims);
  expect_refused(base64url::encode(R"({"alg":"none","typ":"JWT"})") + claims +
                 good.substr(good.rfind('.') + 1));
  expect_refused(good.substr(0, good.rfind('.') + 1));
  expect_refused(good.substr(0, good.size() - 4) + "AAAA");
  expect_refused("garbage");
}

TEST_F(AccessStory, InstitutionsWithTheSameBeginningDoNotSeeEachOthersOrders) {
  const std::string beginning(32, 'x');
  auto first = portal.visit(portal.employee("PNOLV-320000-00015", {"clerk"}, beginning + "1"));
  auto second = portal.visit(portal.employee("PNOLV-320000-00016", {"clerk"}, beginning + "2"));
  first.post(kOrders, order_body(annas));
  const auto seen = second.get(kOrders);
  EXPECT_TRUE(seen.status != 200 || seen.items().empty()) << seen.body;
}

TEST_F(AccessStory, AnothersAccountCannotBeToldFromOneThatIsNotThere) {
  const auto order = register_order(order_body(boriss));
  const auto request = register_request(request_body(boriss, boris.person()));
  const auto of = [&](const std::string& account, const std::string& id) {
    const auto base = "/v1/accounts/" + account;
    return std::vector<std::string>{base + "/orders",
                                    base + "/orders/" + id,
                                    base + "/service-requests",
                                    base + "/service-requests/" + id,
                                    base + "/audit",
                                    base + "/service-requests/report",
                                    base + "/audit/report",
                                    base + "/changes"};
  };
  const auto there = of(boriss, order.text("/id")), not_there = of(kNoId, kNoId), garbage = of("x", "y");
  for (std::size_t i = 0; i < there.size(); ++i) {
    const auto seen = anna.get(there[i]), unknown = anna.get(not_there[i]), no_id = anna.get(garbage[i]);
    EXPECT_EQ(seen.status, 404) << there[i];
    EXPECT_EQ(seen.body, unknown.body) << there[i];
    EXPECT_EQ(no_id.body, unknown.body) << garbage[i];
  }
  for (const auto& id : {order.text("/id"), std::string(kNoId)})
    EXPECT_EQ(anna.get(orders_of(annas) + "/" + id).body, anna.get(orders_of(annas) + "/nothing").body);
  for (const auto& id : {request.text("/id"), std::string(kNoId)})
    EXPECT_EQ(anna.get(requests_of(annas) + "/" + id).body, anna.get(requests_of(annas) + "/nothing").body);
}

TEST_F(AccessStory, AnotherInstitutionsOrderCannotBeToldFromOneThatIsNotThere) {
  auto stranger = portal.visit(portal.employee("PNOLV-320000-00012", {"clerk", "cashier"}, "CSDD"));
  const auto order = register_order(order_body(annas));
  const auto request = register_request(request_body(annas, anna.person()));
  const auto orders = std::string(kOrders) + "/", requests = std::string(kRequests) + "/";
  EXPECT_EQ(stranger.get(orders + order.text("/id")).body, stranger.get(orders + kNoId).body);
  EXPECT_EQ(stranger.get(requests + request.text("/id")).body, stranger.get(requests + kNoId).body);
  const bj::value to_terminated{{"status", "terminated"}};
  const auto move_there = stranger.post(orders + order.text("/id") + "/parts/1/status", to_terminated);
  EXPECT_EQ(move_there.status, 404);
  EXPECT_EQ(move_there.body, stranger.post(orders + kNoId + "/parts/1/status", to_terminated).body);
  EXPECT_TRUE(stranger.get(kOrders).items().empty());
  EXPECT_TRUE(stranger.get(kRequests).items().empty());
}

TEST_F(AccessStory, ACompanysAccountIsNotForWhoAppliedOrForStaffAsSuch) {
  const auto company = open_company("NTRLV-40003055551", "PNOLV-320000-00001");
  EXPECT_EQ(anna.get(orders_of(company)).status, 200);
  EXPECT_EQ(boris.get(orders_of(company)).status, 404);
  EXPECT_EQ(clerk.get(orders_of(company)).status, 404);
}

}  // namespace
}  // namespace vesture::api
