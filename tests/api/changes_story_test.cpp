// An account's changes as they come: server-sent events.
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <sstream>

#include "domain/rights/read_rights.hpp"
#include "tests/api/raw_client.hpp"
#include "tests/api/rights_fixture.hpp"

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

class ChangesStory : public RightsTest {
 protected:
  ChangesStory()
      : RightsTest([](PortalOptions& options) { options.server.ping_time = std::chrono::milliseconds(20); }) {
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

TEST_F(ChangesStory, RGT_01_AReaderIsToldOfTheMailboxAlone) {
  ASSERT_EQ(switch_e_address(anna, annas, true).status, 200);
  ASSERT_EQ(grant_reading(anna, annas, "PNOLV-320000-00002").status, 201);
  position_of_new_order();
  const auto draft =
      anna.post(account_path(annas) + "/messages",
                {{"subject", "Iesniegums"}, {"html", "<p>Labdien</p>"}, {"to", boost::json::array()}});
  ASSERT_EQ(draft.status, 201) << draft.body;
  Listener listener(portal, boris, annas, kFromTheBeginning);
  EXPECT_EQ(listener.positions(1), Texts{draft.field("vesture-position")});
}

// Boris reads Anna's account while the right lasts.
class ReadersChanges : public ChangesStory {
 protected:
  void SetUp() override {
    ASSERT_EQ(switch_e_address(anna, annas, true).status, 200);
    const auto granted = grant_reading(anna, annas, "PNOLV-320000-00002", "2026-03-31");
    ASSERT_EQ(granted.status, 201);
    right_ = rights_of(annas) + "/" + granted.text("/readers/0/id");
    listener_.emplace(portal, boris, annas);
    listener_->wait_for_greeting();
  }
  void TearDown() override {
    const auto last = listener_->rest();  // of an open stream this would wait, and then fail
    EXPECT_LE(last.size(), 1u);
    EXPECT_NE(boris.get(account_path(annas) + "/changes").status, 200);
  }

  std::string right_;
  std::optional<Listener> listener_;
};

TEST_F(ReadersChanges, RGT_01_TheStreamEndsWhenTheRightIsRevoked) {
  EXPECT_EQ(anna.send("DELETE", right_, "", {}).status, 200);
}

TEST_F(ReadersChanges, RGT_01_TheStreamEndsWhenTheRightsTermIsOver) {
  portal.clock.turn_to("2026-03-31T21:00:00");
}

TEST_F(ReadersChanges, ACC_08_TheStreamEndsWhenTheRightIsSuspended) {
  decide_as_system<domain::rights::ReadRights>(
      annas, domain::rights::SuspendReadRights{{*domain::parse_uuid(annas)}});
}

TEST_F(ReadersChanges, ACC_09_TheStreamEndsWhenTheEAddressIsAnnulled) {
  decide_as_system<domain::accounts::Account>(annas, domain::accounts::AnnulEAddress{});
}

TEST_F(ChangesStory, RGT_03_TheStreamEndsWhenTheUserIsRemoved) {
  const auto company = open_company("NTRLV-40003055551", "PNOLV-320000-00001");
  ASSERT_EQ(authorise(anna, company, "PNOLV-320000-00002", {"read"}).status, 200);
  Listener listener(portal, boris, company);
  listener.wait_for_greeting();
  ASSERT_EQ(authorise(anna, company, "PNOLV-320000-00002", {}).status, 200);
  EXPECT_LE(listener.rest().size(), 1u);
  EXPECT_EQ(boris.get(account_path(company) + "/changes").status, 404);
}

TEST_F(ChangesStory, RGT_02_TheOwnerSeesWhatTheReaderDid) {
  ASSERT_EQ(switch_e_address(anna, annas, true).status, 200);
  ASSERT_EQ(grant_reading(anna, annas, "PNOLV-320000-00002").status, 201);
  Listener listener(portal, boris, annas);
  listener.wait_for_greeting();
  // Anna has seen nothing of Boris's look yet: the list is asked for as of the log's head.
  const auto head = std::to_string(portal.portal().backend().log.head());
  (void)anna.get(account_path(annas) + "/audit", {{"Vesture-Min-Position", head}});
  const auto looks = all_items(anna, account_path(annas) + "/audit", "?actor=" + boris.person());
  ASSERT_EQ(looks.size(), 1u);
  EXPECT_EQ(text_of(looks[0].at("means")), "reader");
  EXPECT_EQ(text_of(looks[0].at("action")), "audit.follow");
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
