// The list engine against a plain sorted vector: whatever is put, changed and erased, in whatever order, and
// whatever is asked.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <tuple>

#include "tests/projections/parcel_model.hpp"
#include "tests/projections/scratch_views.hpp"

namespace vesture::projections {
namespace {

// Opening a store is slow beside a property's step: all share one, each in a list of its own.
class ListModel : public testing::TestWithParam<bool> {
 protected:
  static void SetUpTestSuite() { views_ = new ScratchViews; }
  static void TearDownTestSuite() { delete views_; }

  static ViewStore& store() { return *views_->store; }
  static List<Parcel> fresh_list() {
    return List<Parcel>(parcel_declaration("parcels" + std::to_string(++lists_), GetParam()));
  }

 private:
  static inline ScratchViews* views_ = nullptr;
  static inline int lists_ = 0;
};

INSTANTIATE_TEST_SUITE_P(DayNodes, ListModel, testing::Bool(), [](const auto& suite) {
  return suite.param ? "ForCombinations" : "WithoutFilters";
});

TEST_P(ListModel, PagesThroughToTheEndAreTheSortedList) {
  EXPECT_TRUE(rc::check("pages, each() and count() agree with the model", [] {
    const auto list = fresh_list();
    Model model;
    for (int batches = *rc::gen::inRange(1, 4); batches > 0; --batches)
      change_some(list, store(), model, 0, 1);
    for (int queries = 0; queries < 12; ++queries) {
      auto query = some_query();
      const auto rows = expected(list.declaration(), model, query);
      RC_ASSERT(paged(list, store(), query, [] {}) == rows);

      const auto snapshot = store().snapshot();
      std::vector<Parcel> whole;
      list.each(snapshot, query, [&](const Parcel& row) {
        whole.push_back(row);
        return true;
      });
      RC_ASSERT(whole == rows);
      query.count = true;
      const auto page = list.page(snapshot, query);
      RC_ASSERT(page.total == rows.size());
      RC_ASSERT(!page.total_is_lower_bound);
    }
  }));
}

TEST_P(ListModel, ARowThatDoesNotChangeAppearsExactlyOnceWhileOthersDo) {
  EXPECT_TRUE(rc::check("changes of odd parcels between pages leave the even ones in their places", [] {
    const auto list = fresh_list();
    Model model;
    change_some(list, store(), model, 0, 2);
    change_some(list, store(), model, 1, 2);
    const auto query = some_query();
    Model even = model;
    std::erase_if(even, [](const auto& numbered) { return numbered.first % 2 != 0; });
    const auto steady = ids(expected(list.declaration(), even, query));
    auto seen = ids(paged(list, store(), query, [&] { change_some(list, store(), model, 1, 2); }));
    std::erase_if(seen, [&](const auto& id) { return std::ranges::find(steady, id) == steady.end(); });
    RC_ASSERT(seen == steady);
  }));
}

void fill(const List<Parcel>& list, ViewStore& store, Model& model, int rows) {
  std::vector<Parcel> kinds;
  for (int kind = 0; kind < 40; ++kind) kinds.push_back(some_parcel(0));
  ViewBatch batch(store);
  for (int number = 0; number < rows; ++number) {
    auto one = kinds[static_cast<std::size_t>(number) * 7 % kinds.size()];
    std::tie(one.id, one.owner, one.created) = std::tuple(parcel(number).id, kOwner, parcel(number).created);
    list.put(batch, one);
    model[number] = one;
  }
  store.write(batch);
}

// More rows than the engine looks at in the search of few candidates: what no index covers is checked on the
// walk.
TEST_P(ListModel, LongListsAreCheckedEntryByEntryWhereNoIndexCovers) {
  constexpr int kLong = 1'000;
  const auto list = fresh_list();
  Model model;
  EXPECT_TRUE(rc::check("pages of a long list are the sorted list", [&] {
    if (model.empty()) fill(list, store(), model, kLong);
    for (int queries = 0; queries < 5; ++queries) {
      auto query = some_query();
      query.limit *= 23;
      RC_ASSERT(paged(list, store(), query, [] {}) == expected(list.declaration(), model, query));
    }
  }));
}

TEST_P(ListModel, ErasingEveryRowLeavesNoKey) {
  EXPECT_TRUE(rc::check("put, change, erase", [] {
    const auto list = fresh_list();
    Model model;
    change_some(list, store(), model, 0, 1);
    change_some(list, store(), model, 0, 1);
    ViewBatch batch(store());
    for (int number = 0; number < kParcels; ++number) list.erase(batch, parcel(number).id.view());
    store().write(batch);
    const auto snapshot = store().snapshot();
    const std::string end = list.prefix() + '\xff';
    for (const auto family : {Family::rows, Family::index, Family::sealed_rows, Family::sealed_index}) {
      auto keys = snapshot.iterate(family, list.prefix(), end);
      keys.seek(list.prefix());
      RC_ASSERT(!keys.valid());
    }
  }));
}

}  // namespace
}  // namespace vesture::projections
