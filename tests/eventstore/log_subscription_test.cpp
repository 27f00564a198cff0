#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <thread>

#include "tests/eventstore/appends.hpp"
#include "tests/eventstore/scratch_directory.hpp"

namespace vesture::eventstore {
namespace {

using namespace std::chrono_literals;

constexpr auto kLong = 60s;  // how long a test waits for what must come

// Reads on from its own position whenever the head moves.
class Follower {
 public:
  Follower(Log& log, Position until) : log_(log), until_(until), done_(1) {
    subscription_ = log.subscribe([this](Position head) { follow(head); });
  }
  const std::vector<Position>& wait() {
    done_.wait();
    return seen_;
  }

 private:
  void follow(Position head) {
    if (seen_.size() >= until_) return;
    next_ = log_.read_from(next_, [&](Commit&& commit) {
      seen_.push_back(commit.position);
      return commit.position < head;
    });
    if (seen_.size() >= until_) done_.count_down();
  }

  Log& log_;
  Position until_;
  std::latch done_;
  Position next_ = 1;
  std::vector<Position> seen_;
  Subscription subscription_;
};

TEST(Subscription, JoinedWhileOthersAppendItSeesEveryCommitOnceInOrder) {
  constexpr int kWriters = 8;
  constexpr int kEach = 100;
  const ScratchDirectory directory;
  const auto log = Log::open(directory.path());
  std::vector<std::jthread> writers;
  for (int writer = 0; writer < kWriters; ++writer)
    writers.emplace_back([&, writer] {
      for (int i = 0; i < kEach; ++i) log->append_and_wait(append_to("s-" + std::to_string(writer)));
    });
  ASSERT_TRUE(log->wait_beyond(50, kLong));
  Follower follower(*log, kWriters * kEach);
  const auto& seen = follower.wait();
  ASSERT_EQ(seen.size(), static_cast<std::size_t>(kWriters * kEach));
  for (std::size_t i = 0; i < seen.size(); ++i) ASSERT_EQ(seen[i], i + 1);
}

TEST(Subscription, IsCalledAtOnceWithTheHeadAsItIs) {
  const ScratchDirectory directory;
  const auto log = Log::open(directory.path());
  log->append_and_wait(append_to("a"));
  std::atomic<Position> called_with = 0;
  std::latch called(1);
  const Subscription subscription = log->subscribe([&](Position head) {
    called_with = head;
    called.count_down();
  });
  called.wait();
  EXPECT_EQ(called_with, 1u);
}

TEST(Subscription, NothingIsCalledOnceItIsGone) {
  const ScratchDirectory directory;
  const auto log = Log::open(directory.path());
  std::atomic<int> calls = 0;
  {
    const Subscription subscription = log->subscribe([&](Position) { ++calls; });
    log->append_and_wait(append_to("a"));
  }
  const int before = calls;
  log->append_and_wait(append_to("a"));
  log->append_and_wait(append_to("a"));
  EXPECT_EQ(calls, before);
}

TEST(Subscription, MayEndItselfFromWithinItsCall) {
  const ScratchDirectory directory;
  const auto log = Log::open(directory.path());
  std::atomic<int> calls = 0;
  Subscription subscription;
  std::latch assigned(1);
  subscription = log->subscribe([&](Position) {
    assigned.wait();
    ++calls;
    subscription = {};
  });
  assigned.count_down();
  for (int i = 0; i < 3; ++i) log->append_and_wait(append_to("a"));
  EXPECT_EQ(calls, 1);
}

TEST(WaitBeyond, ComesBackWhenTheHeadIsBeyondAndNotBefore) {
  const ScratchDirectory directory;
  const auto log = Log::open(directory.path());
  EXPECT_FALSE(log->wait_beyond(0, 0ms));
  std::jthread writer([&] { log->append_and_wait(append_to("a")); });
  EXPECT_TRUE(log->wait_beyond(0, kLong));
  EXPECT_FALSE(log->wait_beyond(1, 0ms));
}

}  // namespace
}  // namespace vesture::eventstore
