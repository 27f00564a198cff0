// Where backups are put, and where they are restored to.
#include <fcntl.h>

#include <fstream>

#include "eventstore/directories.hpp"
#include "eventstore/keyring_file.hpp"
#include "tests/eventstore/backup_fixture.hpp"

namespace vesture::eventstore {
namespace {

namespace fs = std::filesystem;

const std::string kLarge = noise(3 * kChunkBytes, 2);
constexpr ContentId kLargeContent{2};
constexpr fs::perms kForAllToRead = fs::perms::owner_all | fs::perms::group_read | fs::perms::group_exec |
                                    fs::perms::others_read | fs::perms::others_exec;

fs::perms mode_of(const fs::path& path) { return fs::status(path).permissions(); }

using BackupDirectories = BackupTest;

TEST_F(BackupDirectories, MayBeNamedFromWhereOneStands) {
  append("a", "first");
  store(kLargeContent, kLarge);
  const auto from_here = [](const fs::path& path) { return fs::relative(path); };
  BackupDirectory::to_make(from_here(backups.path()) / "", from_here(data()))
      .make(source_of(from_here(data()), *log, *vault, *keys), {.now = kNoon});
  const auto there = BackupDirectory::to_read(from_here(backups.path()));
  there.verify(there.generation(1), {});
  restore(there, there.generation(1), from_here(restored.path()) / "1", stream_of, {});
  const OpenedData again(restored_directory(1), master);
  EXPECT_EQ(texts(*again.log, "a"), std::vector<std::string>{"first"});
  EXPECT_TRUE(again.get(kLargeContent) == kLarge);
}

TEST_F(BackupDirectories, AreMadeForTheirOwnerAloneAndOthersStayAsTheyAre) {
  append("a");
  fs::permissions(backups.path(), kForAllToRead);
  const auto made = backups.path() / "made" / "for-it";
  BackupDirectory::to_make(made, data()).make(source(), {.now = kNoon});
  EXPECT_EQ(mode_of(backups.path()), kForAllToRead);
  EXPECT_EQ(mode_of(made), fs::perms::owner_all);
  EXPECT_EQ(mode_of(made.parent_path()), fs::perms::owner_all);

  fs::remove_all(backups.path() / "made");
  back_up();
  EXPECT_EQ(mode_of(backups.path()), kForAllToRead);
  for (const auto* const part : {"log", "vault", "files", "generations"})
    EXPECT_EQ(mode_of(backups.path() / part), fs::perms::owner_all) << part;
}

TEST_F(BackupDirectories, ThatHoldWhatIsNoBackupAreRefused) {
  std::ofstream(backups.path() / "letter") << "dear";
  fs::permissions(backups.path(), kForAllToRead);
  EXPECT_THROW(back_up(), std::runtime_error);
  EXPECT_EQ(mode_of(backups.path()), kForAllToRead);
  EXPECT_EQ(std::distance(fs::directory_iterator(backups.path()), {}), 1);
}

TEST_F(BackupDirectories, AndDataThatLieInEachOtherAreRefused) {
  append("a");
  fs::create_directory_symlink(data(), backups.path() / "link");
  for (const auto& [to, of] : {std::pair{data(), data()},
                               {data() / "", data()},
                               {data() / "backups", data()},
                               {data() / "log" / ".." / "backups", data()},
                               {data().parent_path(), data()},
                               {backups.path() / "link" / "backups", data()},
                               {data() / "backups", backups.path() / "link"}})
    EXPECT_THROW(BackupDirectory::to_make(to, of), std::invalid_argument) << to << " " << of;
  EXPECT_FALSE(fs::exists(data() / "backups"));
  EXPECT_NO_THROW(BackupDirectory::to_make(data().string() + "-backups", data()));
  fs::remove_all(data().string() + "-backups");
}

TEST_F(BackupDirectories, AreNotRestoredInto) {
  append("a");
  back_up();
  const auto there = BackupDirectory::to_read(backups.path());
  EXPECT_THROW(restore(there, there.generation(1), backups.path() / "data", stream_of, {}),
               std::invalid_argument);
  EXPECT_FALSE(fs::exists(backups.path() / "data"));
}

// What a restore makes until it is whole.
struct UnfinishedRestore : BackupTest {
  UnfinishedRestore() {
    append("a");
    store(kLargeContent, kLarge);
    back_up();
  }
  const fs::path unfinished = restored_directory(1).string() + ".unfinished";
};

TEST_F(UnfinishedRestore, IsClearedAwayWhereItFailsAtTheEnd) {
  const auto taken = [&](const BackupProgress&) {
    fs::create_directories(restored_directory(1) / "taken");
    return true;
  };
  EXPECT_THROW(restore_generation(1, taken), std::runtime_error);
  EXPECT_FALSE(fs::exists(unfinished));
  EXPECT_TRUE(fs::is_empty(restored_directory(1) / "taken"));
}

TEST_F(UnfinishedRestore, ThatWasKilledIsClearedAwayByTheNextAndItsKeysAreOverwritten) {
  const auto killed = restored.path() / "killed";
  EXPECT_THROW(restore_generation(1,
                                  [&](const BackupProgress& progress) {
                                    if (progress.bytes == 0) return true;
                                    fs::copy(unfinished, killed, fs::copy_options::recursive);
                                    return false;
                                  }),
               BackupInterrupted);
  fs::rename(killed, unfinished);
  const auto held = restored.path() / "held";
  fs::copy_file(ring, unfinished / "keyring");
  fs::create_hard_link(unfinished / "keyring", held);

  restore_generation(1);
  const auto bytes = read_all(Descriptor(held, O_RDONLY), held);
  EXPECT_EQ(bytes, std::string(bytes.size(), '\0'));
  EXPECT_FALSE(bytes.empty());
  EXPECT_FALSE(fs::exists(unfinished));
  std::vector<std::string> parts;
  for (const auto& part : fs::directory_iterator(restored_directory(1)))
    parts.push_back(part.path().filename());
  std::ranges::sort(parts);
  EXPECT_EQ(parts, (std::vector<std::string>{"keyring", "log", "vault"}));
}

TEST_F(UnfinishedRestore, IsNotTakenForWhatSomebodyElsePutThere) {
  fs::create_directory(unfinished);
  std::ofstream(unfinished / "letter") << "dear";
  EXPECT_THROW(restore_generation(1), std::runtime_error);
  EXPECT_TRUE(fs::exists(unfinished / "letter"));
  EXPECT_FALSE(fs::exists(restored_directory(1)));
}

}  // namespace
}  // namespace vesture::eventstore
