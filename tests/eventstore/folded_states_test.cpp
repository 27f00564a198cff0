#include "eventstore/folded_states.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <expected>
#include <map>

#include "eventstore/execution.hpp"
#include "eventstore/log/published_versions.hpp"
#include "tests/eventstore/appends.hpp"
#include "tests/eventstore/plain_codec.hpp"
#include "tests/eventstore/scratch_directory.hpp"

namespace vesture::eventstore {
namespace {

// Counts how often it was told; knows how many events were decoded for it.
struct Tally {
  using Id = std::string;
  using State = int;
  struct Event {};
  struct Command {};
  static constexpr bool kKeptFolded = true;
  static inline int decoded = 0;

  static std::string stream(const Id& id) { return "tally-" + id; }
  static std::expected<std::vector<Event>, std::string> decide(const Command&, const State&, std::int64_t) {
    return std::vector<Event>{{}};
  }
  static State evolve(State state, const Event&) { return state + 1; }
  static Encoded encode(const Event&, const NoCipher&) { return {"Told", 1, "told"}; }
  static std::expected<Event, std::string> decode(std::string_view, std::uint16_t,
                                                  std::span<const std::uint8_t>, const NoCipher&) {
    ++decoded;
    return Event{};
  }
};

using Work = UnitOfWork<NoCipher, std::int64_t>;

class FoldedStatesTest : public testing::Test {
 protected:
  FoldedStatesTest() { Tally::decoded = 0; }

  Work start() { return Work(*log_, cipher_, kNoon, &folded_); }
  Appended tell(const std::string& id) {
    Work work = start();
    EXPECT_TRUE(work.decide<Tally>(id, {}));
    return log_->append_and_wait(work.take());
  }
  int told(const std::string& id) { return start().load<Tally>(id); }
  int decoded_for(const std::function<void()>& act) {
    const int before = Tally::decoded;
    act();
    return Tally::decoded - before;
  }

  ScratchDirectory directory_;
  std::unique_ptr<Log> log_ = Log::open(directory_.path());
  NoCipher cipher_;
  FoldedStates folded_;
};

TEST_F(FoldedStatesTest, WhatHasNotChangedIsNotReadAgain) {
  tell("a");
  tell("a");
  EXPECT_EQ(told("a"), 2);
  EXPECT_EQ(decoded_for([&] { EXPECT_EQ(told("a"), 2); }), 0);
}

TEST_F(FoldedStatesTest, OnlyWhatCameSinceIsFolded) {
  tell("a");
  EXPECT_EQ(told("a"), 1);
  Work elsewhere(*log_, cipher_, kNoon);
  ASSERT_TRUE(elsewhere.decide<Tally>("a", {}));
  log_->append_and_wait(elsewhere.take());
  EXPECT_EQ(decoded_for([&] { EXPECT_EQ(told("a"), 2); }), 1);
}

TEST_F(FoldedStatesTest, AUnitThatFoundOneStillConflicts) {
  tell("a");
  told("a");
  Work late = start();
  ASSERT_TRUE(late.decide<Tally>("a", {}));
  tell("a");
  EXPECT_TRUE(std::holds_alternative<Conflict>(log_->append_and_wait(late.take())));
  EXPECT_EQ(told("a"), 2);
}

TEST_F(FoldedStatesTest, WhatAUnitDecidesIsNotSeenByOthersBeforeItIsCommitted) {
  tell("a");
  told("a");
  Work undecided = start();
  ASSERT_TRUE(undecided.decide<Tally>("a", {}));
  EXPECT_EQ(undecided.load<Tally>("a"), 2);
  EXPECT_EQ(told("a"), 1);
}

TEST(FoldedStates, ForgetsWhatWasNotUsedForTwoGenerations) {
  FoldedStates folded(1);
  const auto state = std::make_shared<const int>(1);
  folded.keep("a", {state, 1});
  folded.keep("b", {state, 1});
  EXPECT_TRUE(folded.find("a")) << "the older generation; using it keeps it";
  folded.keep("c", {state, 1});
  folded.keep("d", {state, 1});
  EXPECT_FALSE(folded.find("a"));
}

// More streams than are remembered; asked for in any order, between appends.
RC_GTEST_PROP(LogVersions, AreWhatWasAppended, ()) {
  const ScratchDirectory directory;
  const auto log = Log::open(directory.path());
  std::map<std::string, Version> model;
  const auto steps = *rc::gen::container<std::vector<std::pair<int, bool>>>(
      rc::gen::pair(rc::gen::inRange(0, 12), rc::gen::arbitrary<bool>()));
  for (const auto& [number, appends] : steps) {
    const auto stream = "stream-" + std::to_string(number);
    if (appends) {
      Append append;
      append.command = "test";
      append.events = {{stream, "Happened", 1, "a"}, {stream, "Happened", 1, "b"}};
      log->append_and_wait(append);
      model[stream] += 2;
    }
    RC_ASSERT(log->version(stream) == model[stream]);
  }
}

TEST(PublishedVersions, DoNotKeepWhatTheHeadMayHaveOvertaken) {
  PublishedVersions versions(7, 10);
  versions.publish(8, {{"a", 3}});
  versions.keep("a", 2, 7);
  EXPECT_FALSE(versions.find("a"));
  versions.keep("a", 3, 8);
  EXPECT_EQ(versions.find("a"), 3u);
}

TEST(PublishedVersions, FollowWhatIsPublished) {
  PublishedVersions versions(1, 1);
  versions.keep("a", 1, 1);
  versions.keep("b", 1, 1);
  versions.publish(2, {{"a", 2}, {"b", 2}, {"b", 3}, {"unknown", 1}});
  EXPECT_EQ(versions.find("a"), 2u) << "the older generation";
  EXPECT_EQ(versions.find("b"), 3u);
  EXPECT_FALSE(versions.find("unknown"));
}

}  // namespace
}  // namespace vesture::eventstore
