// What is due is run once, in order, whatever the clock, a failing errand or a stop in the middle do.
#include "api/timekeeper.hpp"

#include <gtest/gtest.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <set>

#include "api/node.hpp"
#include "api/system_commit.hpp"
#include "domain/files/content.hpp"
#include "tests/eventstore/scratch_directory.hpp"

namespace vesture::api {
namespace {

namespace agenda = projections::agenda;
namespace files = domain::files;
using namespace std::chrono_literals;
using Numbers = std::vector<int>;

constexpr std::int64_t kNoon = 1'772'452'800'000'000;
constexpr std::int64_t kMinute = 60'000'000;
// Turns a timekeeper that hangs into a failing test.
constexpr auto kPatience = 60s;

domain::ContentId numbered(int number) {
  domain::ContentId id;
  id.uuid.bytes[14] = static_cast<std::uint8_t>(number >> 8);
  id.uuid.bytes[15] = static_cast<std::uint8_t>(number);
  return id;
}

int number_of(const agenda::Entry& entry) { return entry.id.bytes[14] << 8 | entry.id.bytes[15]; }

// Contents whose destruction is ordered are what is due. Remembers what was run; the test says what comes of it.
struct ScriptedErrands {
  std::mutex mutex;
  std::condition_variable changed;
  std::vector<Numbers> runs;  // as they were handed over
  int rounds = 0;
  std::set<int> failing;
  std::function<void(const Numbers&, const std::stop_token&)> done = [](const auto&, const auto&) {};

  Numbers run_in_order() {
    const std::lock_guard lock(mutex);
    Numbers all;
    for (const auto& run : runs) all.insert(all.end(), run.begin(), run.end());
    return all;
  }
  // Until so many have been handed over, those that failed too.
  void wait_for(std::size_t count) {
    std::unique_lock lock(mutex);
    const auto reached = [&] {
      std::size_t ran = 0;
      for (const auto& run : runs) ran += run.size();
      return ran >= count;
    };
    ASSERT_TRUE(changed.wait_for(lock, kPatience, reached));
  }
  void wait_for_run_of(int number) {
    std::unique_lock lock(mutex);
    const auto was_run = [&](const Numbers& run) { return std::ranges::count(run, number) > 0; };
    ASSERT_TRUE(changed.wait_for(lock, kPatience, [&] { return std::ranges::any_of(runs, was_run); }));
  }
};

class TimekeeperTest : public testing::Test {
 protected:
  void SetUp() override {
    spdlog::set_level(spdlog::level::off);  // what fails on purpose
    NodeOptions options;
    options.data = scratch_.path();
    options.now = [this] { return domain::Instant{now}; };
    node_ = std::make_unique<Node>(std::move(options));
    hire(Timekeeper::kTick);
  }
  void TearDown() override {
    keeper.reset();
    spdlog::set_level(spdlog::level::info);
  }

  const Backend& backend() const { return node_->backend(); }

  void hire(std::chrono::milliseconds tick) {
    keeper = std::make_unique<Timekeeper>(backend(), std::make_unique<Forwarding>(*errands), tick);
  }

  void commit(int number, const files::ContentCommand& command) {
    const SystemAct act{"test", 0, [&](Unit& unit) -> Result<domain::AccountId> {
                          EXPECT_TRUE(unit.decide<files::Content>(numbered(number), command));
                          return domain::AccountId{};
                        }};
    commit_by_system(backend(), {&act, 1});
  }
  // Puts it onto the agenda, due at the time that it is now.
  void put(int number) {
    commit(number, files::StoreContent{{}, {numbered(number), 1, {}}});
    commit(number, files::OrderDestruction{"ORD-14"});
  }
  void take_off(int number) { commit(number, files::CertifyDestruction{}); }
  void wait_for_agenda() {
    ASSERT_TRUE(backend().runner.wait_applied(backend().log.head(), std::chrono::milliseconds(kPatience)));
  }

  std::atomic<std::int64_t> now = kNoon;
  const std::shared_ptr<ScriptedErrands> errands = std::make_shared<ScriptedErrands>();
  std::unique_ptr<Timekeeper> keeper;

 private:
  class Forwarding : public Errands {
   public:
    explicit Forwarding(ScriptedErrands& script) : script_(script) {}
    agenda::Errand kind() const override { return agenda::Errand::content_destruction; }
    void run(std::span<const agenda::Entry> due, const std::stop_token& stop) override {
      Numbers numbers;
      for (const auto& entry : due) numbers.push_back(number_of(entry));
      {
        const std::lock_guard lock(script_.mutex);
        script_.runs.push_back(numbers);
        script_.changed.notify_all();
      }
      for (const int number : numbers)
        if (script_.failing.contains(number)) throw std::runtime_error("cannot be done");
      script_.done(numbers, stop);
    }
    void round_ends() override { ++script_.rounds; }

   private:
    ScriptedErrands& script_;
  };

  eventstore::ScratchDirectory scratch_;
  std::unique_ptr<Node> node_;
};

TEST_F(TimekeeperTest, RunsEachOnceInTheOrderOfDueTimesHoweverManyThereAre) {
  constexpr int kCount = 600;
  Numbers in_order;
  for (int i = 0; i < kCount; ++i) {
    const int number = i * 7 % kCount;
    now = kNoon - number * kMinute;
    put(number);
  }
  for (int number = kCount - 1; number >= 0; --number) in_order.push_back(number);
  now = kNoon;
  wait_for_agenda();
  EXPECT_EQ(keeper->run_due(), kCount);
  EXPECT_EQ(errands->run_in_order(), in_order);
  EXPECT_GT(errands->runs.size(), 1U);
  EXPECT_EQ(errands->rounds, 1);
}

TEST_F(TimekeeperTest, RunsAgainWhatIsStillOnTheAgendaAndNothingElse) {
  for (const int number : {1, 2, 3}) put(number);
  wait_for_agenda();
  errands->done = [this](const Numbers& numbers, const std::stop_token&) {
    for (const int number : numbers)
      if (number != 2) take_off(number);
  };
  keeper->run_due();
  wait_for_agenda();
  EXPECT_EQ(keeper->run_due(), 1U);
  EXPECT_EQ(errands->runs, (std::vector<Numbers>{{1, 2, 3}, {2}}));
}

TEST_F(TimekeeperTest, RunsNothingBeforeItsTimeAndNothingTwiceWhereTheClockJumpsBackAndForth) {
  errands->done = [this](const Numbers& numbers, const std::stop_token&) {
    for (const int number : numbers) take_off(number);
  };
  now = kNoon + 10 * kMinute;
  put(2);
  now = kNoon + kMinute;
  put(1);
  wait_for_agenda();
  const auto ran_at = [&](std::int64_t time) {
    now = time;
    wait_for_agenda();
    return keeper->run_due();
  };
  EXPECT_EQ(ran_at(kNoon), 0U);
  EXPECT_EQ(errands->rounds, 0);
  EXPECT_EQ(ran_at(kNoon + kMinute - 1), 0U);
  EXPECT_EQ(ran_at(kNoon + kMinute), 1U);
  EXPECT_EQ(ran_at(kNoon - kMinute), 0U);
  EXPECT_EQ(ran_at(kNoon + kMinute), 0U);
  EXPECT_EQ(ran_at(kNoon + 365 * 24 * 60 * kMinute), 1U);
  EXPECT_EQ(ran_at(kNoon), 0U);
  EXPECT_EQ(errands->run_in_order(), (Numbers{1, 2}));
}

TEST_F(TimekeeperTest, SaysForHowLongTheFirstHasBeenDue) {
  EXPECT_EQ(keeper->seconds_overdue(), 0);
  put(1);
  wait_for_agenda();
  now = kNoon - kMinute;
  EXPECT_EQ(keeper->seconds_overdue(), 0);
  now = kNoon + 2 * kMinute;
  EXPECT_EQ(keeper->seconds_overdue(), 120);
}

TEST_F(TimekeeperTest, OneThatFailsKeepsNoOtherFromBeingDoneAndComesAgain) {
  constexpr int kCount = 300;  // of more than one batch
  for (int number = 0; number < kCount; ++number) put(number);
  wait_for_agenda();
  std::set<int> done;
  errands->failing = {100};
  errands->done = [&](const Numbers& numbers, const std::stop_token&) {
    for (const int number : numbers) {
      done.insert(number);
      take_off(number);
    }
  };
  keeper->run_due();
  EXPECT_EQ(done.size(), kCount - 1U);
  wait_for_agenda();
  errands->runs.clear();
  errands->failing.clear();
  EXPECT_EQ(keeper->run_due(), 1U);
  EXPECT_EQ(errands->run_in_order(), Numbers{100});
}

TEST_F(TimekeeperTest, OnceStartedIsWokenByWhatIsPutOntoTheAgenda) {
  hire(std::chrono::hours(24));
  keeper->start();
  put(1);
  errands->wait_for(1);
  keeper.reset();
  EXPECT_EQ(errands->run_in_order(), Numbers{1});
}

TEST_F(TimekeeperTest, OnceStartedLooksAtTheClockWhileNothingHappens) {
  now = kNoon + kMinute;
  put(1);
  wait_for_agenda();
  now = kNoon;
  hire(1ms);
  keeper->start();
  now = kNoon + kMinute;
  errands->wait_for(1);
}

TEST_F(TimekeeperTest, OnceStartedGoesOnAfterAFailure) {
  hire(1ms);
  errands->failing = {1};
  put(1);
  wait_for_agenda();
  keeper->start();
  errands->wait_for(1);
  put(2);
  errands->wait_for_run_of(2);
  keeper.reset();
}

TEST_F(TimekeeperTest, AStopCutsTheErrandInHandShortAndBeginsNoOther) {
  constexpr int kCount = 300;  // of more than one batch
  for (int number = 0; number < kCount; ++number) put(number);
  wait_for_agenda();
  std::atomic<bool> was_told = false;
  errands->done = [&](const Numbers&, const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any told;
    std::unique_lock lock(mutex);
    told.wait_for(lock, stop, kPatience, [] { return false; });
    was_told = stop.stop_requested();
  };
  keeper->start();
  errands->wait_for(1);
  keeper.reset();
  EXPECT_TRUE(was_told);
  EXPECT_EQ(errands->runs.size(), 1U);
}

}  // namespace
}  // namespace vesture::api
