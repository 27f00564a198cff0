// Finding one's orders (ORD-16, ORD-17), as the customer and as the institution's staff.
#include <gtest/gtest.h>

#include "tests/api/list_expectations.hpp"

namespace vesture::api {
namespace {

namespace bj = boost::json;

const std::vector<std::string> kObjects{"01000010001", "01000010001002", "01000010001002003"};

// Orders of one account over four days, in every status that is easy to reach; one of a neighbour's.
class OrderListStory : public OrdersTest {
 protected:
  void SetUp() override {
    request_ = register_request(request_body(annas, anna.person()));
    for (std::size_t i = 0; i < 14; ++i) {
      portal.clock.turn(std::chrono::minutes(7 * 60 + 17));
      bj::array parts;
      for (std::size_t part = 0; part <= i % 3; ++part)
        parts.push_back(part_body(kObjects[(i + part) % kObjects.size()]));
      const auto order = register_order(order_body(annas, parts));
      if (i % 2) move(order, "in_progress");
      if (i % 4 == 3) move(order, "ready");
      if (i % 5 == 0) link(order, request_);
    }
    register_order(order_body(boriss));
  }

  std::vector<Selection> selections(const bj::value& some) const {
    const auto same = [](std::string name, const std::string& value) {
      return Selection{name + "=" + value,
                       [name, value](const bj::value& item) { return text_of(item.at(name)) == value; }};
    };
    return {same("number", text_of(some.at("number"))),
            same("object", kObjects[1]),
            {"status=in_progress&status=ready",
             [](const bj::value& item) {
               const auto status = text_of(item.at("status"));
               return status == "in_progress" || status == "ready";
             }},
            {"service_request=" + request_.text("/number"),
             [](const bj::value& item) { return !item.at("service_requests").as_array().empty(); }},
            {"created_from=2026-03-03",
             [](const bj::value& item) { return winter_day_in_riga(item.at("created")) >= "2026-03-03"; }},
            {"created_to=2026-03-04",
             [](const bj::value& item) { return winter_day_in_riga(item.at("created")) <= "2026-03-04"; }}};
  }

  Said request_;
};

TEST_F(OrderListStory, ORD_16_AnyCombinationOfFiltersSelectsWhatAPlainSearchDoes) {
  const auto all = all_items(anna, orders_of(annas));
  ASSERT_EQ(all.size(), 27u);
  EXPECT_GT(expect_every_combination(anna, orders_of(annas), all, selections(all[9])), 20);
}

TEST_F(OrderListStory, ORD_16_TheStaffSearchTheSameWayOverAllAccounts) {
  const auto all = all_items(clerk, kOrders);
  ASSERT_EQ(all.size(), 28u);
  auto wanted = selections(all[9]);
  wanted.push_back(
      {"account=" + annas, [this](const bj::value& item) { return text_of(item.at("account")) == annas; }});
  EXPECT_GT(expect_every_combination(clerk, kOrders, all, wanted), 20);
}

TEST_F(OrderListStory, ORD_16_ADayBeginsAtMidnightInRiga) {
  portal.clock.turn_to("2026-03-10T21:59:59");
  const auto late = register_order(order_body(annas)).text("/number");
  portal.clock.turn_to("2026-03-10T22:00:00");
  const auto early = register_order(order_body(annas)).text("/number");
  const auto on = [&](const std::string& day) {
    return column(all_items(anna, orders_of(annas), "?created_from=" + day + "&created_to=" + day), "number");
  };
  EXPECT_EQ(on("2026-03-10"), std::vector{late});
  EXPECT_EQ(on("2026-03-11"), std::vector{early});
}

TEST_F(OrderListStory, ORD_17_EachSortOrdersTheWholeListBothWays) {
  const auto all = all_items(anna, orders_of(annas));
  const auto member = [](const std::string& name) {
    return [name](const bj::value& item) { return text_of(item.at(name)); };
  };
  for (const auto* sort : {"number", "part", "created", "status"})
    expect_sorted(anna, orders_of(annas), all, sort, member(sort));
}

TEST_F(OrderListStory, ORD_17_TheNewestComeFirstUnlessAskedOtherwise) {
  EXPECT_EQ(column(all_items(anna, orders_of(annas)), "number"),
            column(all_items(anna, orders_of(annas), "?sort=-created"), "number"));
}

TEST_F(OrderListStory, ORD_17_ARowThatDoesNotChangeAppearsExactlyOnceWhileOthersCome) {
  const auto before = all_items(anna, orders_of(annas), "?sort=number");
  std::vector<bj::value> seen;
  std::string cursor;
  do {
    const auto page = anna.get(orders_of(annas) + "?sort=number&limit=5" + cursor);
    seen.insert(seen.end(), page.items().begin(), page.items().end());
    cursor = page.text("/next").empty() ? "" : "&cursor=" + page.text("/next");
    if (seen.size() < 10) register_order(order_body(annas));
  } while (!cursor.empty());
  seen.erase(seen.begin() + static_cast<std::ptrdiff_t>(before.size()), seen.end());
  EXPECT_EQ(seen, before);
}

}  // namespace
}  // namespace vesture::api
