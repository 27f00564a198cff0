// A byte that flipped anywhere in a backup, and a file that went.
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
};

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
  for (const auto& file : files()) {
    if (file.parent_path().filename() != "shared_checksum" &&
        file.string().find("/files/") == std::string::npos)
      continue;
    flip(file, fs::file_size(file) / 2);
    EXPECT_THROW(restore_generation(2), Corruption) << file;
    EXPECT_FALSE(fs::exists(restored_directory(2)));
    flip(file, fs::file_size(file) / 2);
  }
  EXPECT_NO_THROW(restore_generation(2));
}

}  // namespace
}  // namespace vesture::eventstore
