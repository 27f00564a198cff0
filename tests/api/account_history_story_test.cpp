// What an account's lists were at a past moment, asked of a running server.
#include "tests/api/orders_fixture.hpp"

namespace vesture::api {
namespace {

struct AccountHistoryStory : OrdersTest {
  // Registered in March, moved in April.
  AccountHistoryStory() {
    portal.clock.turn_to("2026-03-10T08:00:00");
    order = register_order(order_body(annas));
    portal.clock.turn_to("2026-04-02T08:00:00");
    EXPECT_EQ(move(order, "in_progress").status, 200);
  }

  std::string history(std::string_view view, std::string_view at = "") const {
    return "/v1/accounts/" + annas + "/history/" + std::string(view) +
           (at.empty() ? std::string() : "?at=" + percent_encoded(at));
  }
  static boost::json::array rows(const Said& said) { return said.at("/rows").as_array(); }

  Said order;
  Visitor auditor = portal.visit(portal.employee("PNOLV-320000-00013", {"auditor"}));
};

TEST_F(AccountHistoryStory, AUD_05_AnOrderIsSeenAsItWasAtAnyMoment) {
  const auto march = anna.get(history("orders", "2026-03-31"));
  ASSERT_EQ(march.status, 200) << march.body;
  EXPECT_EQ(march.text("/view"), "orders");
  EXPECT_EQ(march.text("/time"), "2026-03-10T08:00:00Z");
  ASSERT_EQ(rows(march).size(), 1U);
  EXPECT_EQ(march.text("/rows/0/status"), "registered");
  EXPECT_EQ(march.text("/rows/0/number"), order.text("/number"));
  const auto position = march.at("/position").to_number<std::uint64_t>();
  EXPECT_EQ(anna.get(history("orders", std::to_string(position))).body, march.body);
  EXPECT_EQ(rows(anna.get(history("orders", std::to_string(position - 1)))).size(), 0U);
  EXPECT_EQ(anna.get(history("orders", "2026-04-02T08:00:00Z")).text("/rows/0/status"), "in_progress");
  EXPECT_EQ(anna.get(history("orders")).text("/rows/0/status"), "in_progress");
  EXPECT_EQ(rows(anna.get(history("orders", "2020-01-01"))).size(), 0U);
}

TEST_F(AccountHistoryStory, AUD_01_AnAuditorsLookIsOnRecordWithViewAndMoment) {
  const auto said = auditor.get(history("orders", "2026-03-31"));
  ASSERT_EQ(said.status, 200) << said.body;
  EXPECT_EQ(said.text("/rows/0/status"), "registered");
  const auto audit = anna.get("/v1/accounts/" + annas + "/audit?action=history.show");
  ASSERT_EQ(audit.items().size(), 1U);
  EXPECT_EQ(audit.text("/items/0/actor"), auditor.person());
  EXPECT_EQ(audit.text("/items/0/means"), "staff:VZD");
  EXPECT_EQ(audit.text("/items/0/filters"), "view=orders&at=2026-03-31");
}

TEST_F(AccountHistoryStory, AUD_01_TheOwnersOwnLookIsNot) {
  const auto head = portal.portal().backend().log.head();
  anna.get(history("orders", "2026-03-31"));
  EXPECT_EQ(portal.portal().backend().log.head(), head);
}

TEST_F(AccountHistoryStory, AUD_05_WhoMayNotSeeTheAccountFindsNothing) {
  EXPECT_EQ(boris.get(history("orders")).status, 404);
  EXPECT_EQ(clerk.get(history("orders")).status, 404);
  EXPECT_EQ(auditor.get("/v1/accounts/" + order.text("/id") + "/history/orders").status, 404);
  EXPECT_EQ(anna.get(history("nothing")).status, 404);
  EXPECT_EQ(anna.get(history("institution-orders")).status, 404);
  const auto audit = anna.get("/v1/accounts/" + annas + "/audit?action=history.show");
  EXPECT_EQ(audit.items().size(), 0U);
}

TEST_F(AccountHistoryStory, MomentsThatThereAreNotAreRefusedByName) {
  for (const auto* at : {"yesterday", "2026-13-01", "999999", "2026-04-02", "2026-04-02T08:00:01Z"}) {
    const auto said = anna.get(history("orders", at));
    EXPECT_EQ(said.status, 400) << at;
    EXPECT_EQ(said.code(), "request.parameter_invalid") << at;
  }
}

TEST_F(AccountHistoryStory, AUD_05_AnAuditorSeesNothingThatIsSealed) {
  const auto own = anna.get(history("memberships"));
  const auto audited = auditor.get(history("memberships"));
  EXPECT_EQ(own.text("/rows/0/name"), "Anna Bērziņa");
  EXPECT_EQ(audited.text("/rows/0/person"), anna.person());
  EXPECT_EQ(audited.body.find("Anna"), std::string::npos) << audited.body;
}

TEST_F(AccountHistoryStory, AUD_05_AUserOfALegalEntitySeesItsPast) {
  const auto company = open_company("NTRLV-40003055551", "PNOLV-320000-00002");
  const auto path = "/v1/accounts/" + company + "/history/memberships";
  const auto said = boris.get(path);
  ASSERT_EQ(said.status, 200) << said.body;
  EXPECT_EQ(said.text("/rows/0/person"), boris.person());
  EXPECT_EQ(anna.get(path).status, 404);
  EXPECT_EQ(rows(boris.get(path + "?at=2026-03-31")).size(), 0U);
}

// What Anna is told where so little is allowed.
Said asked_within(AccountHistoryRules rules) {
  ServedPortal portal([rules](PortalOptions& options) { options.history = rules; });
  auto anna = portal.visit(portal.citizen("PNOLV-320000-00001", "Anna Bērziņa"));
  return anna.get("/v1/accounts/" + anna.account() + "/history/memberships");
}

TEST(AccountHistory, ThatIsTooLongForAServerIsRefusedWithTheWayToSeeIt) {
  using std::chrono_literals::operator""ms;
  for (const auto rules : {AccountHistoryRules{0, 60'000ms}, AccountHistoryRules{5'000, 0ms}}) {
    const auto said = asked_within(rules);
    EXPECT_EQ(said.status, 422);
    EXPECT_EQ(said.code(), "history.too_long");
    EXPECT_NE(said.text("/detail").find("vesture-replay"), std::string::npos);
  }
  EXPECT_EQ(asked_within({5'000, 60'000ms}).status, 200);
}

TEST_F(AccountHistoryStory, RowsOfOthersAreNotAmongThem) {
  register_order(order_body(boriss));
  ASSERT_EQ(clerk.get(kOrders).items().size(), 2U);  // a look into both accounts at once
  EXPECT_EQ(rows(anna.get(history("orders"))).size(), 1U);
  for (const auto& row : rows(anna.get(history("audit")))) EXPECT_EQ(text_of(row.at("account")), annas);
  ASSERT_EQ(rows(anna.get(history("memberships"))).size(), 1U);
  EXPECT_EQ(anna.get(history("memberships")).text("/rows/0/person"), anna.person());
}

}  // namespace
}  // namespace vesture::api
