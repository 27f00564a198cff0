// Backups and restores that are told to stop.
#include <sys/stat.h>

#include <fstream>
#include <map>

#include "eventstore/backup/watched_reads.hpp"
#include "tests/eventstore/backup_fixture.hpp"
#include "tests/eventstore/vault_files.hpp"

namespace vesture::eventstore {
namespace {

namespace fs = std::filesystem;

const std::string kLarge = noise(3 * kChunkBytes, 2);
constexpr ContentId kLargeContent{2};
// RocksDB reads its files in pieces of some megabytes.
constexpr std::uint64_t kManyPieces = 40'000'000;

struct InterruptedBackup : BackupTest {
  // Commits in several pieces of the log, and one large content.
  void fill() const {
    const std::string payload = noise(1'000'000, 3);
    for (std::uint64_t bytes = 0; bytes < kManyPieces; bytes += payload.size()) append("a", payload);
    store(kLargeContent, kLarge);
  }
  // Stops at the stage's first bytes beyond; gives how far it came.
  template <class Operation>
  static std::uint64_t stopped_at(const std::string& stage, std::uint64_t beyond,
                                  const Operation& operation) {
    std::uint64_t reached = 0;
    EXPECT_THROW(operation([&](const BackupProgress& progress) {
                   if (progress.stage != stage) return true;
                   reached = progress.bytes;
                   return progress.bytes <= beyond;
                 }),
                 BackupInterrupted);
    return reached;
  }
  std::map<fs::path, ino_t> tables_and_contents() const {
    std::map<fs::path, ino_t> found;
    for (const auto* const part : {"log/shared_checksum", "vault/shared_checksum", "files"})
      for (const auto& entry : fs::recursive_directory_iterator(backups.path() / part)) {
        struct stat status {};
        ::stat(entry.path().c_str(), &status);
        if (entry.is_regular_file()) found[entry.path()] = status.st_ino;
      }
    return found;
  }
};

TEST_F(InterruptedBackup, StopsInTheMiddleOfADatabase) {
  fill();
  const auto made = back_up();
  ASSERT_GT(made.log_bytes, kManyPieces);
  const auto there = BackupDirectory::to_read(backups.path());
  const auto verify = [&](const TellProgress& tell) { there.verify(made, tell); };
  const auto restore_it = [&](const TellProgress& tell) { restore_generation(1, tell); };
  EXPECT_LT(stopped_at("verifying", made.log_bytes / 8, verify), made.log_bytes / 2);
  EXPECT_LT(stopped_at("restoring", made.log_bytes / 8, restore_it), made.log_bytes / 2);
  EXPECT_TRUE(fs::is_empty(restored.path()));
}

TEST_F(InterruptedBackup, FailsWhatItWouldReadNext) {
  constexpr std::size_t kPiece = 1'000;
  const auto file = backups.path() / "file";
  std::ofstream(file) << noise(10 * kPiece);
  const TellProgress tell = [](const BackupProgress& progress) { return progress.bytes < 3 * kPiece; };
  Stage stage(tell, "verifying");
  const auto env = watched_reads(stage);
  std::unique_ptr<rocksdb::SequentialFile> reading;
  ASSERT_TRUE(env->NewSequentialFile(file.string(), &reading, {}).ok());
  std::string bytes(kPiece, '\0');
  rocksdb::Slice read;
  for (int piece = 0; piece < 2; ++piece) EXPECT_TRUE(reading->Read(kPiece, &read, bytes.data()).ok());
  for (int piece = 0; piece < 2; ++piece) EXPECT_TRUE(reading->Read(kPiece, &read, bytes.data()).IsAborted());
  EXPECT_THROW(stage.check_goes_on(), BackupInterrupted);
}

TEST_F(InterruptedBackup, KeepsWhatItCopiedForTheNext) {
  fill();
  const auto make = [&](const TellProgress& tell) { back_up_telling(tell); };
  stopped_at("verifying", 0, make);
  const auto copied = tables_and_contents();
  ASSERT_GT(copied.size(), 3U);
  stopped_at("verifying", 0, make);
  EXPECT_EQ(tables_and_contents(), copied);
  append("a", "more");
  back_up();
  const auto now = tables_and_contents();
  for (const auto& [file, inode] : copied) EXPECT_EQ(now.contains(file) ? now.at(file) : 0, inode) << file;
  expect_all_verify();
}

TEST_F(InterruptedBackup, DoesNotPassOnACopyThatIsNotTheSame) {
  append("a");
  store(kLargeContent, kLarge);
  stopped_at("verifying", 0, [&](const TellProgress& tell) { back_up_telling(tell); });
  put_chunks_of_file(file_of(backups.path(), kLargeContent), {"damaged"});
  back_up();
  EXPECT_TRUE(open_restored(1).get(kLargeContent) == kLarge);
}

}  // namespace
}  // namespace vesture::eventstore
