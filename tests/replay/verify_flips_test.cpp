// No bit of a log flips unnoticed. Every byte of every row in memory; a sample of rows through RocksDB, as a damaged copy
// has them; and of the database's files a sample of bytes (each of them with VESTURE_EVERY_BYTE=1 in the environment).
#include <gtest/gtest.h>
#include <rocksdb/db.h>

#include <cstdlib>
#include <fstream>

#include "eventstore/log/store_options.hpp"
#include "tests/eventstore/scratch_directory.hpp"
#include "tests/replay/audited_log.hpp"

namespace vesture::replay {
namespace {

namespace fs = std::filesystem;
using eventstore::Log;
using eventstore::ScratchDirectory;

std::size_t stride(std::size_t of_a_sample) {
  const char* asked = std::getenv("VESTURE_EVERY_BYTE");
  return asked != nullptr && std::string_view(asked) == "1" ? 1 : of_a_sample;
}

char flipped(char byte) { return static_cast<char>(byte ^ 0x10); }

std::string with_flip(std::string bytes, std::size_t at) {
  bytes.at(at) = flipped(bytes.at(at));
  return bytes;
}

using Row = std::pair<std::string, std::string>;

// Byte `at` of key and value as one.
Row with_flip(const Row& row, std::size_t at) {
  if (at < row.first.size()) return {with_flip(row.first, at), row.second};
  return {row.first, with_flip(row.second, at - row.first.size())};
}

// Gives how many bytes were flipped.
std::size_t expect_each_flip_found(RowsInMemory& rows, Family family, std::size_t step) {
  const auto original = rows.of(family);
  std::size_t flips = 0;
  for (const Row row : original) {
    for (std::size_t at = 0; at < row.first.size() + row.second.size(); at += step, ++flips) {
      const auto [key, value] = with_flip(row, at);
      rows.of(family).erase(row.first);
      rows.of(family)[key] = value;
      EXPECT_NE(flaw_of(rows), "") << "family " << static_cast<int>(family) << ", byte " << at << " of "
                                   << row.first.size() << " + " << row.second.size();
      rows.of(family) = original;
    }
  }
  return flips;
}

TEST(VerifyFlips, AUD_04_AFlipInAnyByteOfAnyRowIsFound) {
  const ScratchDirectory directory;
  append_story(*Log::open(directory.path()));
  RowsInMemory rows(*eventstore::open_rows(directory.path()));
  ASSERT_EQ(flaw_of(rows), "");
  for (const Family family : {Family::commits, Family::streams, Family::outcomes})
    EXPECT_GT(expect_each_flip_found(rows, family, 1), 100u);
  // Its version is read where the log is opened: see below.
  rows.of(Family::format).emplace("another", "row");
  EXPECT_NE(flaw_of(rows).find("beside that of the format"), std::string::npos);
}

TEST(VerifyFlips, AUD_04_AFlipInAStoredTileIsFound) {
  const ScratchDirectory directory;
  {
    const auto log = Log::open(directory.path());
    for (int i = 0; i < 257; ++i) log->append_and_wait(look());
  }
  RowsInMemory rows(*eventstore::open_rows(directory.path()));
  ASSERT_EQ(flaw_of(rows), "");
  EXPECT_GT(expect_each_flip_found(rows, Family::tiles, stride(37)), 200u);
}

// A log as a killed server leaves it: table files of several levels, and a write-ahead log.
class KilledLog {
 public:
  KilledLog() {
    append_story(*Log::open(alive_.path()));
    compact();
    {
      const auto log = Log::open(alive_.path());
      for (int i = 0; i < 3; ++i) log->append_and_wait(look());
    }
    const auto log = Log::open(alive_.path());
    for (int i = 0; i < 3; ++i) log->append_and_wait(look());
    fs::copy(alive_.path(), path(), fs::copy_options::recursive);
  }

  const fs::path& path() const { return copy_.path(); }

 private:
  void compact() const {
    std::vector<rocksdb::ColumnFamilyHandle*> handles;
    rocksdb::DB* db = nullptr;
    const auto options = eventstore::store_options(nullptr, rocksdb::WALRecoveryMode::kAbsoluteConsistency);
    ASSERT_TRUE(rocksdb::DB::Open(options, (alive_.path() / "rocksdb").string(), eventstore::store_families(),
                                  &handles, &db)
                    .ok());
    for (auto* family : handles) {
      db->CompactRange({}, family, nullptr, nullptr);
      db->DestroyColumnFamilyHandle(family);
    }
    delete db;
  }

  ScratchDirectory alive_;
  ScratchDirectory copy_;
};

struct History {
  std::string flaw;
  eventstore::TreeHead head;
  std::uint64_t outcomes = 0;

  bool operator==(const History&) const = default;
};

History history_of(const fs::path& log) {
  try {
    const auto found = verified(*eventstore::open_rows(log));
    return {"", found.head, found.outcomes};
  } catch (const std::exception& flaw) {
    return {flaw.what(), {}, 0};
  }
}

class Rewriter {
 public:
  explicit Rewriter(const fs::path& log) {
    rocksdb::DB* db = nullptr;
    const auto options = eventstore::store_options(nullptr, rocksdb::WALRecoveryMode::kAbsoluteConsistency);
    const auto opened =
        rocksdb::DB::Open(options, (log / "rocksdb").string(), eventstore::store_families(), &handles_, &db);
    if (!opened.ok()) throw std::runtime_error(opened.ToString());
    db_.reset(db);
  }
  ~Rewriter() {
    for (auto* family : handles_) db_->DestroyColumnFamilyHandle(family);
  }

  void replace(std::size_t family, const Row& row, const Row& by) {
    ASSERT_TRUE(db_->Delete({}, handles_.at(family), row.first).ok());
    ASSERT_TRUE(db_->Put({}, handles_.at(family), by.first, by.second).ok());
  }

 private:
  std::vector<rocksdb::ColumnFamilyHandle*> handles_;
  std::unique_ptr<rocksdb::DB> db_;
};

TEST(VerifyFlips, AUD_04_ARowRewrittenInTheDatabaseIsFound) {
  const ScratchDirectory directory;
  append_story(*Log::open(directory.path()));
  RowsInMemory rows(*eventstore::open_rows(directory.path()));
  Rewriter rewriter(directory.path());
  std::size_t flips = 0;
  for (std::size_t family = 0; family < kFamilies.size(); ++family)
    for (const Row row : rows.of(kFamilies.at(family)))
      for (std::size_t at = 0; at < row.first.size() + row.second.size(); at += stride(53), ++flips) {
        const Row other = with_flip(row, at);
        rewriter.replace(family, row, other);
        EXPECT_NE(history_of(directory.path()).flaw, "") << "family " << family << ", byte " << at;
        rewriter.replace(family, other, row);
      }
  EXPECT_GT(flips, 100u);
  EXPECT_EQ(history_of(directory.path()).flaw, "");
}

std::string contents(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void overwrite(const fs::path& file, const std::string& bytes) {
  std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
}

TEST(VerifyFlips, AUD_04_AFlipInAnyFileGivesAnErrorOrTheIdenticalHistory) {
  const KilledLog log;
  const History whole = history_of(log.path());
  ASSERT_EQ(whole.flaw, "");
  std::size_t flips = 0;
  std::size_t found = 0;
  for (const auto& entry : fs::recursive_directory_iterator(log.path())) {
    if (!entry.is_regular_file()) continue;
    const std::string bytes = contents(entry.path());
    // A flip of the files that nothing of the history is in changes nothing: a few are enough.
    const bool beside = entry.path().filename().string().starts_with("OPTIONS");
    for (std::size_t at = 0; at < bytes.size(); at += beside ? 997 : stride(23), ++flips) {
      overwrite(entry.path(), with_flip(bytes, at));
      const History now = history_of(log.path());
      EXPECT_TRUE(!now.flaw.empty() || now == whole) << entry.path() << " offset " << at;
      found += now.flaw.empty() ? 0 : 1;
    }
    overwrite(entry.path(), bytes);
  }
  EXPECT_GT(found, flips / 4);
  EXPECT_EQ(history_of(log.path()), whole);
  RecordProperty("flips", static_cast<int>(flips));
  RecordProperty("found", static_cast<int>(found));
}

}  // namespace
}  // namespace vesture::replay
