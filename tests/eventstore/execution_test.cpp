#include "eventstore/execution.hpp"

#include <gtest/gtest.h>

#include <charconv>
#include <expected>

#include "tests/eventstore/appends.hpp"
#include "tests/eventstore/plain_codec.hpp"
#include "tests/eventstore/scratch_directory.hpp"

namespace vesture::eventstore {
namespace {

// A jar takes coins until it is full. The smallest aggregate that can reject, retry and be corrupt.
struct Jar {
  using Id = std::string;
  struct State {
    int coins = 0;
  };
  struct Event {
    int coins;
  };
  struct Command {
    int coins;
  };
  static constexpr int kFull = 10;

  static std::string stream(const Id& id) { return "jar-" + id; }
  static std::expected<std::vector<Event>, std::string> decide(const Command& command, const State& state,
                                                               std::int64_t) {
    if (state.coins + command.coins > kFull) return std::unexpected("full");
    if (command.coins == 0) return std::vector<Event>{};
    return std::vector<Event>{{command.coins}};
  }
  static State evolve(State state, const Event& event) { return {state.coins + event.coins}; }
  static Encoded encode(const Event& event, const NoCipher&) {
    return {"Put", 1, std::to_string(event.coins)};
  }
  static std::expected<Event, std::string> decode(std::string_view, std::uint16_t,
                                                  std::span<const std::uint8_t> payload, const NoCipher&) {
    const std::string_view text = as_text(payload);
    Event event{};
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), event.coins);
    if (parsed.ec != std::errc()) return std::unexpected("no number");
    return event;
  }
};

using Work = UnitOfWork<NoCipher, std::int64_t>;

struct UnitOfWorkTest : testing::Test {
  ScratchDirectory directory;
  std::unique_ptr<Log> log = Log::open(directory.path());
  NoCipher cipher;

  Work start() { return Work(*log, cipher, kNoon); }
  Appended commit(Work& work) { return log->append_and_wait(work.take()); }
  void put(const std::string& jar, int coins) {
    Work work = start();
    ASSERT_TRUE(work.decide<Jar>(jar, {coins}));
    ASSERT_TRUE(std::holds_alternative<Committed>(commit(work)));
  }
  int coins(const std::string& jar) { return start().load<Jar>(jar).coins; }
};

TEST_F(UnitOfWorkTest, WhatIsNotThereLoadsAsNothingYet) { EXPECT_EQ(coins("a"), 0); }

TEST_F(UnitOfWorkTest, WhatWasDecidedIsFoldedWhenLoadedAgain) {
  put("a", 2);
  put("a", 3);
  EXPECT_EQ(coins("a"), 5);
}

TEST_F(UnitOfWorkTest, ASecondDecisionSeesTheFirstBeforeAnythingIsCommitted) {
  Work work = start();
  ASSERT_TRUE(work.decide<Jar>("a", {7}));
  EXPECT_EQ(work.load<Jar>("a").coins, 7);
  EXPECT_EQ(work.decide<Jar>("a", {7}).error(), "full");
  EXPECT_EQ(log->head(), 0u);
}

TEST_F(UnitOfWorkTest, ARejectionLeavesNothingToCommit) {
  Work work = start();
  EXPECT_FALSE(work.decide<Jar>("a", {11}));
  EXPECT_TRUE(work.empty());
}

TEST_F(UnitOfWorkTest, ARetryThatAddsNothingLeavesNothingToCommit) {
  Work work = start();
  EXPECT_TRUE(work.decide<Jar>("a", {0}));
  EXPECT_TRUE(work.empty());
}

TEST_F(UnitOfWorkTest, TwoAggregatesAreWrittenAsOneCommit) {
  Work work = start();
  ASSERT_TRUE(work.decide<Jar>("a", {1}));
  ASSERT_TRUE(work.decide<Jar>("b", {2}));
  EXPECT_EQ(committed_at(commit(work)), 1u);
  EXPECT_EQ(log->read(1)->events.size(), 2u);
}

TEST_F(UnitOfWorkTest, WhoComesSecondConflictsAndSucceedsWhenItStartsAgain) {
  Work first = start();
  Work second = start();
  ASSERT_TRUE(first.decide<Jar>("a", {6}));
  ASSERT_TRUE(second.decide<Jar>("a", {4}));
  ASSERT_TRUE(std::holds_alternative<Committed>(commit(first)));
  EXPECT_TRUE(std::holds_alternative<Conflict>(commit(second)));
  put("a", 4);
  EXPECT_EQ(coins("a"), 10);
}

TEST_F(UnitOfWorkTest, AStreamThatWasOnlyReadGuardsTheCommit) {
  Work work = start();
  EXPECT_EQ(work.load<Jar>("limit").coins, 0);
  ASSERT_TRUE(work.decide<Jar>("a", {1}));
  put("limit", 1);
  const Appended answer = commit(work);
  ASSERT_TRUE(std::holds_alternative<Conflict>(answer));
  EXPECT_EQ(std::get<Conflict>(answer).stream, "jar-limit");
}

TEST_F(UnitOfWorkTest, ARecordedEventNeedsNoVersion) {
  Work work = start();
  work.record<Jar>("seen", {1});
  put("seen", 1);
  EXPECT_TRUE(std::holds_alternative<Committed>(commit(work)));
  EXPECT_EQ(coins("seen"), 2);
}

TEST_F(UnitOfWorkTest, HistoryThatDoesNotDecodeSaysWhichStreamAndVersion) {
  put("a", 1);
  log->append_and_wait(append_to("jar-a", "not a number"));
  try {
    coins("a");
    FAIL() << "folded";
  } catch (const CorruptStream& corrupt) {
    EXPECT_EQ(corrupt.stream, "jar-a");
    EXPECT_STREQ(corrupt.what(), "jar-a version 2: no number");
  }
}

}  // namespace
}  // namespace vesture::eventstore
