// An account's changes as they come: server-sent events.
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "tests/api/orders_fixture.hpp"
#include "tests/api/raw_client.hpp"

namespace vesture::api {
namespace {

using Texts = std::vector<std::string>;

// Someone who listens to an account's changes.
class Listener {
 public:
  Listener(ServedPortal& portal, const Visitor& visitor, const std::string& account,
           const Fields& fields = {})
      : client_(portal.port()) {
    client_.send(visitor.request_text("GET", "/v1/accounts/" + account + "/changes", "", fields));
    head_ = client_.read_head();
  }

  const Answer& head() const { return head_; }

  // Positions of the next events: so many, or fewer where the stream ends.
  Texts positions(std::size_t count) {
    while (waiting_.size() < count && !over_) read_chunk();
    const auto taken = static_cast<std::ptrdiff_t>(std::min(count, waiting_.size()));
    Texts found(waiting_.begin(), waiting_.begin() + taken);
    waiting_.erase(waiting_.begin(), waiting_.begin() + taken);
    return found;
  }
  Texts rest() { return positions(SIZE_MAX); }
  void wait_for_greeting() { read_chunk(); }

 private:
  void read_chunk() {
    const auto chunk = client_.read_chunk();
    silence_ = chunk.starts_with(": ping") ? silence_ + 1 : 0;
    if (silence_ > kMostPings) throw std::runtime_error("no event comes");
    over_ = chunk.empty();
    std::istringstream lines(chunk);
    for (std::string line; std::getline(lines, line);)
      if (line.starts_with("id: ")) waiting_.push_back(line.substr(4));
  }

  static constexpr int kMostPings = 500;  // without an event between them: ten seconds

  RawClient client_;
  Answer head_;
  int silence_ = 0;
  Texts waiting_;
  bool over_ = false;
};

class ChangesStory : public OrdersTest {
 protected:
  ChangesStory()
      : OrdersTest([](PortalOptions& options) { options.server.ping_time = std::chrono::milliseconds(20); }) {
  }

  std::string position_of_new_order() { return register_order(order_body(annas)).field("vesture-position"); }
};

const Fields kFromTheBeginning{{"Last-Event-ID", "0"}};

TEST_F(ChangesStory, FromTheBeginningEveryChangeIsToldOnceInOrder) {
  Texts expected;
  for (const auto& record : all_items(anna, "/v1/accounts/" + annas + "/audit", "?sort=time"))
    expected.push_back(text_of(record.at("position")));
  for (int i = 0; i < 150; ++i) expected.push_back(position_of_new_order());
  Listener listener(portal, anna, annas, kFromTheBeginning);
  EXPECT_EQ(listener.head().status, 200);
  EXPECT_EQ(listener.head().field("content-type"), "text/event-stream");
  EXPECT_EQ(listener.positions(expected.size()), expected);
}

TEST_F(ChangesStory, WhatIsResumedHasNoGapToWhatComesLive) {
  const auto first = position_of_new_order();
  Texts expected;
  for (int i = 0; i < 5; ++i) expected.push_back(position_of_new_order());
  Listener listener(portal, anna, annas, {{"Last-Event-ID", first}});
  for (int i = 0; i < 20; ++i) expected.push_back(position_of_new_order());
  EXPECT_EQ(listener.positions(expected.size()), expected);
}

TEST_F(ChangesStory, WithoutALastEventOnlyWhatComesIsTold) {
  position_of_new_order();
  Listener listener(portal, anna, annas);
  listener.wait_for_greeting();
  const auto next = position_of_new_order();
  EXPECT_EQ(listener.positions(1), Texts{next});
}

TEST_F(ChangesStory, NeitherLooksNorOtherAccountsChangesAreTold) {
  const auto first = register_order(order_body(annas));
  Listener listener(portal, anna, annas, {{"Last-Event-ID", first.field("vesture-position")}});
  register_order(order_body(boriss));
  clerk.get(std::string(kOrders) + "/" + first.text("/id"));
  const auto next = position_of_new_order();
  EXPECT_EQ(listener.positions(1), Texts{next});
}

TEST_F(ChangesStory, TheStreamEndsWhenTheTokenDoes) {
  auto claims = portal.citizen("PNOLV-320000-00001", "Anna Bērziņa");
  claims.expires_at = {portal.clock.now().microseconds +
                       std::chrono::microseconds(std::chrono::hours(1)).count()};
  const auto visitor = portal.visit(claims);
  Listener listener(portal, visitor, annas);
  listener.wait_for_greeting();
  portal.clock.turn(std::chrono::hours(2));
  EXPECT_TRUE(listener.rest().empty());
}

TEST_F(ChangesStory, TheStreamEndsWhenTheServerStops) {
  Listener listener(portal, anna, annas);
  listener.wait_for_greeting();
  portal.portal().stop();
  EXPECT_TRUE(listener.rest().empty());
}

TEST_F(ChangesStory, ALastEventThatIsNoneIsRefusedByName) {
  for (const auto* bad : {"x", "-1", "1x", "99999999999999999999999"}) {
    const auto refused = anna.get("/v1/accounts/" + annas + "/changes", {{"Last-Event-ID", bad}});
    EXPECT_EQ(refused.status, 400);
    EXPECT_EQ(refused.text("/field"), "Last-Event-ID");
  }
}

}  // namespace
}  // namespace vesture::api
