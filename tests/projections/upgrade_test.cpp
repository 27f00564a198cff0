// A new version of a view built beside the old one: who serves when, what is compared, and what is left.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <future>
#include <stdexcept>

#include "projections/common/runner.hpp"
#include "tests/projections/parcel_versions.hpp"
#include "tests/projections/scratch_views.hpp"

namespace vesture::projections {
namespace {

using eventstore::Log;
using eventstore::Position;
using namespace std::chrono_literals;

constexpr auto kPatience = 60s;
const std::string kList = "parcels";

using Projections = std::vector<std::unique_ptr<Projection>>;
using Counted = ParcelProjection<CountedParcel>;

Parcel parcel(std::int64_t number) {
  Parcel parcel;
  parcel.owner = "a";
  parcel.id = domain::uuid_v7(number, {});
  parcel.created = {number};
  parcel.number = "n" + std::to_string(number);
  parcel.orders.resize(static_cast<std::size_t>(number % 3), "o");
  parcel.sealed.payer = "p";
  return parcel;
}

std::string hex_id(std::int64_t number) {
  auto id = to_string(parcel(number).id);
  std::erase(id, '-');
  return id;
}

class UpgradeTest : public testing::Test {
 protected:
  Position commit(const std::string& command, std::int64_t number) {
    return std::get<eventstore::Committed>(
               log_->append_and_wait(parcel_command(kList, command, parcel(number))))
        .position;
  }
  void put(std::int64_t first, std::int64_t last) {
    for (auto number = first; number <= last; ++number) commit("put", number);
  }

  template <class... Versions>
  Runner& run(std::unique_ptr<Versions>... versions) {
    Projections projections;
    (projections.push_back(std::move(versions)), ...);
    runner_.reset();
    runner_ = std::make_unique<Runner>(*log_, *views_.store, std::move(projections),
                                       RunnerOptions{.commits_at_once = 4});
    return *runner_;
  }

  void serve_first_version() { ASSERT_TRUE(run(first_version(kList)).wait_applied(log_->head(), kPatience)); }

  ProjectionStatus status() const { return runner_->status().front(); }

  // Waits on the runner's thread until its status is as told.
  void wait_until(const std::function<bool(const ProjectionStatus&)>& reached) {
    std::promise<void> seen;
    std::atomic<bool> told = false;
    const auto look = [&] {
      if (reached(status()) && !told.exchange(true)) seen.set_value();
    };
    const auto following = runner_->subscribe([&](Position) { look(); });
    look();
    ASSERT_EQ(seen.get_future().wait_for(kPatience), std::future_status::ready);
  }
  void wait_until_swapped() {
    wait_until([](const ProjectionStatus& now) { return now.serving.version == 2; });
  }

  std::vector<std::string> numbers(const ViewSnapshot& snapshot, const std::string& sort = "created") const {
    std::vector<std::string> all;
    for (const auto& row : list_.page(snapshot, {.scope = "a", .sort = sort, .limit = 100}).rows)
      all.push_back(row.number);
    return all;
  }
  std::vector<std::string> numbers() const { return numbers(views_.store->snapshot()); }
  std::size_t old_keys() const { return keys_under(*views_.store, old_parcels(kList).prefix()); }
  std::size_t new_keys() const { return keys_under(*views_.store, list_.prefix()); }

  eventstore::ScratchDirectory log_directory_;
  eventstore::ScratchDirectory other_log_directory_;
  std::unique_ptr<Log> log_ = Log::open(log_directory_.path());
  ScratchViews views_;
  List<CountedParcel> list_ = new_parcels(kList);
  std::unique_ptr<Runner> runner_;
};

using Names = std::vector<std::string>;

// Holds a comparison until it is let go.
struct Gate {
  std::promise<void> reached;
  std::promise<void> opened;
  std::function<void(const std::stop_token&)> hold = [this](const std::stop_token&) {
    reached.set_value();
    opened.get_future().wait();
  };
};

// Rows as version 2, made so that they differ from version 1's: `shown` says how.
std::unique_ptr<Counted> differing(std::function<void(CountedParcel&)> shown) {
  return second_version(kList, [shown = std::move(shown)](Parcel parcel) {
    auto row = counted(std::move(parcel));
    shown(row);
    return std::vector{row};
  });
}

TEST_F(UpgradeTest, TheNewVersionTakesTheOldOnesPlaceAndNothingOfItIsLeft) {
  put(1, 10);
  commit("erase", 3);
  serve_first_version();
  EXPECT_GT(old_keys(), 0u);
  run(first_version(kList), second_version(kList));
  wait_until_swapped();
  EXPECT_EQ(numbers(), (Names{"n1", "n2", "n4", "n5", "n6", "n7", "n8", "n9", "n10"}));
  EXPECT_EQ(list_.page(views_.store->snapshot(), {.scope = "a", .sort = "order_count"}).rows.size(), 9u);
  EXPECT_EQ(old_keys(), 0u);
  EXPECT_FALSE(status().building);
  EXPECT_EQ(status().serving.position, log_->head());
}

TEST_F(UpgradeTest, WhileTheNewVersionIsComparedTheOldOneServesAndIsKeptUp) {
  put(1, 5);
  serve_first_version();
  Gate gate;
  auto second = second_version(kList);
  second->before_comparing = gate.hold;
  run(first_version(kList), std::move(second));
  gate.reached.get_future().wait();

  put(6, 7);
  ASSERT_TRUE(runner_->wait_applied(7, kPatience));
  EXPECT_EQ(status().serving.version, 1u);
  EXPECT_EQ(numbers(), (Names{"n1", "n2", "n3", "n4", "n5", "n6", "n7"}));
  EXPECT_EQ(list_.find(*views_.store, parcel(5).id.view()), counted(parcel(5)));
  EXPECT_EQ(list_.find(*views_.store, parcel(9).id.view()), std::nullopt);
  wait_until([](const ProjectionStatus& now) { return now.building->position == 7; });
  EXPECT_EQ(status().building->version, 2u);
  EXPECT_EQ(status().building->state, ProjectionState::building);

  gate.opened.set_value();
  wait_until_swapped();
  EXPECT_EQ(status().last_swap->position, 5u);
  EXPECT_EQ(numbers(), (Names{"n1", "n2", "n3", "n4", "n5", "n6", "n7"}));
}

TEST_F(UpgradeTest, WhatOnlyTheNewVersionCanAnswerIsNotYetServed) {
  put(1, 5);
  serve_first_version();
  const ListQuery by_count{.scope = "a", .sort = "order_count"};
  const auto nothing = [](const CountedParcel&) { return true; };
  EXPECT_THROW(list_.page(views_.store->snapshot(), by_count), NotYetServed);
  EXPECT_THROW(list_.each(views_.store->snapshot(), by_count, nothing), NotYetServed);
  const ListQuery by_unknown{.scope = "a", .sort = "created", .any_of = {{"weight", {"1"}}}};
  EXPECT_THROW(list_.page(views_.store->snapshot(), by_unknown), NotYetServed);
  run(first_version(kList), second_version(kList));
  wait_until_swapped();
  EXPECT_NO_THROW(list_.page(views_.store->snapshot(), by_count));
  EXPECT_NO_THROW(list_.each(views_.store->snapshot(), by_count, nothing));
  EXPECT_THROW(list_.page(views_.store->snapshot(), by_unknown), std::invalid_argument);
}

TEST_F(UpgradeTest, ASnapshotFromBeforeTheSwapReadsTheOldRowsToTheirEnd) {
  put(1, 5);
  serve_first_version();
  const auto before = views_.store->snapshot();
  run(first_version(kList), differing([](CountedParcel& row) { row.number = "new " + row.number; }));
  wait_until_swapped();
  EXPECT_EQ(numbers(before), (Names{"n1", "n2", "n3", "n4", "n5"}));
  EXPECT_EQ(list_.find(before, parcel(1).id.view())->number, "n1");
  EXPECT_EQ(numbers(), (Names{"new n1", "new n2", "new n3", "new n4", "new n5"}));
}

TEST_F(UpgradeTest, PagingGoesOnThroughTheSwap) {
  put(1, 5);
  serve_first_version();
  ListQuery query{.scope = "a", .sort = "number", .limit = 2};
  query.after = list_.page(views_.store->snapshot(), query).next;
  run(first_version(kList), second_version(kList));
  wait_until_swapped();
  EXPECT_EQ(list_.page(views_.store->snapshot(), query).rows.front().number, "n3");
}

TEST_F(UpgradeTest, VersionsWithTheSameRowsCompareAsSame) {
  put(1, 5);
  serve_first_version();
  run(first_version(kList), second_version(kList));
  wait_until_swapped();
  const auto swap = status().last_swap.value();
  EXPECT_EQ(swap.from, 1u);
  EXPECT_EQ(swap.to, 2u);
  EXPECT_EQ(swap.position, 5u);
  ASSERT_EQ(swap.lists.size(), 1u);
  EXPECT_EQ(swap.lists[0].list, kList);
  EXPECT_EQ(swap.lists[0].same, 5u);
  EXPECT_TRUE(swap.lists[0].finds_no_difference());
}

// Leaves out 2, moves 3 to another id, changes two members of 4 and one of 5.
std::vector<CountedParcel> rows_that_differ(Parcel parcel) {
  auto row = counted(std::move(parcel));
  if (row.number == "n2") return {};
  if (row.number == "n3") row.id = domain::uuid_v7(33, {});
  if (row.number == "n4") row.stage = Stage::arrived;
  if (row.number == "n4" || row.number == "n5") row.order_count += 7;
  return {row};
}

TEST_F(UpgradeTest, RowsThatDifferAreCountedWithTheirMembersAndFirstIds) {
  put(1, 6);
  serve_first_version();
  run(first_version(kList), second_version(kList, rows_that_differ));
  wait_until_swapped();
  const auto list = status().last_swap.value().lists.at(0);
  EXPECT_EQ(list.same, 2u);
  EXPECT_EQ(list.only_before.count, 2u);
  EXPECT_EQ(list.only_before.first_ids, (Names{hex_id(2), hex_id(3)}));
  EXPECT_EQ(list.only_after.count, 1u);
  EXPECT_EQ(list.only_after.first_ids, (Names{hex_id(33)}));
  EXPECT_EQ(list.changed.count, 2u);
  EXPECT_EQ(list.changed.first_ids, (Names{hex_id(4), hex_id(5)}));
  ASSERT_EQ(list.members.size(), 2u);
  EXPECT_EQ(list.members[0].name, "order_count");
  EXPECT_EQ(list.members[0].rows, 2u);
  EXPECT_EQ(list.members[1].name, "stage");
  EXPECT_EQ(list.members[1].rows, 1u);
  EXPECT_EQ(to_string(list), "list parcels: 2 rows are the same, only before 2 (" + hex_id(2) + ", " +
                                 hex_id(3) + "), only after 1 (" + hex_id(33) + "), changed 2 (" + hex_id(4) +
                                 ", " + hex_id(5) + "): order_count in 2, stage in 1");
}

TEST_F(UpgradeTest, NoMoreIdsAreKeptThanAreShown) {
  put(1, 20);
  serve_first_version();
  run(first_version(kList), differing([](CountedParcel& row) { row.number += "!"; }));
  wait_until_swapped();
  const auto list = status().last_swap.value().lists.at(0);
  EXPECT_EQ(list.changed.count, 20u);
  EXPECT_EQ(list.changed.first_ids.size(), kIdsShown);
}

TEST_F(UpgradeTest, SealedColumnsAreOutsideTheComparison) {
  put(1, 5);
  serve_first_version();
  run(first_version(kList), differing([](CountedParcel& row) { row.sealed.payer = "another"; }));
  wait_until_swapped();
  EXPECT_EQ(status().last_swap.value().lists.at(0).same, 5u);
  EXPECT_EQ(list_.find(*views_.store, parcel(1).id.view())->sealed.payer, "another");
}

TEST_F(UpgradeTest, TheLastSwapIsKnownAfterARestart) {
  put(1, 5);
  serve_first_version();
  run(first_version(kList), second_version(kList, rows_that_differ));
  wait_until_swapped();
  runner_.reset();
  views_.store.reset();
  views_.store = ViewStore::open(views_.directory.path());
  run(second_version(kList));
  EXPECT_EQ(status().last_swap.value().lists.at(0).changed.count, 2u);
  EXPECT_EQ(status().serving.position, log_->head());
}

TEST_F(UpgradeTest, ABuiltVersionThatStopsLeavesTheServingOneUntouched) {
  put(1, 5);
  commit("poison 2", 0);
  put(6, 8);
  serve_first_version();
  run(first_version(kList), second_version(kList));
  wait_until([](const ProjectionStatus& now) { return now.building->state == ProjectionState::stopped; });
  EXPECT_EQ(status().building->position, 5u);
  EXPECT_EQ(status().building->why, "commit 6: no such parcel");
  put(9, 9);
  ASSERT_TRUE(runner_->wait_applied(log_->head(), kPatience));
  EXPECT_EQ(status().serving.version, 1u);
  EXPECT_NE(status().serving.state, ProjectionState::stopped);
  EXPECT_EQ(numbers().size(), 9u);
}

TEST_F(UpgradeTest, AServingVersionThatHasStoppedIsHealedByTheNextOne) {
  put(1, 6);
  commit("poison 1", 0);
  put(7, 8);
  EXPECT_FALSE(run(first_version(kList)).wait_applied(log_->head(), kPatience));
  EXPECT_EQ(status().serving.state, ProjectionState::stopped);
  run(first_version(kList), second_version(kList));
  wait_until_swapped();
  EXPECT_EQ(status().last_swap->position, 6u);
  EXPECT_EQ(status().last_swap->lists.at(0).same, 6u);
  ASSERT_TRUE(runner_->wait_applied(log_->head(), kPatience));
  EXPECT_EQ(status().serving.state, ProjectionState::running);
  EXPECT_EQ(numbers().size(), 8u);
}

TEST_F(UpgradeTest, AComparisonThatFailsLeavesTheServingOneUntouched) {
  put(1, 5);
  serve_first_version();
  auto second = second_version(kList);
  second->before_comparing = [](const std::stop_token&) { throw std::runtime_error("no disk"); };
  run(first_version(kList), std::move(second));
  wait_until([](const ProjectionStatus& now) { return now.building->state == ProjectionState::stopped; });
  EXPECT_EQ(status().building->why, "not swapped in: no disk");
  EXPECT_EQ(numbers().size(), 5u);
}

TEST_F(UpgradeTest, BuildingGoesOnFromWhereItWasAfterARestart) {
  put(1, 5);
  commit("poison 2", 0);
  serve_first_version();
  run(first_version(kList), second_version(kList));
  wait_until([](const ProjectionStatus& now) { return now.building->state == ProjectionState::stopped; });
  int made = 0;
  run(first_version(kList), second_version(kList, [&](Parcel parcel) {
        ++made;
        return std::vector{counted(std::move(parcel))};
      }));
  wait_until([](const ProjectionStatus& now) { return now.building->state == ProjectionState::stopped; });
  EXPECT_EQ(status().building->position, 5u);
  EXPECT_EQ(made, 0);
}

TEST_F(UpgradeTest, WhatWasBuiltIsDroppedWhereItIsNotGivenAnyMore) {
  put(1, 5);
  commit("poison 2", 0);
  serve_first_version();
  run(first_version(kList), second_version(kList));
  wait_until([](const ProjectionStatus& now) { return now.building->state == ProjectionState::stopped; });
  EXPECT_GT(new_keys(), 0u);
  run(first_version(kList));
  EXPECT_EQ(new_keys(), 0u);
  EXPECT_EQ(numbers().size(), 5u);
  EXPECT_FALSE(status().building);
}

TEST_F(UpgradeTest, WithoutTheOldVersionsCodeTheNewOneServesWhileItIsBuilt) {
  put(1, 5);
  serve_first_version();
  run(second_version(kList));
  EXPECT_EQ(old_keys(), 0u);
  EXPECT_EQ(status().serving.version, 2u);
  EXPECT_FALSE(status().building);
  ASSERT_TRUE(runner_->wait_applied(log_->head(), kPatience));
  EXPECT_EQ(numbers().size(), 5u);
  EXPECT_FALSE(status().last_swap);
}

TEST_F(UpgradeTest, WithoutTheOldVersionsCodeWhatWasBuiltGoesOnAsTheOneThatServes) {
  put(1, 5);
  commit("poison 2", 0);
  serve_first_version();
  run(first_version(kList), second_version(kList));
  wait_until([](const ProjectionStatus& now) { return now.building->state == ProjectionState::stopped; });
  run(second_version(kList));
  EXPECT_EQ(status().serving.version, 2u);
  EXPECT_GE(status().serving.position, 5u);
  EXPECT_EQ(old_keys(), 0u);
  EXPECT_EQ(numbers().size(), 5u);
}

TEST_F(UpgradeTest, VersionsOfAnotherLogAreDroppedBoth) {
  put(1, 5);
  commit("poison 2", 0);
  serve_first_version();
  run(first_version(kList), second_version(kList));
  wait_until([](const ProjectionStatus& now) { return now.building->state == ProjectionState::stopped; });
  runner_.reset();
  log_ = Log::open(other_log_directory_.path());
  put(7, 8);
  run(first_version(kList), second_version(kList));
  EXPECT_EQ(status().serving.version, 2u);
  EXPECT_EQ(old_keys(), 0u);
  ASSERT_TRUE(runner_->wait_applied(log_->head(), kPatience));
  EXPECT_EQ(numbers(), (Names{"n7", "n8"}));
}

TEST_F(UpgradeTest, TheNewestOfThreeIsBuiltAndTheServingOneReadThroughTheOneBetween) {
  put(1, 5);
  serve_first_version();
  const auto third = List<CountedParcel>(counted_declaration(kList, 3))
                         .with_predecessor<CountedParcel>(list_, [](CountedParcel row) { return row; });
  EXPECT_EQ(third.find(*views_.store, parcel(2).id.view()), counted(parcel(2)));
  Gate gate;
  auto newest =
      std::make_unique<Counted>(third, [](Parcel parcel) { return std::vector{counted(std::move(parcel))}; });
  newest->before_comparing = gate.hold;
  run(first_version(kList), second_version(kList), std::move(newest));
  gate.reached.get_future().wait();
  EXPECT_EQ(third.page(views_.store->snapshot(), {.scope = "a", .sort = "number"}).rows.size(), 5u);
  EXPECT_EQ(new_keys(), 0u);
  gate.opened.set_value();
  wait_until([](const ProjectionStatus& now) { return now.serving.version == 3; });
  EXPECT_EQ(status().last_swap->from, 1u);
  EXPECT_EQ(status().last_swap->lists.at(0).same, 5u);
  EXPECT_EQ(old_keys(), 0u);
}

TEST_F(UpgradeTest, AComparisonIsGivenUpWhenTheRunnerEndsAndMadeAgainLater) {
  put(1, 5);
  serve_first_version();
  std::promise<void> reached;
  auto second = second_version(kList);
  second->before_comparing = [&](const std::stop_token& stop) {
    reached.set_value();
    std::promise<void> told;
    const std::stop_callback on_stop(stop, [&] { told.set_value(); });
    told.get_future().wait();
  };
  run(first_version(kList), std::move(second));
  reached.get_future().wait();
  runner_.reset();
  EXPECT_GT(old_keys(), 0u);
  run(first_version(kList), second_version(kList));
  wait_until_swapped();
  EXPECT_EQ(status().last_swap->lists.at(0).same, 5u);
}

TEST_F(UpgradeTest, ProjectionsWhoseKeysCouldMeetAreRefused) {
  EXPECT_THROW(run(first_version(kList), first_version(kList)), std::invalid_argument);
}

}  // namespace
}  // namespace vesture::projections
