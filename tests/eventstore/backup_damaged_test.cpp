// A byte that flipped anywhere in a backup, and a file that went.
#include <fcntl.h>

#include <fstream>

#include "tests/eventstore/backup_fixture.hpp"

namespace vesture::eventstore {
namespace {

namespace fs = std::filesystem;

struct DamagedBackup : BackupTest {
  DamagedBackup() {
    append("a", noise(300));
    store(ContentId{1}, noise(700));
    store(ContentId{2}, noise(2 * kChunkBytes));
    std::ofstream(data() / "log" / "checkpoint") << "signed";
    std::ofstream(data() / "checkpoint.vkey") << "key";
    back_up();
    append("a", "second");
    store(ContentId{3}, noise(2 * kChunkBytes, 3));
    back_up();
  }

  std::vector<fs::path> files() const {
    std::vector<fs::path> found;
    for (const auto& entry : fs::recursive_directory_iterator(backups.path()))
      if (entry.is_regular_file() && fs::file_size(entry) > 0) found.push_back(entry);
    return found;
  }

  // As the command does it.
  bool verifies() const {
    try {
      const auto there = BackupDirectory::to_read(backups.path());
      for (const auto& manifest : there.generations()) there.verify(manifest, {});
      return true;
    } catch (const Corruption&) {
      return false;
    }
  }

  bool restores() const {
    for (const std::uint32_t generation : {1U, 2U}) {
      try {
        restore_generation(generation);
        fs::remove_all(restored_directory(generation));
      } catch (const Corruption&) {
        EXPECT_TRUE(fs::is_empty(restored.path()));
        return false;
      }
    }
    return true;
  }
};

std::string bytes_of(const fs::path& file) { return read_all(Descriptor(file, O_RDONLY), file); }

void put_bytes(const fs::path& file, const std::string& bytes) {
  std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
}

void flip(const fs::path& file, std::uint64_t offset) {
  std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
  bytes.seekg(static_cast<std::streamoff>(offset));
  const auto flipped = static_cast<char>(bytes.get() ^ 1);
  bytes.seekp(static_cast<std::streamoff>(offset));
  bytes.put(flipped);
}

TEST_F(DamagedBackup, AFlippedByteInAnyFileIsFound) {
  ASSERT_TRUE(verifies());
  ASSERT_GT(files().size(), 20U);
  for (const auto& file : files()) {
    const auto size = fs::file_size(file);
    for (const auto offset : {std::uint64_t{0}, size / 3, size / 2, size - 1}) {
      flip(file, offset);
      EXPECT_FALSE(verifies()) << file << " offset " << offset;
      flip(file, offset);
    }
  }
  EXPECT_TRUE(verifies());
}

TEST_F(DamagedBackup, AFileThatIsMissingIsFound) {
  for (const auto& file : files()) {
    const fs::path aside = restored.path() / "aside";
    fs::rename(file, aside);
    EXPECT_FALSE(verifies()) << file;
    fs::rename(aside, file);
  }
  EXPECT_TRUE(verifies());
}

TEST_F(DamagedBackup, IsNotRestored) {
  ASSERT_TRUE(restores());
  for (const auto& file : files()) {
    const std::string whole = bytes_of(file);
    flip(file, whole.size() / 2);
    EXPECT_FALSE(restores()) << file;
    for (const std::size_t size : {whole.size() / 2, std::size_t{0}}) {
      put_bytes(file, whole.substr(0, size));
      EXPECT_FALSE(restores()) << file << " cut to " << size;
    }
    put_bytes(file, whole);
  }
  EXPECT_TRUE(restores());
}

// The list of contents is what says which there are.
TEST_F(DamagedBackup, IsNotRestoredWhereItsListsAgreeOnLessThanTheManifestHas) {
  const auto generation = backups.path() / "generations" / "2";
  put_bytes(generation / kContentSums, "");
  std::string sums;
  const TellProgress nobody;
  Stage stage(nobody, "");
  for (FileSums list(generation / kSums); auto sum = list.next();) {
    sum->sha256 = sha256_of(generation / sum->path, stage);
    sums += line_of(*sum);
  }
  put_bytes(generation / kSums, sums);
  EXPECT_FALSE(verifies());
  EXPECT_FALSE(restores());
}

}  // namespace
}  // namespace vesture::eventstore
