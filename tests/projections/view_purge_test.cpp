// What was erased from the sealed families leaves every file of the store, when that is asked for (RET-03).
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "projections/common/view_store.hpp"
#include "tests/eventstore/scratch_directory.hpp"
#include "tests/eventstore/traces.hpp"

namespace vesture::projections {
namespace {

using eventstore::Traces;

const std::string kWord = "zzpurvainis";  // the last key of its file: it stands in the manifest too
const std::string kSubject = "Purvs Kangaru";

class ViewPurge : public testing::Test {
 protected:
  ViewPurge() : store(ViewStore::open(directory.path(), {.compress = false})) {
    ViewBatch batch(*store);
    for (int n = 0; n < 1'000; ++n) batch.put(Family::sealed_index, fmt::format("other word {}", n), "");
    batch.put(Family::sealed_index, kWord, "");
    batch.put(Family::sealed_rows, "message", kSubject);
    store->write(batch);
    store->flush();
    store->compact();
  }

  void erase() {
    ViewBatch batch(*store);
    batch.erase(Family::sealed_index, kWord);
    batch.erase(Family::sealed_rows, "message");
    store->write(batch);
    store->flush();
  }

  Traces found() const { return eventstore::raw_traces(directory.path(), {kWord, kSubject}); }

  eventstore::ScratchDirectory directory;
  std::unique_ptr<ViewStore> store;
};

TEST_F(ViewPurge, RET_03_WhatWasErasedIsInNoFileOfARunningStore) {
  erase();
  ASSERT_FALSE(found().empty());
  EXPECT_TRUE(store->purge_sealed());
  EXPECT_EQ(found(), Traces{});
}

TEST_F(ViewPurge, WhatIsThereStays) {
  EXPECT_TRUE(store->purge_sealed());
  EXPECT_EQ(store->get(Family::sealed_rows, "message"), kSubject);
  EXPECT_FALSE(found().empty());
}

TEST_F(ViewPurge, RET_03_NothingIsSaidToBeDoneWhereASnapshotMayStillSeeWhatWasErased) {
  {
    const auto before = store->snapshot();
    erase();
    EXPECT_FALSE(store->purge_sealed());
  }
  const auto after = store->snapshot();
  EXPECT_TRUE(store->purge_sealed());
  EXPECT_EQ(found(), Traces{});
}

}  // namespace
}  // namespace vesture::projections
