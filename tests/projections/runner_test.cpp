// The runner over a real log: checkpoints, rebuilds, projections that stop, and those who wait.
#include "projections/common/runner.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <map>
#include <stdexcept>

#include "tests/eventstore/scratch_directory.hpp"
#include "tests/projections/scratch_views.hpp"

namespace vesture::projections {
namespace {

using eventstore::Log;
using eventstore::Position;
using namespace std::chrono_literals;

constexpr auto kPatience = 30s;

// Keeps, for each commit, its command under its position; counts what it applied since it was made.
class Commands : public Projection {
 public:
  Commands(std::string name, std::uint32_t version, std::atomic<int>& applied)
      : name_(std::move(name)), version_(version), applied_(applied) {}

  static std::string key(const std::string& name, std::uint32_t version, Position position) {
    return name + "." + std::to_string(version) + ":" + std::to_string(position);
  }

  std::string name() const override { return name_; }
  std::uint32_t version() const override { return version_; }
  std::vector<std::string> prefixes() const override {
    return {name_ + "." + std::to_string(version_) + ":"};
  }
  void apply(const eventstore::Commit& commit, ViewBatch& batch) const override {
    batch.put(Family::rows, key(name_, version_, commit.position), commit.command);
    if (commit.command == "poison " + name_) throw std::runtime_error("no such order");
    ++applied_;
  }

 private:
  std::string name_;
  std::uint32_t version_;
  std::atomic<int>& applied_;
};

class RunnerTest : public testing::Test {
 protected:
  static eventstore::Append append_of(const std::string& command) {
    eventstore::Append append;
    append.command = command;
    append.events.push_back({"stream", "Happened", 1, "payload"});
    return append;
  }
  Position commit(const std::string& command) {
    return std::get<eventstore::Committed>(log_->append_and_wait(append_of(command))).position;
  }

  std::unique_ptr<Runner> run(const std::map<std::string, std::uint32_t>& versions) {
    applied_ = 0;
    std::vector<std::unique_ptr<Projection>> projections;
    for (const auto& [name, version] : versions)
      projections.push_back(std::make_unique<Commands>(name, version, applied_));
    return std::make_unique<Runner>(*log_, *views_.store, std::move(projections));
  }

  std::optional<std::string> row(const std::string& name, std::uint32_t version, Position position) const {
    return views_.store->get(Family::rows, Commands::key(name, version, position));
  }

  void begin_another_log() { log_ = Log::open(other_log_directory_.path()); }

  void reopen_views() {
    views_.store.reset();
    views_.store = ViewStore::open(views_.directory.path());
  }

  eventstore::ScratchDirectory log_directory_;
  eventstore::ScratchDirectory other_log_directory_;
  std::unique_ptr<Log> log_ = Log::open(log_directory_.path());
  ScratchViews views_;
  std::atomic<int> applied_ = 0;
};

TEST_F(RunnerTest, CommitsAreAppliedInOrderBeforeAndAfterTheStart) {
  commit("first");
  const auto runner = run({{"a", 1}});
  const auto second = commit("second");
  ASSERT_TRUE(runner->wait_applied(second, kPatience));
  EXPECT_EQ(row("a", 1, 1), "first");
  EXPECT_EQ(row("a", 1, 2), "second");
  EXPECT_EQ(runner->position(), second);
}

TEST_F(RunnerTest, MoreCommitsThanABatchHoldsAreAllApplied) {
  Position last = 0;
  for (int i = 0; i < 600; ++i) last = commit("one of many");
  const auto runner = run({{"a", 1}, {"b", 1}});
  ASSERT_TRUE(runner->wait_applied(last, kPatience));
  EXPECT_EQ(applied_, 1'200);
}

TEST_F(RunnerTest, ARestartContinuesFromTheCheckpoint) {
  const auto first = commit("first");
  ASSERT_TRUE(run({{"a", 1}})->wait_applied(first, kPatience));
  reopen_views();
  const auto second = commit("second");
  const auto runner = run({{"a", 1}});
  ASSERT_TRUE(runner->wait_applied(second, kPatience));
  EXPECT_EQ(applied_, 1);
  EXPECT_EQ(row("a", 1, first), "first");
}

TEST_F(RunnerTest, AnotherVersionIsBuiltAnewAndTheOldRowsGo) {
  const auto last = commit("first");
  ASSERT_TRUE(run({{"a", 1}, {"b", 1}})->wait_applied(last, kPatience));
  const auto runner = run({{"a", 2}, {"b", 1}});
  ASSERT_TRUE(runner->wait_applied(last, kPatience));
  EXPECT_EQ(applied_, 1);
  EXPECT_EQ(row("a", 1, last), std::nullopt);
  EXPECT_EQ(row("a", 2, last), "first");
  EXPECT_EQ(row("b", 1, last), "first");
}

TEST_F(RunnerTest, ALogWhoseHashDiffersIsProjectedAnew) {
  commit("first");
  ASSERT_TRUE(run({{"a", 1}})->wait_applied(commit("second"), kPatience));
  begin_another_log();
  commit("other first");
  const auto last = commit("other second");
  const auto runner = run({{"a", 1}});
  ASSERT_TRUE(runner->wait_applied(last, kPatience));
  EXPECT_EQ(applied_, 2);
  EXPECT_EQ(row("a", 1, 1), "other first");
}

TEST_F(RunnerTest, AShorterLogIsProjectedAnew) {
  commit("first");
  ASSERT_TRUE(run({{"a", 1}})->wait_applied(commit("second"), kPatience));
  begin_another_log();
  const auto last = commit("other first");
  const auto runner = run({{"a", 1}});
  ASSERT_TRUE(runner->wait_applied(last, kPatience));
  EXPECT_EQ(row("a", 1, 1), "other first");
  EXPECT_EQ(row("a", 1, 2), std::nullopt);
}

TEST_F(RunnerTest, AProjectionThatThrowsStopsAlone) {
  commit("first");
  const auto poison = commit("poison a");
  const auto last = commit("third");
  const auto runner = run({{"a", 1}, {"b", 1}});
  EXPECT_FALSE(runner->wait_applied(last, kPatience));

  std::promise<void> b_is_there;
  const auto subscription = runner->subscribe([&, told = false](Position) mutable {
    if (!told && runner->status()[1].serving.position > last) b_is_there.set_value();
    told = told || runner->status()[1].serving.position > last;
  });
  commit("fourth");
  b_is_there.get_future().wait();

  const auto status = runner->status();
  EXPECT_EQ(status[0].serving.state, ProjectionState::stopped);
  EXPECT_EQ(status[0].serving.position, poison - 1);
  EXPECT_EQ(status[0].serving.why, "commit 2: no such order");
  EXPECT_NE(status[1].serving.state, ProjectionState::stopped);
  EXPECT_EQ(row("a", 1, 1), "first");
  EXPECT_EQ(row("a", 1, poison), std::nullopt);
  EXPECT_EQ(row("b", 1, last), "third");
  EXPECT_EQ(runner->position(), poison - 1);
}

TEST_F(RunnerTest, WaitsForWhatAStoppedProjectionHasAppliedAreMet) {
  commit("first");
  commit("poison a");
  const auto runner = run({{"a", 1}});
  EXPECT_FALSE(runner->wait_applied(2, kPatience));
  EXPECT_TRUE(runner->wait_applied(1, kPatience));
}

TEST_F(RunnerTest, WhenAppliedAnswersOnceTheRowsAreThere) {
  const auto runner = run({{"a", 1}});
  std::promise<bool> told;
  std::optional<std::string> seen;
  const auto waiting = runner->when_applied(1, {}, [&](bool applied) {
    seen = row("a", 1, 1);
    told.set_value(applied);
  });
  commit("first");
  EXPECT_TRUE(told.get_future().get());
  EXPECT_EQ(seen, "first");

  bool at_once = false;
  const auto done_already = runner->when_applied(1, {}, [&](bool applied) { at_once = applied; });
  EXPECT_TRUE(at_once);
}

// The log shows a commit before it calls its subscribers, so a batch may hold one that the runner was not told of yet.
TEST_F(RunnerTest, WhoeverWaitsIsToldOfACommitThatWasReadBeforeTheLogToldOfIt) {
  const auto runner = run({{"a", 1}});
  std::promise<void> first_applied, third_in_log, third_applied;
  std::vector<Position> heard;
  const auto follows = runner->subscribe([&](Position position) {
    heard.push_back(position);
    if (heard.size() == 1) {
      first_applied.set_value();
      third_in_log.get_future().wait();
    } else {
      third_applied.set_value();
    }
  });
  bool answered = false;
  const auto waits = runner->when_applied(3, {"a"}, [&](bool applied) { answered = applied; });
  commit("first");
  first_applied.get_future().wait();
  commit("second");
  const auto applied = third_applied.get_future().share();
  log_->append(append_of("third"), [&third_in_log, applied](const eventstore::Appended&) {
    third_in_log.set_value();
    applied.wait();
  });
  applied.wait();
  EXPECT_EQ(heard, (std::vector<Position>{1, 3}));
  EXPECT_TRUE(answered);
}

TEST_F(RunnerTest, AWaitForOneProjectionIsMetThoughAnotherHasStopped) {
  commit("poison a");
  const auto runner = run({{"a", 1}, {"b", 1}});
  std::promise<bool> a, b, both;
  const auto for_a = runner->when_applied(1, {"a"}, [&](bool applied) { a.set_value(applied); });
  const auto for_b = runner->when_applied(1, {"b"}, [&](bool applied) { b.set_value(applied); });
  const auto for_both = runner->when_applied(1, {"a", "b"}, [&](bool applied) { both.set_value(applied); });
  EXPECT_FALSE(a.get_future().get());
  EXPECT_TRUE(b.get_future().get());
  EXPECT_FALSE(both.get_future().get());
}

TEST_F(RunnerTest, AWaitForAProjectionThatIsNotRunIsRefused) {
  const auto runner = run({{"a", 1}});
  EXPECT_THROW(static_cast<void>(runner->when_applied(0, {"c"}, [](bool) {})), std::invalid_argument);
}

TEST_F(RunnerTest, WaitsThatGoOnAreAnsweredWhenTheRunnerEnds) {
  auto runner = run({{"a", 1}});
  std::optional<bool> told;
  const auto waiting = runner->when_applied(99, {}, [&](bool applied) { told = applied; });
  runner.reset();
  EXPECT_EQ(told, false);
}

TEST_F(RunnerTest, AWaitThatHasEndedIsNotAnswered) {
  auto runner = run({{"a", 1}});
  bool told = false;
  {
    const auto waiting = runner->when_applied(1, {}, [&](bool) { told = true; });
  }
  EXPECT_TRUE(runner->wait_applied(commit("first"), kPatience));
  runner.reset();
  EXPECT_FALSE(told);
}

TEST_F(RunnerTest, AWaitIsOverWhenItsTimeIs) {
  const auto runner = run({{"a", 1}});
  EXPECT_FALSE(runner->wait_applied(1, 1ms));
}

TEST_F(RunnerTest, SubscribersHearOfEveryBatchUntilTheyLeave) {
  const auto runner = run({{"a", 1}});
  std::promise<void> heard;
  Position last_heard = 0;
  auto subscription = runner->subscribe([&](Position position) {
    last_heard = position;
    if (position == 2) heard.set_value();
  });
  commit("first");
  commit("second");
  heard.get_future().wait();
  subscription = {};
  ASSERT_TRUE(runner->wait_applied(commit("third"), kPatience));
  EXPECT_EQ(last_heard, 2u);
}

}  // namespace
}  // namespace vesture::projections
