#include <gtest/gtest.h>

#include <charconv>
#include <map>
#include <random>

#include "tests/eventstore/appends.hpp"
#include "tests/eventstore/killed_program.hpp"
#include "tests/eventstore/scratch_directory.hpp"

namespace vesture::eventstore {
namespace {

constexpr int kKills = 60;

using Acknowledgements = std::map<Position, std::string>;

void add_acknowledgements(Acknowledgements& all, std::string_view lines) {
  while (!lines.empty()) {
    const std::string_view line = lines.substr(0, lines.find('\n'));
    lines.remove_prefix(line.size() + 1);
    Position position = 0;
    const auto parsed = std::from_chars(line.data(), line.data() + line.size(), position);
    all.emplace(position, std::string(parsed.ptr + 1, line.data() + line.size()));
  }
}

// From `from` on, which is what the last kill may have harmed.
void expect_whole(const Log& log, Position from, const Acknowledgements& acknowledged) {
  ASSERT_GE(log.head(), acknowledged.rbegin()->first);
  Position next = from;
  log.read_from(from, [&](Commit&& commit) {
    EXPECT_EQ(commit.position, next++);
    EXPECT_EQ(commit.events.size(), 2u);
    const auto known = acknowledged.find(commit.position);
    for (const Event& event : commit.events) {
      if (known != acknowledged.end()) {
        EXPECT_EQ(text_of(event), known->second);
      }
    }
    return true;
  });
  EXPECT_EQ(next, log.head() + 1);
  EXPECT_EQ(log.version("all"), log.head());
}

// The tree over the commits that are there now, which begins with the tree that was there before.
void expect_tree_grew(const Log& log, TreeHead& before) {
  Frontier frontier;
  log.read_from(1, [&](Commit&& commit) {
    frontier.add(commit.leaf);
    return true;
  });
  const TreeHead now = log.tree_head(log.head());
  EXPECT_EQ(now.root, frontier.root());
  EXPECT_TRUE(proves_consistency(log.consistency_proof(before.size, now.size), before, now));
  before = now;
}

TEST(KilledLog, HasEverythingThatWasAcknowledgedAfterEachOfManyKills) {
  const ScratchDirectory directory;
  std::mt19937 random(20'260'101);
  Acknowledgements acknowledged;
  Position checked = 0;
  TreeHead tree{0, empty_root()};
  for (int kill = 0; kill < kKills; ++kill) {
    KilledProgram writer("kill_writer", {directory.path()});
    const std::size_t bytes = std::uniform_int_distribution<std::size_t>(1, 400'000)(random);
    add_acknowledgements(acknowledged, writer.kill_after(bytes));
    // Every other time the next writer recovers by itself.
    if (kill % 2 == 0) continue;
    const auto log = Log::open(directory.path());
    expect_whole(*log, checked + 1, acknowledged);
    expect_tree_grew(*log, tree);
    checked = log->head();
  }
  const auto log = Log::open(directory.path());
  expect_whole(*log, 1, acknowledged);
  expect_tree_grew(*log, tree);
}

}  // namespace
}  // namespace vesture::eventstore
