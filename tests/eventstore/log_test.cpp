#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <thread>

#include "eventstore/log/store.hpp"
#include "tests/eventstore/appends.hpp"
#include "tests/eventstore/scratch_directory.hpp"

namespace vesture::eventstore {
namespace {

struct LogTest : testing::Test {
  ScratchDirectory directory;
  std::unique_ptr<Log> log = Log::open(directory.path());

  void reopen() {
    log.reset();
    log = Log::open(directory.path());
  }
};

TEST_F(LogTest, AnEmptyLogHasHeadZeroAndAChainOfZeros) {
  EXPECT_EQ(log->head(), 0u);
  EXPECT_EQ(log->chain_at(0), Digest{});
  EXPECT_FALSE(log->read(1).has_value());
  EXPECT_EQ(log->version("order-1"), 0u);
  EXPECT_EQ(log->read_from(1, [](Commit&&) { return true; }), 1u);
}

TEST_F(LogTest, PositionsAndVersionsCountFromOneWithoutGaps) {
  EXPECT_EQ(committed_at(log->append_and_wait(append_to("a", "1"))), 1u);
  EXPECT_EQ(committed_at(log->append_and_wait(append_to("b", "2"))), 2u);
  EXPECT_EQ(committed_at(log->append_and_wait(append_to("a", "3"))), 3u);
  EXPECT_EQ(log->version("a"), 2u);
  EXPECT_EQ(log->version("b"), 1u);
  EXPECT_EQ(all_lines(*log), (std::vector<Line>{{1, "a", 1, "1"}, {2, "b", 1, "2"}, {3, "a", 2, "3"}}));
}

TEST_F(LogTest, AStreamWhoseNameBeginsLikeAnothersIsAnother) {
  log->append_and_wait(append_to("a", "1"));
  log->append_and_wait(append_to("a-1", "2"));
  log->append_and_wait(append_to("b", "3"));
  EXPECT_EQ(texts(*log, "a"), std::vector<std::string>{"1"});
  EXPECT_EQ(log->version("a-"), 0u);
}

TEST_F(LogTest, AStreamIsReadFromAVersionOn) {
  for (const char* payload : {"1", "2", "3"}) log->append_and_wait(append_to("a", payload));
  EXPECT_EQ(texts(*log, "a", 2), (std::vector<std::string>{"2", "3"}));
}

TEST_F(LogTest, OneCommitMayHoldSeveralEventsOfOneStream) {
  Append append = append_to("a", "1");
  append.events.push_back({"a", "Written", 1, "2"});
  EXPECT_EQ(committed_at(log->append_and_wait(append)), 1u);
  EXPECT_EQ(log->version("a"), 2u);
  EXPECT_EQ(texts(*log, "a"), (std::vector<std::string>{"1", "2"}));
}

TEST_F(LogTest, AWrongExpectationIsAConflictAndWritesNothing) {
  log->append_and_wait(append_to("a"));
  const Appended answer = log->append_and_wait(append_at("a", 0));
  const auto* const conflict = std::get_if<Conflict>(&answer);
  ASSERT_NE(conflict, nullptr);
  EXPECT_EQ(conflict->stream, "a");
  EXPECT_EQ(conflict->actual, 1u);
  EXPECT_EQ(log->head(), 1u);
}

TEST_F(LogTest, AStreamThatWasOnlyReadIsGuardedToo) {
  log->append_and_wait(append_to("limits"));
  Append append = append_to("a");
  append.expected = {{"limits", 0}};
  EXPECT_TRUE(std::holds_alternative<Conflict>(log->append_and_wait(append)));
  append.expected = {{"limits", 1}};
  EXPECT_EQ(committed_at(log->append_and_wait(append)), 2u);
}

TEST_F(LogTest, OfTwoThatExpectTheSameVersionOneWins) {
  constexpr int kRivals = 50;
  std::atomic<int> won = 0;
  std::latch answered(kRivals);
  for (int i = 0; i < kRivals; ++i)
    log->append(append_at("a", 0), [&](const Appended& answer) {
      won += std::holds_alternative<Committed>(answer) ? 1 : 0;
      answered.count_down();
    });
  answered.wait();
  EXPECT_EQ(won, 1);
  EXPECT_EQ(log->version("a"), 1u);
}

TEST_F(LogTest, TimeNeverGoesBack) {
  Append late = append_to("a");
  late.now = kNoon + kHour;
  log->append_and_wait(late);
  const auto answer = std::get<Committed>(log->append_and_wait(append_to("a")));
  EXPECT_EQ(answer.time, kNoon + kHour);
  EXPECT_EQ(log->read(2)->time, kNoon + kHour);
}

TEST_F(LogTest, TheSameKeyGivesTheSameAnswerAgain) {
  Append append = append_to("a");
  append.idempotency = key_of("k");
  EXPECT_EQ(committed_at(log->append_and_wait(append)), 1u);
  reopen();
  const auto repeated = std::get<Repeated>(log->append_and_wait(append));
  EXPECT_EQ(repeated.position, 1u);
  EXPECT_EQ(repeated.outcome.status, 201);
  EXPECT_EQ(repeated.outcome.headers, "Location: /a");
  EXPECT_EQ(repeated.outcome.body, "{\"a\":1}");
  EXPECT_EQ(log->head(), 1u);
  EXPECT_EQ(log->read(1)->idempotency_key, "k");
}

TEST_F(LogTest, TheSameKeyOfAnotherCallerIsAnotherKey) {
  Append append = append_to("a");
  append.idempotency = key_of("k");
  log->append_and_wait(append);
  append.idempotency->caller = "another";
  EXPECT_EQ(committed_at(log->append_and_wait(append)), 2u);
}

TEST_F(LogTest, TheSameKeyWithAnotherRequestIsRefused) {
  Append append = append_to("a");
  append.idempotency = key_of("k", 1);
  log->append_and_wait(append);
  append.idempotency = key_of("k", 2);
  EXPECT_TRUE(std::holds_alternative<KeyReused>(log->append_and_wait(append)));
}

TEST_F(LogTest, ARepeatThatComesBeforeTheFirstAnswerWritesNothingTwice) {
  constexpr int kRepeats = 20;
  std::atomic<int> committed = 0;
  std::atomic<int> repeated = 0;
  std::latch answered(kRepeats);
  for (int i = 0; i < kRepeats; ++i) {
    Append append = append_to("a");
    append.idempotency = key_of("k");
    log->append(append, [&](const Appended& answer) {
      committed += std::holds_alternative<Committed>(answer) ? 1 : 0;
      repeated += std::holds_alternative<Repeated>(answer) ? 1 : 0;
      answered.count_down();
    });
  }
  answered.wait();
  EXPECT_EQ(committed, 1);
  EXPECT_EQ(repeated, kRepeats - 1);
  EXPECT_EQ(log->head(), 1u);
}

TEST_F(LogTest, ARejectionIsKeptWithoutACommit) {
  Append append;
  append.now = kNoon;
  append.idempotency = key_of("k");
  EXPECT_EQ(committed_at(log->append_and_wait(append)), 0u);
  EXPECT_EQ(log->head(), 0u);
  const auto answered = log->answered("caller", "k", append.idempotency->request, kNoon);
  ASSERT_TRUE(answered.has_value());
  EXPECT_EQ(std::get<Repeated>(*answered).outcome.body, "{\"a\":1}");
  EXPECT_FALSE(log->answered("caller", "other", append.idempotency->request, kNoon).has_value());
}

TEST_F(LogTest, AnOutcomeIsForgottenAfterADayAndNoSooner) {
  Append append = append_to("a");
  append.idempotency = key_of("k");
  log->append_and_wait(append);
  append.now = kNoon + 24 * kHour - 1;
  EXPECT_TRUE(std::holds_alternative<Repeated>(log->append_and_wait(append)));
  append.now = kNoon + 24 * kHour;
  EXPECT_EQ(committed_at(log->append_and_wait(append)), 2u);
}

TEST_F(LogTest, OldOutcomesGoWhenTheDayTurnsAndYoungOnesStay) {
  Append old = append_to("a");
  old.idempotency = key_of("old");
  log->append_and_wait(old);
  Append young = append_to("a");
  young.now = kNoon + 40 * kHour;
  young.idempotency = key_of("young");
  log->append_and_wait(young);
  Append turns = append_to("a");
  turns.now = kNoon + 60 * kHour;
  log->append_and_wait(turns);
  EXPECT_TRUE(log->answered("caller", "young", young.idempotency->request, 0).has_value());
  log.reset();
  const auto store = Store::open_to_look(directory.path() / "rocksdb", nullptr);
  EXPECT_FALSE(store->outcome("caller", "old", kNoon).has_value());
}

TEST_F(LogTest, TheChainLinksEveryCommitToTheOneBefore) {
  log->append_and_wait(append_to("a", "1"));
  log->append_and_wait(append_to("a", "2"));
  EXPECT_EQ(log->read(1)->previous, Digest{});
  EXPECT_EQ(log->read(2)->previous, log->chain_at(1));
  EXPECT_NE(log->chain_at(1), log->chain_at(2));
  EXPECT_THROW(log->chain_at(3), std::out_of_range);
}

TEST_F(LogTest, WhoDidItIsReadBack) {
  Append append = append_to("a");
  append.actor = {Id16{1}, Id16{2}, "owner", "sealed origin"};
  append.cause = 77;
  log->append_and_wait(append);
  const auto commit = log->read(1);
  EXPECT_EQ(commit->actor, append.actor);
  EXPECT_EQ(commit->command, "write");
  EXPECT_EQ(commit->cause, 77u);
}

TEST_F(LogTest, EverythingIsThereAfterReopening) {
  for (const char* payload : {"1", "2", "3"}) log->append_and_wait(append_to("a", payload));
  const auto before = all_lines(*log);
  const Digest chain = log->chain_at(3);
  reopen();
  EXPECT_EQ(all_lines(*log), before);
  EXPECT_EQ(log->chain_at(3), chain);
  EXPECT_EQ(committed_at(log->append_and_wait(append_at("a", 3, "4"))), 4u);
}

TEST_F(LogTest, ReadingStopsWhereTheReaderSaysSo) {
  for (int i = 0; i < 3; ++i) log->append_and_wait(append_to("a"));
  EXPECT_EQ(log->read_from(1, [](Commit&& commit) { return commit.position < 2; }), 3u);
  EXPECT_EQ(log->read_from(2, [](Commit&&) { return true; }), 4u);
}

TEST_F(LogTest, TheSecondToOpenTheSameDirectoryIsRefused) {
  EXPECT_THROW(Log::open(directory.path()), std::runtime_error);
  EXPECT_EQ(committed_at(log->append_and_wait(append_to("a"))), 1u);
}

TEST_F(LogTest, WhatIsQueuedWhenTheLogClosesIsWrittenAndAnswered) {
  std::atomic<int> committed = 0;
  for (int i = 0; i < 100; ++i)
    log->append(append_to("a"), [&](const Appended& answer) { committed += answer.index() == 0 ? 1 : 0; });
  reopen();
  EXPECT_EQ(committed, 100);
  EXPECT_EQ(log->head(), 100u);
}

TEST(Log, ABatchIsBoundedAndNothingIsLeftOut) {
  const ScratchDirectory directory;
  const auto log = Log::open(directory.path(), {.max_batch_bytes = 1});
  constexpr int kAppends = 30;
  std::latch answered(kAppends);
  for (int i = 0; i < kAppends; ++i)
    log->append(append_to("a", std::to_string(i)), [&](const Appended&) { answered.count_down(); });
  answered.wait();
  EXPECT_EQ(log->head(), static_cast<Position>(kAppends));
  EXPECT_EQ(texts(*log, "a").back(), "29");
}

}  // namespace
}  // namespace vesture::eventstore
