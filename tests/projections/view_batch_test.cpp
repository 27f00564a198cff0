// What a batch writes lies in the order of its keys, and means what it meant in the order that it was written in.
#include <gtest/gtest.h>

#include "projections/common/view_store.hpp"

namespace vesture::projections {
namespace {

struct ViewBatchTest : testing::Test {
  std::unique_ptr<ViewStore> store = ViewStore::open_in_memory();
  ViewBatch batch{*store};

  void put(std::string_view key, std::string_view value) { batch.put(Family::rows, key, value); }
  std::string stored(std::string_view key) { return store->get(Family::rows, key).value_or("none"); }
};

TEST_F(ViewBatchTest, OfSeveralWritesToOneKeyTheLastHolds) {
  put("b", "1");
  put("a", "1");
  batch.erase(Family::rows, "b");
  put("b", "2");
  put("a", "2");
  batch.erase(Family::rows, "a");
  store->write(batch);
  EXPECT_EQ(stored("a"), "none");
  EXPECT_EQ(stored("b"), "2");
}

TEST_F(ViewBatchTest, ADropTakesWhatWasWrittenBeforeItAndLeavesWhatComesAfter) {
  put("list-b", "before");
  put("other", "before");
  batch.drop("list-");
  put("list-a", "after");
  store->write(batch);
  EXPECT_EQ(stored("list-a"), "after");
  EXPECT_EQ(stored("list-b"), "none");
  EXPECT_EQ(stored("other"), "before");
}

TEST_F(ViewBatchTest, IsEmptyOnceItIsWritten) {
  put("a", "1");
  EXPECT_GT(batch.bytes(), 0u);
  store->write(batch);
  batch.erase(Family::rows, "a");
  store->write(batch);
  store->write(batch);
  EXPECT_EQ(stored("a"), "none");
}

}  // namespace
}  // namespace vesture::projections
