// Facts of the list engine, one by one; list_model_test.cpp tries everything together.
#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

#include "tests/projections/parcel_list.hpp"
#include "tests/projections/scratch_views.hpp"

namespace vesture::projections {
namespace {

class ListTest : public testing::Test {
 protected:
  static Parcel parcel(std::int64_t number) {
    Parcel parcel;
    parcel.owner = "a";
    parcel.id = domain::uuid_v7(number, {});
    parcel.created = {number};
    parcel.sealed.payer = "p";
    return parcel;
  }

  void put(const std::vector<Parcel>& parcels) {
    ViewBatch batch(*views_.store);
    for (const auto& parcel : parcels) list_.put(batch, parcel);
    views_.store->write(batch);
  }

  Page<Parcel> page(const ListQuery& query) const { return list_.page(views_.store->snapshot(), query); }

  std::vector<std::string> addressees(const ListQuery& query) const {
    std::vector<std::string> names;
    for (const auto& row : page(query).rows) names.push_back(row.addressee.value_or("-"));
    return names;
  }

  ScratchViews views_;
  List<Parcel> list_{parcel_declaration("parcels", true)};
};

using Names = std::vector<std::string>;

TEST_F(ListTest, NamesSortAsLatvianDoes) {
  std::int64_t number = 0;
  for (const auto* name :
       {"žagata", "zābaks", "čiekurs", "cukurs", "dārzs", "ābols", "abra", "Abols", "šalle", "siers"}) {
    auto one = parcel(++number);
    one.addressee = name;
    put({one});
  }
  EXPECT_EQ(
      addressees({.scope = "a", .sort = "addressee"}),
      (Names{"Abols", "ābols", "abra", "cukurs", "čiekurs", "dārzs", "siers", "šalle", "zābaks", "žagata"}));
}

TEST_F(ListTest, RowsWithoutAValueComeLastBothWays) {
  auto a = parcel(1), b = parcel(2), nameless = parcel(3), empty = parcel(4);
  a.addressee = "a";
  b.addressee = "b";
  empty.addressee = "";
  put({nameless, b, a, empty});
  EXPECT_EQ(addressees({.scope = "a", .sort = "addressee"}), (Names{"", "a", "b", "-"}));
  EXPECT_EQ(addressees({.scope = "a", .sort = "addressee", .descending = true}), (Names{"b", "a", "", "-"}));
}

TEST_F(ListTest, ACursorOfGarbageIsRefused) {
  put({parcel(1), parcel(2)});
  for (const std::string& garbage :
       {std::string("x"), std::string("\x01"), std::string("\x01garbage"), std::string("\x02") + "abc",
        std::string("\x01\0\0short", 8), std::string("\x01\0\x05", 3), std::string(40, '\xff')})
    EXPECT_THROW(page({.scope = "a", .sort = "number", .after = garbage}), std::invalid_argument) << garbage;
}

TEST_F(ListTest, ACursorOfAnotherOrderDoesNotCrash) {
  put({parcel(1), parcel(2), parcel(3)});
  const auto next = page({.scope = "a", .sort = "received", .limit = 1}).next;
  for (const auto* sort : {"created", "number", "stage", "label"})
    for (const bool descending : {false, true})
      EXPECT_NO_THROW(page({.scope = "a", .sort = sort, .descending = descending, .after = next}));
}

TEST_F(ListTest, WhatIsNotDeclaredIsRefused) {
  EXPECT_THROW(page({.scope = "a", .sort = "weight"}), std::invalid_argument);
  EXPECT_THROW(page({.scope = "a", .sort = "number", .any_of = {{"weight", {"1"}}}}), std::invalid_argument);
  EXPECT_THROW(page({.scope = "a", .sort = "number", .days = {{"weighed", {}}}}), std::invalid_argument);
}

TEST_F(ListTest, NothingOfAnotherScopeOrListAppears) {
  const List<Parcel> other(parcel_declaration("parcels2", true));
  auto foreign = parcel(1);
  foreign.owner = "b";
  auto longer = parcel(2);
  longer.owner = "aa";
  put({foreign, longer});
  ViewBatch batch(*views_.store);
  other.put(batch, parcel(3));
  views_.store->write(batch);
  for (const auto& sort : list_.declaration().sorts)
    for (const bool descending : {false, true}) {
      EXPECT_TRUE(page({.scope = "a", .sort = sort.name, .descending = descending}).rows.empty());
      EXPECT_TRUE(page({.scope = "", .sort = sort.name, .descending = descending}).rows.empty());
    }
}

TEST_F(ListTest, ARowOfAnotherScopeLeavesItsOldOne) {
  auto one = parcel(1);
  put({one});
  one.owner = "b";
  put({one});
  EXPECT_TRUE(page({.scope = "a", .sort = "number"}).rows.empty());
  EXPECT_EQ(page({.scope = "b", .sort = "number"}).rows, std::vector{one});
}

TEST_F(ListTest, ARowPutSeveralTimesInOneBatchIsThereOnce) {
  auto one = parcel(1);
  ViewBatch batch(*views_.store);
  for (const auto* number : {"1", "2", "3"}) {
    one.number = number;
    list_.put(batch, one);
  }
  EXPECT_EQ(list_.find(batch, one.id.view()), one);
  views_.store->write(batch);
  EXPECT_EQ(page({.scope = "a", .sort = "number"}).rows, std::vector{one});
  EXPECT_EQ(list_.find(*views_.store, one.id.view()), one);
}

TEST_F(ListTest, SealedColumnsLieInTheirOwnFamiliesOnly) {
  constexpr std::string_view marker = "MARKER";
  auto one = parcel(1);
  one.sealed.label = marker;
  one.sealed.payer = marker;
  put({one});
  const auto collated = collated_key(marker);
  const auto snapshot = views_.store->snapshot();
  const auto holds = [&](Family family) {
    const std::string lower = list_.prefix();
    const std::string upper = lower + '\xff';
    auto entries = snapshot.iterate(family, lower, upper);
    for (entries.seek(lower); entries.valid(); entries.next())
      for (const auto bytes : {entries.key(), entries.value()})
        if (bytes.contains(marker) || bytes.contains(collated)) return true;
    return false;
  };
  EXPECT_FALSE(holds(Family::rows));
  EXPECT_FALSE(holds(Family::index));
  EXPECT_TRUE(holds(Family::sealed_rows));
  EXPECT_TRUE(holds(Family::sealed_index));

  one.sealed = {};
  put({one});
  EXPECT_EQ(page({.scope = "a", .sort = "label"}).rows, std::vector{one});
  EXPECT_TRUE(
      page({.scope = "a", .sort = "number", .any_of = {{"label", {std::string(marker)}}}}).rows.empty());
}

TEST_F(ListTest, CountsAreExactToTenThousandAndThenALowerBound) {
  ViewBatch batch(*views_.store);
  for (std::int64_t number = 0; number < 10'000; ++number) list_.put(batch, parcel(number));
  views_.store->write(batch);
  const ListQuery query{.scope = "a", .sort = "number", .limit = 1, .count = true};
  auto counted = page(query);
  EXPECT_EQ(counted.total, 10'000u);
  EXPECT_FALSE(counted.total_is_lower_bound);
  put({parcel(10'000)});
  counted = page(query);
  EXPECT_EQ(counted.total, 10'000u);
  EXPECT_TRUE(counted.total_is_lower_bound);
}

TEST_F(ListTest, ASnapshotSeesNothingThatComesLater) {
  put({parcel(1)});
  const auto before = views_.store->snapshot();
  put({parcel(2)});
  EXPECT_EQ(list_.page(before, {.scope = "a", .sort = "number"}).rows.size(), 1u);
  EXPECT_EQ(page({.scope = "a", .sort = "number"}).rows.size(), 2u);
}

TEST_F(ListTest, EachStopsWhereItIsTold) {
  put({parcel(1), parcel(2), parcel(3)});
  int seen = 0;
  list_.each(views_.store->snapshot(), {.scope = "a", .sort = "created"},
             [&](const Parcel&) { return ++seen < 2; });
  EXPECT_EQ(seen, 2);
}

TEST_F(ListTest, DroppingAListLeavesItsNeighbour) {
  const List<Parcel> neighbour(parcel_declaration("parcels2", true));
  put({parcel(1)});
  ViewBatch batch(*views_.store);
  neighbour.put(batch, parcel(2));
  views_.store->write(batch);
  batch.drop(list_.prefix());
  EXPECT_EQ(list_.find(batch, parcel(1).id.view()), std::nullopt);
  views_.store->write(batch);
  const auto snapshot = views_.store->snapshot();
  EXPECT_TRUE(list_.page(snapshot, {.scope = "a", .sort = "created"}).rows.empty());
  EXPECT_EQ(list_.find(*views_.store, parcel(1).id.view()), std::nullopt);
  EXPECT_EQ(neighbour.page(snapshot, {.scope = "a", .sort = "created"}).rows.size(), 1u);
}

TEST_F(ListTest, WhatIsPutAfterADropInOneBatchStays) {
  put({parcel(1)});
  ViewBatch batch(*views_.store);
  list_.put(batch, parcel(2));
  batch.drop(list_.prefix());
  list_.put(batch, parcel(3));
  views_.store->write(batch);
  EXPECT_EQ(page({.scope = "a", .sort = "created"}).rows, std::vector{parcel(3)});
  EXPECT_EQ(list_.find(*views_.store, parcel(2).id.view()), std::nullopt);
}

TEST_F(ListTest, ASnapshotReadsDroppedRowsToTheirEnd) {
  put({parcel(1), parcel(2)});
  const auto before = views_.store->snapshot();
  ViewBatch batch(*views_.store);
  batch.drop(list_.prefix());
  views_.store->write(batch);
  views_.store->reclaim(std::vector{list_.prefix()});
  views_.store->compact();
  EXPECT_EQ(list_.page(before, {.scope = "a", .sort = "created"}).rows.size(), 2u);
  EXPECT_TRUE(page({.scope = "a", .sort = "created"}).rows.empty());
}

TEST_F(ListTest, ABroadFilterOfSeveralValuesIsRefused) {
  auto declaration = parcel_declaration("broad", false);
  declaration.filters[0].keys = [](const Parcel&) { return std::vector<std::string>{"1", "2"}; };
  const List<Parcel> list(std::move(declaration));
  ViewBatch batch(*views_.store);
  EXPECT_THROW(list.put(batch, parcel(1)), std::logic_error);
}

TEST(ListKeys, DayNodesCoverExactlyTheirDays) {
  for (const std::int32_t first : {-300, -1, 0, 5, 16, 255, 19'700})
    for (const std::int32_t days : {1, 2, 17, 64, 300, 3'000}) {
      std::vector<std::int32_t> covered;
      const auto nodes = engine::nodes_between(Date{first}, Date{first + days - 1});
      for (const auto node : nodes)
        for (std::int32_t day = 0; day < 1 << (4 * node.level); ++day)
          covered.push_back((node.index << (4 * node.level)) + day);
      std::vector<std::int32_t> all(static_cast<std::size_t>(days));
      std::ranges::generate(all, [day = first]() mutable { return day++; });
      EXPECT_EQ(covered, all);
      EXPECT_LE(nodes.size(), 60u + static_cast<std::size_t>(days) / 256);
    }
}

}  // namespace
}  // namespace vesture::projections
