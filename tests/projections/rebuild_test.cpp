// Views that are rebuilt are those that the runner keeps up (AUD-06).
#include "projections/common/rebuild.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <thread>

#include "eventstore/digits.hpp"
#include "projections/catalogue.hpp"
#include "projections/common/cipher_over.hpp"
#include "projections/common/runner.hpp"
#include "projections/common/view_difference.hpp"
#include "projections/common/view_digest.hpp"
#include "tests/projections/random_history.hpp"
#include "tests/projections/scratch_views.hpp"

namespace vesture::projections {
namespace {

constexpr std::array kAllFamilies{Family::rows, Family::index, Family::sealed_rows, Family::sealed_index};
constexpr std::array kOpenFamilies{Family::rows, Family::index};

RebuildOptions with_memory(std::size_t bytes) {
  return {.threads = 2, .commits_at_once = 32, .memory_bytes = bytes};
}
// So little that rows are spilled again and again, and that lists are loaded in several runs.
constexpr std::size_t kLittle = 32 << 10;
constexpr std::size_t kPlenty = 64 << 20;

void rebuild_all(const eventstore::Log& log, const domain::Cipher& cipher, ViewStore& into,
                 const RebuildOptions& options = with_memory(kPlenty)) {
  ASSERT_TRUE(rebuild(log, all_projections(cipher), into, options));
}

void run_live(eventstore::Log& log, const domain::Cipher& cipher, ViewStore& into) {
  Runner runner(log, into, all_projections(cipher));
  ASSERT_TRUE(runner.wait_applied(log.head(), std::chrono::seconds(60)));
}

// The first key that differs, as text; empty where none does.
std::string first_difference(const ViewStore& one, const ViewStore& other, std::span<const Family> families) {
  std::vector<std::string> prefixes;
  const auto cipher = cipher_without_keys();
  for (const auto& projection : all_projections(cipher))
    for (auto& prefix : projection->prefixes()) prefixes.push_back(std::move(prefix));
  std::string found;
  for (const auto family : families)
    for_each_difference(one.snapshot(), other.snapshot(), family, prefixes,
                        [&](const KeyDifference& difference) {
                          found = std::string(difference.key);
                          return false;
                        });
  return found;
}

std::map<std::string, ViewDigest> digests(const ViewStore& store) {
  const auto views = store.snapshot();
  std::map<std::string, ViewDigest> all;
  for (const auto& name : views_in(views)) all.emplace(name, *digest_of(views, name));
  return all;
}

void expect_same_digests(const ViewStore& one, const ViewStore& other) {
  const auto left = digests(one);
  const auto right = digests(other);
  ASSERT_EQ(left.size(), right.size());
  for (const auto& [name, digest] : left) {
    EXPECT_EQ(digest.position, right.at(name).position) << name;
    EXPECT_EQ(digest.rows, right.at(name).rows) << name;
    EXPECT_EQ(digest.entries, right.at(name).entries) << name;
  }
}

RC_GTEST_PROP(Rebuild, AUD_06_ViewsRebuiltAtAPositionAreThoseThatARunnerHasThere, ()) {
  const auto choices = *rc::gen::container<std::vector<std::uint32_t>>(rc::gen::arbitrary<std::uint32_t>());
  const bool spills = *rc::gen::arbitrary<bool>();
  RandomHistory history(choices);
  const auto position = *rc::gen::inRange<eventstore::Position>(0, history.log().head() + 1);
  const auto past = history.log_at(position);
  const auto live = ViewStore::open_in_memory();
  const auto rebuilt = ViewStore::open_in_memory();
  run_live(*past, history.cipher(), *live);
  rebuild_all(*past, history.cipher(), *rebuilt, with_memory(spills ? kLittle : kPlenty));
  RC_ASSERT(first_difference(*live, *rebuilt, kAllFamilies) == "");
}

class RebuildTest : public testing::Test {
 protected:
  RandomHistory history_{choices_of(1, 400)};
};

TEST_F(RebuildTest, AUD_06_WithoutKeysTheOpenFamiliesAreTheSame) {
  const ScratchViews with, without;
  const auto no_keys = cipher_without_keys();
  rebuild_all(history_.log(), history_.cipher(), *with.store);
  rebuild_all(history_.log(), no_keys, *without.store);
  EXPECT_EQ(first_difference(*with.store, *without.store, kOpenFamilies), "");
  expect_same_digests(*with.store, *without.store);
}

TEST_F(RebuildTest, AUD_06_TheDigestsAreThoseOfTheViewsThatARunnerKeepsUp) {
  const ScratchViews live, rebuilt;
  run_live(history_.log(), history_.cipher(), *live.store);
  rebuild_all(history_.log(), history_.cipher(), *rebuilt.store, with_memory(kLittle));
  expect_same_digests(*live.store, *rebuilt.store);
}

TEST_F(RebuildTest, AUD_06_TheSameHistoryHasTheSameDigestsInAnotherDirectory) {
  RandomHistory again(choices_of(1, 400));
  const ScratchViews one, other;
  rebuild_all(history_.log(), history_.cipher(), *one.store);
  rebuild_all(again.log(), again.cipher(), *other.store);
  expect_same_digests(*one.store, *other.store);
}

// Digests of a history that is the same in every build: of another, or on another machine, they are these. They change
// with the rows of a view, which then has a new version.
TEST_F(RebuildTest, AUD_06_TheDigestsAreTheSameInEveryBuild) {
  const std::map<std::string, std::string> known{
      {"accounts", "b15872767c38773567270cbbe7f7ea764821242139b3ae393c118a81ab0d925a"},
      {"agenda", "82a89adf65d3dfc8153eeb42fa8aa05775c6261da0cb4a808d8f96b90d2920ae"},
      {"audit", "9454da63875f32770b8eaafba12b26e47004cf11f977a75a95b94f9a42efef3f"},
      {"changes", "0fa61c5b27598b171961a297a183de1b13571daed966241cd951a30e243bc94b"},
      {"directory", "5b816d6f7babf4805076b5dc58efe23f75d9fc2405c6fd9c4e22b979e168069c"},
      {"mailbox", "736e0d50ea6550ba0998f5297f63b8db1867d75876943bf76604c0b69d1e2c5d"},
      {"notifications", "6c243be4c794e1389feb8f0ad90c3922388ae413bcdaf02f2392d717bb825762"},
      {"orders", "3152517405db1da86cf89d7421a373dc2328416c7d85947edb575d6d0b5622f1"},
      {"profiles", "fdad04a3631bc0266fdadd43f7df8927ece0cbe75aaeca002ce3fe020731e7dc"},
      {"readers", "30f311a530392cb5479c98a4352e87b183052cdfc502a01abc94445c5544822e"},
      {"register-changes", "881e4d3c647d5a1bc084951d47948ac1ac36df09baea4bf96e4a3195426f44a1"},
      {"service-requests", "3e00ea004a53391875266d837715b4487ad2ee5ab0de375c2876950830305f91"},
      {"suspicions", "1fe4b2aa3ee878fd3c758891f3b960576599a6e9b7383ae144820ff30f97eaca"},
  };
  const ScratchViews rebuilt;
  rebuild_all(history_.log(), history_.cipher(), *rebuilt.store);
  for (const auto& [name, digest] : digests(*rebuilt.store))
    EXPECT_EQ(eventstore::hex_digits(digest.rows.digest), known.at(name)) << name;
}

TEST_F(RebuildTest, ARunnerGoesOnFromWhatWasRebuilt) {
  const ScratchViews live, rebuilt;
  rebuild_all(*history_.log_at(300), history_.cipher(), *rebuilt.store);
  const Runner runner(history_.log(), *rebuilt.store, all_projections(history_.cipher()));
  for (const auto& status : runner.status()) EXPECT_GE(status.serving.position, 300u) << status.name;
}

TEST_F(RebuildTest, WhatARunnerAddsToWhatWasRebuiltIsWhatItHasByItself) {
  const ScratchViews live, rebuilt;
  rebuild_all(*history_.log_at(300), history_.cipher(), *rebuilt.store);
  run_live(history_.log(), history_.cipher(), *rebuilt.store);
  run_live(history_.log(), history_.cipher(), *live.store);
  EXPECT_EQ(first_difference(*live.store, *rebuilt.store, kAllFamilies), "");
}

TEST_F(RebuildTest, WhatWasEndedEarlyGoesOnWhereItEnded) {
  const ScratchViews live, rebuilt;
  RandomHistory longer(choices_of(2, 500));
  auto ending = with_memory(kPlenty);
  eventstore::Position ended_at = 0;
  ending.progress = [&](eventstore::Position applied) {
    ended_at = applied;
    return false;
  };
  ASSERT_FALSE(rebuild(longer.log(), all_projections(longer.cipher()), *rebuilt.store, ending));
  ASSERT_LT(ended_at, longer.log().head());
  EXPECT_EQ(unfinished_for(*rebuilt.store), longer.log().head());
  EXPECT_TRUE(views_in(rebuilt.store->snapshot()).empty());

  auto going_on = with_memory(kPlenty);
  eventstore::Position first = 0;
  going_on.progress = [&](eventstore::Position applied) {
    if (first == 0) first = applied;
    return true;
  };
  rebuild_all(longer.log(), longer.cipher(), *rebuilt.store, going_on);
  EXPECT_GT(first, ended_at);
  EXPECT_EQ(unfinished_for(*rebuilt.store), std::nullopt);
  run_live(longer.log(), longer.cipher(), *live.store);
  EXPECT_EQ(first_difference(*live.store, *rebuilt.store, kAllFamilies), "");
}

TEST_F(RebuildTest, WhatWasEndedAmongTheEntriesGoesOn) {
  const ScratchViews live, rebuilt;
  auto ending = with_memory(kLittle);
  ending.threads = 1;
  ending.indexing = [](std::uint64_t) { return false; };
  ASSERT_FALSE(rebuild(history_.log(), all_projections(history_.cipher()), *rebuilt.store, ending));
  rebuild_all(history_.log(), history_.cipher(), *rebuilt.store);
  run_live(history_.log(), history_.cipher(), *live.store);
  EXPECT_EQ(first_difference(*live.store, *rebuilt.store, kAllFamilies), "");
}

TEST_F(RebuildTest, WhatWasBegunForAnotherPositionIsRefused) {
  const ScratchViews rebuilt;
  auto ending = with_memory(kPlenty);
  ending.progress = [](eventstore::Position) { return false; };
  ASSERT_FALSE(rebuild(history_.log(), all_projections(history_.cipher()), *rebuilt.store, ending));
  EXPECT_THROW(rebuild(*history_.log_at(300), all_projections(history_.cipher()), *rebuilt.store, {}),
               std::runtime_error);
}

TEST_F(RebuildTest, WhatCannotBeAppliedIsNamed) {
  class Refusing : public Projection {
    std::string name() const override { return "refusing"; }
    std::uint32_t version() const override { return 1; }
    std::vector<std::string> prefixes() const override { return {"refusing.1"}; }
    void apply(const eventstore::Commit& commit, ViewBatch&) const override {
      if (commit.position == 7) throw std::runtime_error("not this one");
    }
  };
  std::vector<std::unique_ptr<Projection>> projections;
  projections.push_back(std::make_unique<Refusing>());
  const ScratchViews rebuilt;
  try {
    rebuild(history_.log(), projections, *rebuilt.store, {});
    FAIL() << "applied";
  } catch (const std::runtime_error& error) {
    EXPECT_STREQ(error.what(), "refusing: commit 7 cannot be applied: not this one");
  }
  EXPECT_THROW(rebuild(history_.log(), projections, *rebuilt.store, {}), std::runtime_error)
      << "as if it were whole";
}

TEST_F(RebuildTest, AUD_06_RebuiltWhileTheLogGrowsItIsAPrefixOfIt) {
  const auto more = choices_of(3, 300);
  std::jthread writer([&] { history_.add(more); });
  const auto as_found = history_.log_at_head();
  const ScratchViews during, after;
  rebuild_all(*as_found, history_.cipher(), *during.store);
  writer.join();
  rebuild_all(*history_.log_at(as_found->head()), history_.cipher(), *after.store);
  EXPECT_GE(as_found->head(), 400u);
  expect_same_digests(*during.store, *after.store);
}

}  // namespace
}  // namespace vesture::projections
