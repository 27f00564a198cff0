#include <gtest/gtest.h>
#include <rocksdb/env.h>

#include <latch>
#include <map>
#include <mutex>

#include "tests/eventstore/appends.hpp"
#include "tests/eventstore/faulty_file_system.hpp"
#include "tests/eventstore/scratch_directory.hpp"

namespace vesture::eventstore {
namespace {

constexpr std::size_t kEventsInCommit = 2;

struct FaultyDisk {
  explicit FaultyDisk(std::uint32_t seed)
      : files(std::make_shared<FaultyFileSystem>(seed)), env(rocksdb::NewCompositeEnv(files)) {}

  std::shared_ptr<FaultyFileSystem> files;
  std::unique_ptr<rocksdb::Env> env;
};

using Acknowledgements = std::map<Position, std::string>;  // what was written there

// Every fifth is larger than a block of the write-ahead log.
std::string payload_of(int number) {
  return std::to_string(number) + std::string(number % 5 == 0 ? 80'000 : 100, 'p');
}

// Sends many at once and gives those that were acknowledged.
Acknowledgements append_many(Log& log, int count) {
  std::mutex mutex;
  Acknowledgements acknowledged;
  std::latch answered(count);
  for (int i = 0; i < count; ++i) {
    Append append = append_to("a", payload_of(i));
    append.events.push_back({"b-" + std::to_string(i), "Written", 1, payload_of(i)});
    log.append(append, [&, i](const Appended& answer) {
      if (const auto* const committed = std::get_if<Committed>(&answer)) {
        const std::lock_guard lock(mutex);
        acknowledged[committed->position] = payload_of(i);
      }
      answered.count_down();
    });
  }
  answered.wait();
  return acknowledged;
}

void expect_whole_and_gapless(const Log& log, const Acknowledgements& acknowledged) {
  if (!acknowledged.empty()) {
    EXPECT_GE(log.head(), acknowledged.rbegin()->first);
  }
  Position next = 1;
  log.read_from(1, [&](Commit&& commit) {
    EXPECT_EQ(commit.position, next++);
    EXPECT_EQ(commit.events.size(), kEventsInCommit);
    for (const Event& event : commit.events) {
      if (const auto known = acknowledged.find(commit.position); known != acknowledged.end()) {
        EXPECT_EQ(text_of(event), known->second);
      }
    }
    return true;
  });
  EXPECT_EQ(next, log.head() + 1);
  EXPECT_EQ(log.version("a"), log.head());
}

struct PowerLoss : testing::TestWithParam<std::uint32_t> {};

TEST_P(PowerLoss, TakesNothingThatWasAcknowledgedAndLeavesNoHalfCommit) {
  const ScratchDirectory directory;
  FaultyDisk disk(GetParam());
  Acknowledgements acknowledged;
  disk.files->lose_power_after(GetParam());
  try {
    const auto log = Log::open(directory.path(), {.env = disk.env.get(), .max_batch_bytes = 60'000});
    acknowledged = append_many(*log, 60);
  } catch (const std::runtime_error& opening_failed) {
    ASSERT_NE(std::string(opening_failed.what()).find("the power is gone"), std::string::npos)
        << opening_failed.what();
  }
  disk.files->drop_what_was_not_synced();

  const auto log = Log::open(directory.path());
  expect_whole_and_gapless(*log, acknowledged);
  EXPECT_EQ(append_many(*log, 5).size(), 5u);
}

INSTANTIATE_TEST_SUITE_P(AtEverySecondOfTheFirstOperations, PowerLoss, testing::Range(1u, 160u, 2));

struct FullDisk : testing::TestWithParam<std::uint32_t> {};

TEST_P(FullDisk, StopsTheLogUntilItIsOpenedAgain) {
  const ScratchDirectory directory;
  FaultyDisk disk(GetParam());
  Acknowledgements acknowledged;
  {
    const auto log = Log::open(directory.path(), {.env = disk.env.get(), .max_batch_bytes = 60'000});
    acknowledged = append_many(*log, 20);
    ASSERT_EQ(acknowledged.size(), 20u);
    disk.files->run_full_after(GetParam());
    acknowledged.merge(append_many(*log, 60));
    ASSERT_TRUE(log->failure().has_value());
    EXPECT_NE(log->failure()->find("the disk is full"), std::string::npos) << *log->failure();
    disk.files->run_full_after(1 << 30);
    EXPECT_TRUE(std::holds_alternative<Failed>(log->append_and_wait(append_to("a"))));
    expect_whole_and_gapless(*log, acknowledged);
  }
  const auto log = Log::open(directory.path());
  EXPECT_FALSE(log->failure().has_value());
  expect_whole_and_gapless(*log, acknowledged);
  EXPECT_EQ(append_many(*log, 5).size(), 5u);
}

INSTANTIATE_TEST_SUITE_P(WithSoManyBytesLeft, FullDisk,
                         testing::Values(0u, 1u, 7u, 500u, 1'000u, 40'000u, 100'000u, 300'001u, 500'000u));

}  // namespace
}  // namespace vesture::eventstore
