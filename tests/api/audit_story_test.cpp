// Who did what, and who looked (AUD-01, AUD-02).
#include <gtest/gtest.h>

#include "tests/api/list_expectations.hpp"
#include "tests/api/workbook_reader.hpp"

namespace vesture::api {
namespace {

namespace bj = boost::json;
using Texts = std::vector<std::string>;

class AuditStory : public OrdersTest {
 protected:
  std::string audit() const { return "/v1/accounts/" + annas + "/audit"; }
  // The records of the account, the first one first.
  std::vector<bj::value> records(const std::string& query = "?sort=time") {
    return all_items(anna, audit(), query);
  }
  std::size_t count_of(const std::string& action) { return records("?action=" + action).size(); }
};

TEST_F(AuditStory, AUD_01_EachCommandIsOnRecordWithWhoForWhomWhatWhenAndFromWhere) {
  const auto request = register_request(request_body(annas, anna.person()));
  const auto order = register_order(order_body(annas));
  link(order, request);
  clerk.put(std::string(kOrders) + "/" + order.text("/id") + "/parts/1/planned-completion",
            {{"planned_completion", "2026-04-01"}});
  const auto asked = invoice(order, "balance");
  pay(order, asked.text("/invoices/0/id"));
  portal.clock.turn(std::chrono::hours(1));
  move(order, "in_progress");
  move(order, "ready");
  hand_over(order);
  move_request(request, "completed");
  label(anna, request, "Mājas");

  const auto all = records();
  EXPECT_EQ(column(all, "action"),
            (Texts{"accounts.authenticate", "requests.register", "orders.register", "orders.link",
                   "orders.replan", "invoices.issue", "invoices.mark_paid", "orders.move", "orders.move",
                   "orders.hand_over", "requests.move", "requests.label"}));
  const auto who = anna.person(), staff = clerk.person(), till = cashier.person();
  EXPECT_EQ(column(all, "actor"),
            (Texts{who, staff, staff, staff, staff, staff, till, staff, staff, staff, staff, who}));
  EXPECT_EQ(text_of(all[0].at("means")), "owner");
  EXPECT_EQ(text_of(all[1].at("means")), "staff:VZD");
  EXPECT_EQ(text_of(all[6].at("time")), "2026-03-02T08:00:00Z");
  EXPECT_EQ(text_of(all[7].at("time")), "2026-03-02T09:00:00Z");
  EXPECT_EQ(column(all, "origin"), Texts(all.size(), "127.0.0.1"));
}

TEST_F(AuditStory, AUD_01_ALegalEntitySeesItsUsersByTheirRight) {
  const auto company = open_company("NTRLV-40003055551", "PNOLV-320000-00001");
  const auto request = register_request(request_body(company, anna.person()));
  label(anna, request, "Darbs");
  const auto seen = all_items(anna, "/v1/accounts/" + company + "/audit", "?action=requests.label");
  ASSERT_EQ(seen.size(), 1u);
  EXPECT_EQ(text_of(seen[0].at("means")), "user");
}

TEST_F(AuditStory, AUD_01_TheOwnerSeesWhoOfTheStaffLookedAtAnOrder) {
  const auto order = register_order(order_body(annas));
  cashier.get(std::string(kOrders) + "/" + order.text("/id"));
  const auto looks = records("?action=orders.open");
  ASSERT_EQ(looks.size(), 1u);
  EXPECT_EQ(text_of(looks[0].at("actor")), cashier.person());
  EXPECT_EQ(text_of(looks[0].at("object")), order.text("/id"));
  EXPECT_EQ(text_of(looks[0].at("means")), "staff:VZD");
}

TEST_F(AuditStory, AUD_01_TheOwnerSeesWhoOfTheStaffLookedForTheAccount) {
  clerk.post("/v1/institution/accounts/find", {{"code", "PNOLV-320000-00001"}});
  EXPECT_EQ(count_of("accounts.find"), 1u);
}

TEST_F(AuditStory, AUD_01_ASearchOverAllAccountsIsOnRecordWhereItFoundSomething) {
  register_order(order_body(annas));
  clerk.get(std::string(kOrders) + "?object=01000010001&status=registered");
  const auto looks = records("?action=orders.search");
  ASSERT_EQ(looks.size(), 1u);
  EXPECT_EQ(text_of(looks[0].at("filters")), "object=01000010001&status=registered");
  EXPECT_TRUE(all_items(boris, "/v1/accounts/" + boriss + "/audit", "?action=orders.search").empty());
}

TEST_F(AuditStory, AUD_01_TheOwnersOwnListsAreNotOnRecordAndOpeningOneOrderIs) {
  const auto order = register_order(order_body(annas));
  const auto request = register_request(request_body(annas, anna.person()));
  const auto before = records().size();
  anna.get(orders_of(annas) + "?status=ready");
  anna.get(requests_of(annas));
  anna.get(requests_of(annas) + "/report");
  anna.get(audit());
  EXPECT_EQ(records().size(), before);
  anna.get(orders_of(annas) + "/" + order.text("/id"));
  anna.get(requests_of(annas) + "/" + request.text("/id"));
  EXPECT_EQ(count_of("orders.open"), 1u);
  EXPECT_EQ(count_of("requests.open"), 1u);
}

TEST_F(AuditStory, AUD_01_WhoeverIsNotTheOwnerIsOnRecordWithListsAndTheirFilters) {
  const auto company = open_company("NTRLV-40003055551", "PNOLV-320000-00001");
  anna.get(orders_of(company) + "?status=ready&sort=number");
  anna.get(requests_of(company) + "/report");
  const auto path = "/v1/accounts/" + company + "/audit";
  const auto lists = all_items(anna, path, "?action=orders.list");
  ASSERT_EQ(lists.size(), 1u);
  EXPECT_EQ(text_of(lists[0].at("filters")), "status=ready&sort=number");
  EXPECT_EQ(all_items(anna, path, "?action=requests.report").size(), 1u);
}

TEST_F(AuditStory, AUD_01_RepeatsWithinTenMinutesJoinAndLaterOnesDoNot) {
  const auto order = register_order(order_body(annas));
  const auto path = std::string(kOrders) + "/" + order.text("/id");
  clerk.get(path);
  portal.clock.turn(std::chrono::minutes(9) + std::chrono::seconds(59));
  clerk.get(path);
  EXPECT_EQ(count_of("orders.open"), 1u);
  portal.clock.turn(std::chrono::seconds(1));
  clerk.get(path);
  EXPECT_EQ(count_of("orders.open"), 2u);
}

TEST_F(AuditStory, AUD_01_LooksByOthersOrAtOthersDoNotJoin) {
  const auto first = register_order(order_body(annas)), second = register_order(order_body(annas));
  for (const auto* order : {&first, &second})
    for (auto* visitor : {&clerk, &cashier}) visitor->get(std::string(kOrders) + "/" + order->text("/id"));
  EXPECT_EQ(count_of("orders.open"), 4u);
}

TEST_F(AuditStory, AUD_01_WhatWasRefusedIsNoLook) {
  const auto order = register_order(order_body(annas));
  auto stranger = portal.visit(portal.employee("PNOLV-320000-00012", {"clerk"}, "CSDD"));
  EXPECT_EQ(stranger.get(std::string(kOrders) + "/" + order.text("/id")).status, 404);
  EXPECT_EQ(count_of("orders.open"), 0u);
}

TEST_F(AuditStory, AUD_01_NobodyCanChangeOrRemoveTheRecord) {
  for (const auto* method : {"POST", "PUT", "PATCH", "DELETE"}) {
    const auto refused = anna.send(method, audit(), "{}", {});
    EXPECT_EQ(refused.status, 405) << method;
    EXPECT_EQ(refused.field("allow"), "GET, HEAD") << method;
  }
}

TEST_F(AuditStory, AUD_01_TheRecordSurvivesARestart) {
  register_order(order_body(annas));
  const auto before = records();
  portal.reopen();
  EXPECT_EQ(records(), before);
}

class AuditListStory : public AuditStory {
 protected:
  void SetUp() override {
    for (int day = 0; day < 4; ++day) {
      portal.clock.turn(std::chrono::hours(23));
      const auto order = register_order(order_body(annas));
      const auto asked = invoice(order, "balance");
      pay(order, asked.text("/invoices/0/id"));
      anna.get(orders_of(annas) + "/" + order.text("/id"));
    }
  }
};

TEST_F(AuditListStory, AUD_02_AnyCombinationOfPersonActionAndIntervalSelectsWhatAPlainSearchDoes) {
  const auto all = records("");
  ASSERT_EQ(all.size(), 17u);
  const auto staff = clerk.person();
  const auto day = [](const bj::value& item) { return winter_day_in_riga(item.at("time")); };
  EXPECT_GT(
      expect_every_combination(
          anna, audit(), all,
          {{"actor=" + staff, [=](const bj::value& item) { return text_of(item.at("actor")) == staff; }},
           {"action=orders.register&action=invoices.mark_paid",
            [](const bj::value& item) {
              const auto action = text_of(item.at("action"));
              return action == "orders.register" || action == "invoices.mark_paid";
            }},
           {"from=2026-03-04", [=](const bj::value& item) { return day(item) >= "2026-03-04"; }},
           {"to=2026-03-05", [=](const bj::value& item) { return day(item) <= "2026-03-05"; }}}),
      10);
}

TEST_F(AuditListStory, AUD_02_EachSortOrdersTheWholeListBothWays) {
  const auto all = records("");
  for (const std::string sort : {"time", "actor", "action"})
    expect_sorted(anna, audit(), all, sort, [=](const bj::value& item) { return text_of(item.at(sort)); });
}

TEST_F(AuditListStory, AUD_02_TheExportHasTheListsRowsInItsOrder) {
  for (const auto* query : {"", "?sort=action", "?action=invoices.issue&from=2026-03-04"}) {
    const auto items = all_items(anna, audit(), query, 3);
    const auto json = anna.get(audit() + "/report" + query);
    EXPECT_EQ((std::vector<bj::value>{json.items().begin(), json.items().end()}), items) << query;
    const auto xlsx =
        anna.get(audit() + "/report" + query,
                 {{"Accept", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}});
    const WorkbookReader workbook(xlsx.body);
    ASSERT_EQ(workbook.rows().size(), items.size() + 1);
    for (std::size_t i = 0; i < items.size(); ++i) {
      EXPECT_EQ(workbook.rows()[i + 1].at("D").text, text_of(items[i].at("action")));
      EXPECT_EQ(workbook.rows()[i + 1].at("H").text, text_of(items[i].at("position")));
      EXPECT_TRUE(workbook.rows()[i + 1].at("A").is_number);
    }
  }
}

TEST_F(AuditListStory, AUD_02_OnlyWhoMayUseTheAccountSeesItsRecord) {
  for (const auto& path : {audit(), audit() + "/report"}) {
    EXPECT_EQ(boris.get(path).status, 404);
    EXPECT_EQ(clerk.get(path).status, 404);
  }
}

}  // namespace
}  // namespace vesture::api
