// The tree that a log keeps over its commits, beside the tree of the definition over the same leaves.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "eventstore/log/store.hpp"
#include "tests/eventstore/appends.hpp"
#include "tests/eventstore/scratch_directory.hpp"
#include "tests/eventstore/trees.hpp"

namespace vesture::eventstore {
namespace {

void append(Log& log, Position count) {
  std::vector<Append> appends(count, append_to("a", "payload"));
  for (Append& one : appends) log.append(std::move(one), [](const Appended&) {});
  committed_at(log.append_and_wait(append_to("a", "last")));
}

Hashes leaves_of(const Log& log) {
  Hashes leaves;
  log.read_from(1, [&](Commit&& commit) {
    leaves.push_back(commit.leaf);
    return true;
  });
  return leaves;
}

void expect_tree_of(const Log& log, const Hashes& leaves) {
  ASSERT_EQ(log.head(), leaves.size());
  for (const Position size : {Position{0}, Position{1}, log.head() / 2, log.head() - 1, log.head()}) {
    const TreeHead head = log.tree_head(size);
    ASSERT_EQ(head, head_of(leaves, size)) << size;
    const TreeHead earlier = log.tree_head(size / 3);
    EXPECT_TRUE(proves_consistency(log.consistency_proof(earlier.size, size), earlier, head));
    if (size == 0) continue;
    const Position position = 1 + size / 2;
    if (position > size) continue;
    EXPECT_TRUE(
        proves_inclusion(log.inclusion_proof(position, size), position - 1, leaves[position - 1], head));
  }
}

// Takes away what a log from before there were tiles lacks.
void drop_tiles(const std::filesystem::path& directory) {
  const std::vector<std::string> names{"default", "commits", "streams", "outcomes", "tiles"};
  std::vector<rocksdb::ColumnFamilyDescriptor> families;
  for (const auto& name : names) families.emplace_back(name, rocksdb::ColumnFamilyOptions());
  rocksdb::DB* opened = nullptr;
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  const auto status =
      rocksdb::DB::Open(rocksdb::DBOptions(), (directory / "rocksdb").string(), families, &handles, &opened);
  ASSERT_TRUE(status.ok()) << status.ToString();
  const std::unique_ptr<rocksdb::DB> db(opened);
  ASSERT_TRUE(db->DropColumnFamily(handles.back()).ok());
  for (auto* handle : handles) db->DestroyColumnFamilyHandle(handle);
}

class LogTree : public testing::Test {
 protected:
  std::filesystem::path path() const { return directory_.path(); }
  std::uint64_t tiles_stored() const {
    return Store::open_to_look(path() / "rocksdb", nullptr)->tiles_stored();
  }

 private:
  ScratchDirectory directory_;
};

TEST_F(LogTree, IsThatOfTheDefinitionWhileItGrows) {
  const auto log = Log::open(path());
  EXPECT_EQ(log->tree_head(0).root, empty_root());
  for (const Position count : {1, 2, 250, 3, 256, 600}) {
    append(*log, count);
    expect_tree_of(*log, leaves_of(*log));
  }
}

TEST_F(LogTree, ReachesTheLevelsAbove) {
  const auto log = Log::open(path());
  append(*log, kTileWidth * kTileWidth + 300);
  expect_tree_of(*log, leaves_of(*log));
  EXPECT_EQ(log->hashes({2, 0, 1}), Hashes{log->tree_head(kTileWidth * kTileWidth).root});
}

TEST_F(LogTree, IsTakenUpAgainByTheNextStart) {
  for (int start = 0; start < 4; ++start) {
    const auto log = Log::open(path());
    append(*log, 300);
    expect_tree_of(*log, leaves_of(*log));
  }
  EXPECT_EQ(tiles_stored(), 4 * 301 / kTileWidth);
}

TEST_F(LogTree, IsTheSameWhereTheLogIsOpenedToBeRead) {
  append(*Log::open(path()), 700);
  const auto leaves = leaves_of(*Log::open_to_read(path()));
  expect_tree_of(*Log::open_to_read(path()), leaves);
  const auto earlier = Log::open_to_read(path(), 300);
  expect_tree_of(*earlier, Hashes(leaves.begin(), leaves.begin() + 300));
}

TEST_F(LogTree, IsMadeForALogFromBeforeThereWasOne) {
  append(*Log::open(path()), 1'000);
  drop_tiles(path());
  const auto leaves = leaves_of(*Log::open_to_read(path()));
  expect_tree_of(*Log::open_to_read(path()), leaves);
  EXPECT_EQ(tiles_stored(), 0u);
  expect_tree_of(*Log::open(path()), leaves);
  EXPECT_EQ(tiles_stored(), 1'001 / kTileWidth);
}

TEST_F(LogTree, MakingItGoesOnFromWhereItWasCutShort) {
  append(*Log::open(path()), 1'000);
  const auto leaves = leaves_of(*Log::open_to_read(path()));
  const auto third = [&] {
    const auto store = Store::open_to_write(path() / "rocksdb", nullptr);
    return store->tile(0, 2).value();
  }();
  drop_tiles(path());
  {
    const auto store = Store::open_to_write(path() / "rocksdb", nullptr);
    rocksdb::WriteBatch batch;
    for (std::uint64_t index = 0; index < 2; ++index) {
      const auto begin = leaves.begin() + static_cast<std::ptrdiff_t>(index * kTileWidth);
      store->add_tile(batch, {0, index}, Hashes(begin, begin + kTileWidth));
    }
    require(store->write(batch), "writing");
  }
  expect_tree_of(*Log::open(path()), leaves);
  EXPECT_EQ(Store::open_to_look(path() / "rocksdb", nullptr)->tile(0, 2), third);
}

TEST_F(LogTree, GivesTilesOfAnyWidthThatItHas) {
  const auto log = Log::open(path());
  append(*log, 299);
  const auto leaves = leaves_of(*log);
  for (const unsigned width : {1u, 17u, 255u, 256u}) {
    EXPECT_EQ(log->hashes({0, 0, width}), Hashes(leaves.begin(), leaves.begin() + width));
    const std::string bundle = log->entries({0, width});
    const auto entries = parse_bundle(bundle, width);
    ASSERT_TRUE(entries);
    for (unsigned i = 0; i < width; ++i) EXPECT_EQ(leaf_hash((*entries)[i]), leaves[i]);
  }
  EXPECT_EQ(log->hashes({0, 1, 44}).size(), 44u);
  EXPECT_THROW(log->hashes({0, 1, 45}), std::out_of_range);
  EXPECT_THROW(log->hashes({1, 0, 2}), std::out_of_range);
  EXPECT_THROW(log->entries({1, 45}), std::out_of_range);
  EXPECT_THROW(log->tree_head(301), std::out_of_range);
  EXPECT_THROW(log->inclusion_proof(0, 300), std::out_of_range);
  EXPECT_THROW(log->inclusion_proof(300, 299), std::out_of_range);
}

}  // namespace
}  // namespace vesture::eventstore
