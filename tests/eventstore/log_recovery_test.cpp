#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <fstream>
#include <map>

#include "eventstore/log/store.hpp"
#include "eventstore/log/wal.hpp"
#include "tests/eventstore/appends.hpp"
#include "tests/eventstore/scratch_directory.hpp"

namespace vesture::eventstore {
namespace {

namespace fs = std::filesystem;

constexpr Position kCommits = 20;

std::string contents(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void overwrite(const fs::path& file, const std::string& bytes) {
  std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
}

void flip(const fs::path& file, std::size_t offset, char bits = 0x10) {
  std::string bytes = contents(file);
  bytes.at(offset) = static_cast<char>(bytes.at(offset) ^ bits);
  overwrite(file, bytes);
}

fs::path largest(const fs::path& directory, const std::string& extension) {
  fs::path found;
  for (const auto& entry : fs::directory_iterator(directory / "rocksdb"))
    if (entry.path().extension() == extension && (found.empty() || entry.file_size() > fs::file_size(found)))
      found = entry.path();
  return found;
}

std::map<std::string, std::string> all_files(const fs::path& directory) {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(directory))
    if (entry.is_regular_file()) files[entry.path().string()] = contents(entry.path());
  return files;
}

// A log as a killed process leaves it: all of it in the write-ahead log. Every seventh commit spans its
// blocks.
class KilledLog {
 public:
  KilledLog() {
    const ScratchDirectory alive;
    const auto log = Log::open(alive.path());
    for (Position i = 1; i <= kCommits; ++i)
      log->append_and_wait(append_to("a", std::to_string(i) + std::string(i % 7 == 0 ? 70'000 : 200, 'p')));
    fs::copy(alive.path(), path(), fs::copy_options::recursive);
    lines = all_lines(*log);
  }

  const fs::path& path() const { return directory_.path(); }
  fs::path wal() const { return largest(path(), ".log"); }
  // As after a loss of power, when the small file may be behind.
  void forget_what_was_acknowledged() const { fs::remove(path() / "acknowledged"); }

  std::vector<Line> lines;

 private:
  ScratchDirectory directory_;
};

std::string refusal(const fs::path& directory) {
  try {
    Log::open(directory);
  } catch (const Corruption& corruption) {
    return corruption.what();
  }
  return "opened";
}

TEST(Recovery, AKilledLogHasAllThatWasAcknowledged) {
  const KilledLog killed;
  EXPECT_EQ(all_lines(*Log::open(killed.path())), killed.lines);
}

TEST(Recovery, AFlipInTheMiddleOfTheWalIsRefusedWithFileAndOffsetAndNothingIsTouched) {
  const KilledLog killed;
  killed.forget_what_was_acknowledged();
  const fs::path wal = killed.wal();
  flip(wal, fs::file_size(wal) / 2);
  const auto before = all_files(killed.path());
  const std::string why = refusal(killed.path());
  EXPECT_NE(why.find(wal.filename().string() + " offset "), std::string::npos) << why;
  auto after = all_files(killed.path());
  after.erase((killed.path() / "acknowledged").string());
  after.erase((killed.path() / "lock").string());
  auto expected = before;
  expected.erase((killed.path() / "lock").string());
  EXPECT_EQ(after, expected);
}

RC_GTEST_PROP(Recovery, NoByteOfAnAcknowledgedWalCanFlipUnnoticed, ()) {
  static const KilledLog killed;
  const std::string wal = contents(killed.wal());
  const auto at = *rc::gen::inRange<std::size_t>(0, wal.size());
  flip(killed.wal(), at, static_cast<char>(1 << *rc::gen::inRange(0, 7)));
  const std::string why = refusal(killed.path());
  overwrite(killed.wal(), wal);
  RC_ASSERT(why != "opened");
}

RC_GTEST_PROP(Recovery, AWalThatEndsEarlyIsRefusedWhereItsEndWasAcknowledged, ()) {
  static const KilledLog killed;
  const std::string wal = contents(killed.wal());
  overwrite(killed.wal(), wal.substr(0, *rc::gen::inRange<std::size_t>(0, wal.size())));
  const std::string why = refusal(killed.path());
  overwrite(killed.wal(), wal);
  RC_ASSERT(why.find("position 20 was acknowledged") != std::string::npos);
}

TEST(Recovery, ATailThatIsRefusedIsPutBack) {
  const KilledLog killed;
  const std::string wal = contents(killed.wal());
  const std::string torn = wal.substr(0, wal.size() - 3);
  overwrite(killed.wal(), torn);
  EXPECT_NE(refusal(killed.path()).find("position 20 was acknowledged"), std::string::npos);
  EXPECT_EQ(contents(killed.wal()), torn);
  overwrite(killed.wal(), wal);
  EXPECT_EQ(all_lines(*Log::open(killed.path())), killed.lines);
}

RC_GTEST_PROP(Recovery, ATailThatWasNeverAcknowledgedIsCutOff, ()) {
  static const KilledLog killed;
  const ScratchDirectory copy;
  fs::copy(killed.path(), copy.path(), fs::copy_options::recursive);
  fs::remove(copy.path() / "acknowledged");
  const fs::path wal = largest(copy.path(), ".log");
  std::string bytes = contents(wal);
  const auto kept = *rc::gen::inRange<std::size_t>(0, bytes.size());
  bytes.resize(kept);
  const char filling = *rc::gen::element('\0', '\x01', '\xff');
  bytes.append(*rc::gen::inRange<std::size_t>(0, 40'000), filling);
  overwrite(wal, bytes);

  auto log = Log::open(copy.path());
  auto lines = all_lines(*log);
  RC_ASSERT(lines.size() <= killed.lines.size());
  RC_ASSERT(std::equal(lines.begin(), lines.end(), killed.lines.begin()));
  RC_ASSERT(std::get<Committed>(log->append_and_wait(append_to("a"))).position == lines.size() + 1);
  log.reset();
  RC_ASSERT(Log::open(copy.path())->head() == lines.size() + 1);
}

std::string refusal_to_read(const fs::path& directory) {
  try {
    Log::open_to_read(directory);
  } catch (const Corruption& corruption) {
    return corruption.what();
  }
  return "opened";
}

RC_GTEST_PROP(ReadingRecovery, NoByteOfAnAcknowledgedWalCanFlipUnnoticed, ()) {
  static const KilledLog killed;
  const std::string wal = contents(killed.wal());
  flip(killed.wal(), *rc::gen::inRange<std::size_t>(0, wal.size()),
       static_cast<char>(1 << *rc::gen::inRange(0, 7)));
  const auto before = all_files(killed.path());
  const std::string why = refusal_to_read(killed.path());
  const bool touched = all_files(killed.path()) != before;
  overwrite(killed.wal(), wal);
  RC_ASSERT(why != "opened");
  RC_ASSERT(!touched);
}

TEST(ReadingRecovery, ATailThatWasNeverAcknowledgedIsLeftOutAndStays) {
  const KilledLog killed;
  killed.forget_what_was_acknowledged();
  const std::string wal = contents(killed.wal());
  overwrite(killed.wal(), wal.substr(0, wal.size() - 3));
  const auto before = all_files(killed.path());
  EXPECT_EQ(Log::open_to_read(killed.path())->head(), kCommits - 1);
  EXPECT_EQ(all_files(killed.path()), before);
}

TEST(ReadingRecovery, ATailThatWasAcknowledgedIsMissed) {
  const KilledLog killed;
  const std::string wal = contents(killed.wal());
  overwrite(killed.wal(), wal.substr(0, wal.size() - 3));
  EXPECT_NE(refusal_to_read(killed.path()).find("position 20 was acknowledged"), std::string::npos);
}

TEST(Recovery, ATornRecordInALogThatAnotherFollowsIsRefused) {
  const KilledLog killed;
  killed.forget_what_was_acknowledged();
  const fs::path wal = killed.wal();
  const std::string bytes = contents(wal);
  overwrite(wal.parent_path() / "999999.log", bytes);
  overwrite(wal, bytes.substr(0, bytes.size() - 3));
  EXPECT_NE(refusal(killed.path()).find("999999.log was written after it"), std::string::npos);
}

TEST(Recovery, ALostDatabaseIsNotStartedAnew) {
  const KilledLog killed;
  fs::remove_all(killed.path() / "rocksdb");
  EXPECT_NE(refusal(killed.path()).find("position 20 was acknowledged"), std::string::npos);
}

TEST(Recovery, ADamagedAcknowledgementIsRefused) {
  const KilledLog killed;
  flip(killed.path() / "acknowledged", 3);
  EXPECT_NE(refusal(killed.path()).find("acknowledged offset 0"), std::string::npos);
}

TEST(Recovery, ADamagedTableFileIsRefused) {
  const KilledLog killed;
  Log::open(killed.path()).reset();
  const fs::path table = largest(killed.path(), ".sst");
  ASSERT_FALSE(table.empty());
  flip(table, fs::file_size(table) / 2);
  EXPECT_NE(refusal(killed.path()), "opened");
}

TEST(Recovery, AFormatThatThisProgramDoesNotKnowIsRefused) {
  const ScratchDirectory directory;
  const auto rocksdb = directory.path() / "rocksdb";
  Log::open(directory.path())->append_and_wait(append_to("a"));
  rocksdb::Options options;
  std::vector<std::string> names;
  ASSERT_TRUE(rocksdb::DB::ListColumnFamilies(options, rocksdb.string(), &names).ok());
  std::vector<rocksdb::ColumnFamilyDescriptor> families;
  for (const std::string& name : names) families.emplace_back(name, rocksdb::ColumnFamilyOptions());
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* raw = nullptr;
  ASSERT_TRUE(rocksdb::DB::Open(options, rocksdb.string(), families, &handles, &raw).ok());
  const std::unique_ptr<rocksdb::DB> db(raw);
  ASSERT_TRUE(db->Put({}, "format", std::string("\2\0\0\0", 4)).ok());
  for (auto* handle : handles) db->DestroyColumnFamilyHandle(handle);
  ASSERT_TRUE(db->Close().ok());
  EXPECT_THROW(Log::open(directory.path()), std::runtime_error);
}

TEST(Recovery, AfterACleanCloseNothingIsLeftInTheWal) {
  const ScratchDirectory directory;
  Log::open(directory.path())->append_and_wait(append_to("a"));
  EXPECT_TRUE(find_torn_tails(directory.path() / "rocksdb").empty());
  EXPECT_EQ(fs::file_size(largest(directory.path(), ".log")), 0u);
}

}  // namespace
}  // namespace vesture::eventstore
