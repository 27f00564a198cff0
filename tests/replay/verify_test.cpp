// What verify finds in a log, and in one that another process is writing.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <fstream>
#include <thread>

#include "eventstore/fork_join.hpp"
#include "eventstore/log/format.hpp"
#include "replay/verify/commit_block.hpp"
#include "replay/verify/finding.hpp"
#include "replay/verify/log_verification.hpp"
#include "replay/verify/tree_growth.hpp"
#include "tests/eventstore/scratch_directory.hpp"
#include "tests/replay/audited_log.hpp"

namespace vesture::replay {
namespace {

using domain::orders::Order;
using eventstore::Log;
using eventstore::ScratchDirectory;

std::string flaw_of_log(const ScratchDirectory& directory, const VerifyOptions& options = {},
                        std::vector<ExpectedHead> heads = {}) {
  return flaw_of(*eventstore::open_rows(directory.path()), options, std::move(heads));
}

void expect_found(const std::string& flaw, const std::string& part) {
  EXPECT_NE(flaw.find(part), std::string::npos) << "\"" << flaw << "\" says nothing of \"" << part << "\"";
}

TEST(Verify, AUD_04_ALogThatWasWrittenByTheServerHolds) {
  const ScratchDirectory directory;
  eventstore::Position head = 0;
  {
    const auto log = Log::open(directory.path());
    append_story(*log);
    for (int i = 0; i < 1'500; ++i) log->append_and_wait(look());
    head = log->head();
  }
  const auto rows = eventstore::open_rows(directory.path());
  for (const unsigned threads : {1u, 3u}) {
    VerifyOptions options;
    options.threads = threads;
    const auto found = verified(*rows, options);
    EXPECT_EQ(found.head.size, head);
    EXPECT_EQ(found.streams, 3u);
    EXPECT_EQ(found.events, head + 6);  // of which six have one of the request beside that of the order
    EXPECT_EQ(found.tiles, head / eventstore::kTileWidth);
    EXPECT_EQ(found.outcomes, 2u);
    EXPECT_EQ(found.undigested_outcomes, 0u);
    EXPECT_EQ(found.passes, 1u);
  }
}

TEST(Verify, AnEmptyLogHolds) {
  const ScratchDirectory directory;
  Log::open(directory.path());
  EXPECT_EQ(flaw_of_log(directory), "");
}

TEST(Verify, AUD_04_AnEventThatCannotFollowIsFoundWithItsPlace) {
  const ScratchDirectory directory;
  {
    const auto log = Log::open(directory.path());
    log->append_and_wait(look());
    log->append_and_wait(registration());
    log->append_and_wait(registration());
  }
  const std::string flaw = flaw_of_log(directory);
  expect_found(flaw,
               "position 3, stream " + Order::stream(domain::sample_id<domain::OrderId>(1)) + ", version 2");
  expect_found(flaw, "an order registered twice");
}

TEST(Verify, AnEventThatCannotBeReadIsFound) {
  const ScratchDirectory directory;
  {
    auto append = registration();
    append.events.front().payload = "not of this type";
    Log::open(directory.path())->append_and_wait(append);
  }
  expect_found(flaw_of_log(directory), "the bytes are not of this type");
}

TEST(Verify, AStreamThatTheDomainDoesNotHaveIsFound) {
  const ScratchDirectory directory;
  Log::open(directory.path())->append_and_wait(eventstore::append_to("elsewhere-1"));
  expect_found(flaw_of_log(directory),
               "position 1, stream elsewhere-1, version 1: the domain has no such stream");
}

class VerifyRows : public testing::Test {
 protected:
  VerifyRows() {
    append_story(*Log::open(directory_.path()));
    rows_ = std::make_unique<RowsInMemory>(*eventstore::open_rows(directory_.path()));
  }

  RowsInMemory::Rows& of(Family family) { return rows_->of(family); }
  std::string flaw() const { return flaw_of(*rows_); }

  ScratchDirectory directory_;
  std::unique_ptr<RowsInMemory> rows_;
};

TEST_F(VerifyRows, AUD_04_ACommitThatIsLeftOutIsFound) {
  of(Family::commits).erase(eventstore::position_key(4));
  expect_found(flaw(), "position 4: a row of the commits has a key that does not follow");
}

TEST_F(VerifyRows, AUD_04_CommitsInAnotherOrderAreFound) {
  std::swap(of(Family::commits)[eventstore::position_key(4)],
            of(Family::commits)[eventstore::position_key(5)]);
  expect_found(flaw(),
               "position 4: the record there is of another position\n  expected: position 4\n"
               "  found:    position 5");
}

TEST_F(VerifyRows, AUD_04_ACommitOfAnotherHistoryIsFound) {
  const ScratchDirectory other;
  append_story(*Log::open(other.path()));
  RowsInMemory others(*eventstore::open_rows(other.path()));
  of(Family::commits)[eventstore::position_key(4)] = others.of(Family::commits)[eventstore::position_key(4)];
  expect_found(flaw(), "position 4: its chain does not follow");
}

TEST_F(VerifyRows, AUD_04_AnEntryThatIsLeftOutOfTheIndexIsFound) {
  of(Family::streams).erase(eventstore::stream_key(Order::stream(domain::sample_id<domain::OrderId>(1)), 3));
  const std::string found = flaw();
  expect_found(found, "position 3, stream order-");
  expect_found(found, "expected: event 0 of position 3\n  found:    no entry");
}

TEST_F(VerifyRows, AUD_04_AnEntryTooManyInTheIndexIsFound) {
  of(Family::streams)[eventstore::stream_key("order-of-nobody", 1)] = eventstore::stream_entry({2, 0});
  expect_found(flaw(), "the index of streams has an entry that no event has");
}

TEST_F(VerifyRows, AUD_04_EntriesThatAreExchangedAreFound) {
  const std::string order = Order::stream(domain::sample_id<domain::OrderId>(1));
  std::swap(of(Family::streams)[eventstore::stream_key(order, 1)],
            of(Family::streams)[eventstore::stream_key(order, 2)]);
  expect_found(
      flaw(), "position 1, stream " + order + ", version 1: the index of streams does not lead to the event");
}

TEST_F(VerifyRows, AUD_04_AnEntryWhoseKeyEndsElsewhereIsFound) {
  const auto row = *of(Family::streams).begin();
  of(Family::streams).erase(row.first);
  of(Family::streams)[row.first + row.second.front()] = row.second.substr(1);
  expect_found(flaw(), "the index of streams does not lead to the event");
}

TEST_F(VerifyRows, AnOutcomeWhoseKeyEndsElsewhereIsFound) {
  const auto row = *of(Family::outcomes).rbegin();
  const std::size_t digest = sizeof(eventstore::Digest);
  std::string moved = row.second;
  moved.erase(digest, 1);
  of(Family::outcomes).erase(row.first);
  of(Family::outcomes)[row.first + row.second[digest]] = moved;
  expect_found(flaw(), "its digest does not match");
}

TEST_F(VerifyRows, AFamilyThatNoLogHasIsFound) {
  rows_->unknown = {"elsewhere"};
  expect_found(flaw(), "found:    elsewhere");
}

TEST_F(VerifyRows, OutcomesFromBeforeTheyHadADigestAreCounted) {
  const auto row = *of(Family::outcomes).begin();
  std::string key = row.first;
  key.erase(sizeof(std::uint64_t), 1);
  of(Family::outcomes)[key] = row.second.substr(sizeof(eventstore::Digest));
  const auto found = verified(*rows_);
  EXPECT_EQ(found.outcomes, 3u);
  EXPECT_EQ(found.undigested_outcomes, 1u);
}

TEST_F(VerifyRows, AUD_04_AHistoryThatIsNotTheSignedOneIsFound) {
  const auto head = verified(*rows_).head;
  EXPECT_EQ(flaw_of(*rows_, {}, {{head, "the signed checkpoint"}}), "");
  auto other = head;
  other.root[0] ^= 1;
  expect_found(flaw_of(*rows_, {}, {{other, "the signed checkpoint"}}),
               "the root of the tree is not that of the signed checkpoint");
  expect_found(flaw_of(*rows_, {}, {{{head.size + 1, head.root}, "the signed checkpoint"}}),
               "the history ends before the signed checkpoint");
}

TEST_F(VerifyRows, AUD_04_AnEarlierCheckpointIsHeldAgainstItsOwnCommits) {
  RowsInMemory shorter = *rows_;
  shorter.of(Family::commits).erase(std::prev(shorter.of(Family::commits).end()));
  const std::string look_stream = domain::access::Access::stream(domain::sample_id<domain::AccountId>(2));
  shorter.of(Family::streams).erase(eventstore::stream_key(look_stream, 1));
  const auto kept = verified(shorter).head;
  EXPECT_EQ(flaw_of(*rows_, {}, {{kept, "the checkpoint kept before"}}), "");
  auto other = kept;
  other.root[31] ^= 1;
  expect_found(flaw_of(*rows_, {}, {{other, "the checkpoint kept before"}}),
               "position 8: the root of the tree is not that of the checkpoint kept before");
}

// A history as somebody would write it who reckons every hash and every entry of the index.
class ForgedRows {
 public:
  void add(const eventstore::Append& append, eventstore::Version version, std::int64_t time) {
    const auto record = eventstore::encode_commit(append, {&version, 1}, {++position_, time, chain_});
    chain_ = record.chain;
    rows_.of(Family::commits)[eventstore::position_key(position_)] = record.bytes;
    rows_.of(Family::streams)[eventstore::stream_key(append.events.front().stream, version)] =
        eventstore::stream_entry({position_, 0});
  }
  std::string flaw() const { return flaw_of(rows_); }

 private:
  RowsInMemory rows_;
  eventstore::Position position_ = 0;
  eventstore::Digest chain_{};
};

TEST(VerifyForged, AUD_04_AVersionThatIsSkippedIsFound) {
  ForgedRows forged;
  forged.add(look(), 1, eventstore::kNoon);
  EXPECT_EQ(forged.flaw(), "");
  forged.add(look(), 3, eventstore::kNoon);
  expect_found(forged.flaw(), "position 2, stream access-");
  expect_found(forged.flaw(), "expected: version 2\n  found:    version 3");
}

TEST(VerifyForged, AUD_04_ATimeThatGoesBackIsFound) {
  ForgedRows forged;
  forged.add(look(), 1, eventstore::kNoon);
  forged.add(look(), 2, eventstore::kNoon - 1);
  expect_found(forged.flaw(), "position 2: its time is before that of the commit before it");
}

TEST(VerifyForged, AUD_04_TheFirstThingThatIsWrongIsSaid) {
  ForgedRows forged;
  forged.add(look(), 1, eventstore::kNoon);
  forged.add(look(), 7, eventstore::kNoon);
  forged.add(look(), 8, eventstore::kNoon - 1);
  expect_found(forged.flaw(), "position 2, stream");
}

// A commit with a look at each of as many accounts.
void append_looks_at(Log& log, unsigned accounts) {
  auto append = append_of({});
  for (unsigned i = 0; i < accounts; ++i) {
    auto looked = domain::samples<domain::access::Access>().front();
    looked.account = domain::sample_id<domain::AccountId>(static_cast<std::uint8_t>(i));
    append.events.push_back(new_event<domain::access::Access>(looked.account, looked));
  }
  log.append_and_wait(append);
}

TEST(VerifyPasses, StreamsBeyondTheBudgetAreFoldedInFurtherPasses) {
  const ScratchDirectory directory;
  {
    const auto log = Log::open(directory.path());
    append_story(*log);
    append_looks_at(*log, 200);
  }
  const auto rows = eventstore::open_rows(directory.path());
  VerifyOptions options;
  const auto at_once = verified(*rows, options);
  options.stream_bytes = 10'000;
  const auto in_passes = verified(*rows, options);
  EXPECT_EQ(at_once.passes, 1u);
  EXPECT_GT(in_passes.passes, 5u);
  EXPECT_EQ(in_passes.streams, at_once.streams);
  EXPECT_EQ(in_passes.head, at_once.head);
}

TEST(VerifyPasses, AUD_04_WhatIsWrongWithAnyStreamIsFoundInItsPass) {
  for (std::uint8_t wrong = 0; wrong < 8; ++wrong) {
    const ScratchDirectory directory;
    {
      const auto log = Log::open(directory.path());
      append_looks_at(*log, 100);
      const auto moved = domain::samples<Order>().at(1);
      log->append_and_wait(append_of({new_event<Order>(domain::sample_id<domain::OrderId>(wrong), moved)}));
    }
    VerifyOptions options;
    options.stream_bytes = 5'000;
    expect_found(flaw_of_log(directory, options), "position 2, stream order-");
  }
}

void leave_room_for_few_threads() {
  std::size_t pages = 0;
  std::ifstream("/proc/self/statm") >> pages;
  const rlim_t room = pages * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE)) + (std::size_t{100} << 20);
  const rlimit limit{room, room};
  ::setrlimit(RLIMIT_AS, &limit);
}

TEST(VerifyInterrupted, SaysHowFarItCame) {
  const ScratchDirectory directory;
  append_story(*Log::open(directory.path()));
  const auto rows = eventstore::open_rows(directory.path());
  VerifyOptions options;
  options.progress = [](unsigned, eventstore::Position) { return false; };
  try {
    verified(*rows, options);
    FAIL() << "it went on";
  } catch (const Interrupted& interrupted) {
    expect_found(interrupted.what(), "interrupted at position 0 of 9");
  }
}

// Of each family that is read through beside the passes.
TEST_F(VerifyRows, IsInterruptedWhereverRowsAreReadThrough) {
  for (const Family family : {Family::format, Family::streams, Family::outcomes, Family::tiles}) {
    RowsInMemory rows = *rows_;
    std::atomic<bool> reading = false;
    rows.on_read = [&](Family read) { reading = read == family; };
    VerifyOptions options;
    options.interrupted = [&] { return reading.load(); };
    if (family == Family::tiles) rows.of(family)["a row"] = "";
    EXPECT_THROW(verified(rows, options), Interrupted) << static_cast<int>(family);
  }
}

TEST(VerifyMemory, ManyThreadsShareWhatCommitsMayTakeUp) {
  const ScratchDirectory directory;
  append_story(*Log::open(directory.path()));
  RowsInMemory rows(*eventstore::open_rows(directory.path()));
  VerifyOptions options;
  options.threads = 8;
  options.block_bytes = 3 * CommitBlock::kMostBytes;
  std::atomic<int> blocks = 0;
  rows.on_read = [&](Family read) { blocks += read == Family::commits; };
  verified(rows, options);
  EXPECT_EQ(blocks, 3);
}

TEST(ForkJoin, GoesOnWithTheThreadsThatTheSystemGives) {
#ifdef __SANITIZE_ADDRESS__
  GTEST_SKIP() << "its memory cannot be limited";
#endif
  EXPECT_EXIT(
      {
        ::alarm(20);
        leave_room_for_few_threads();
        eventstore::ForkJoin threads(200);
        std::atomic<int> done = 0;
        for (int i = 0; i < 3; ++i) threads.run(1'000, [&](std::size_t) { ++done; });
        std::_Exit(threads.threads() < 200 && done == 3'000 ? 0 : 1);
      },
      testing::ExitedWithCode(0), "");
}

// Opens and closes the log again and again, which makes table files and removes what they replace.
class BusyWriter {
 public:
  explicit BusyWriter(const std::filesystem::path& directory)
      : thread_([this, directory] {
          while (!ending_) {
            const auto log = Log::open(directory);
            for (int i = 0; i < 20; ++i) log->append_and_wait(look());
            written_ = log->head();
          }
        }) {}
  ~BusyWriter() { ending_ = true; }

  eventstore::Position written() const { return written_; }

 private:
  std::atomic<bool> ending_ = false;
  std::atomic<eventstore::Position> written_ = 0;
  std::jthread thread_;
};

TEST(VerifyLive, AUD_04_ALogThatIsBeingWrittenHoldsAsFarAsItWasAcknowledged) {
  const ScratchDirectory directory;
  append_story(*Log::open(directory.path()));
  const BusyWriter writer(directory.path());
  eventstore::Position last = 0;
  for (int readings = 0; readings < 30 || writer.written() < 500; ++readings) {
    const auto acknowledged = writer.written();
    const auto rows = eventstore::open_rows(directory.path());
    ASSERT_GE(rows->last_position(), std::max(acknowledged, last));
    last = rows->last_position();
    ASSERT_EQ(flaw_of(*rows), "");
  }
}

TEST(TreeGrowth, TakesUpATreeWhereItsTilesEnd) {
  std::vector<eventstore::Hashes> tiles;
  const auto keep = [&](const eventstore::Tile& tile, const eventstore::Hashes& hashes) {
    if (tile.level == 0) tiles.push_back(hashes);
  };
  TreeGrowth grown(keep);
  eventstore::Frontier expected;
  for (int i = 0; i < 1'000; ++i) {
    const auto leaf = eventstore::leaf_hash(std::to_string(i));
    grown.add(leaf);
    expected.add(leaf);
    ASSERT_EQ(grown.root(), expected.root()) << i;
  }
  EXPECT_EQ(tiles.size(), 3u);
  TreeGrowth taken_up(keep, 1'000, [&](const eventstore::Tile& tile) { return grown.edge(tile.level); });
  const auto leaf = eventstore::leaf_hash("next");
  taken_up.add(leaf);
  expected.add(leaf);
  EXPECT_EQ(taken_up.root(), expected.root());
}

}  // namespace
}  // namespace vesture::replay
