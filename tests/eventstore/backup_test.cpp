#include <fcntl.h>
#include <sys/stat.h>

#include <atomic>
#include <fstream>
#include <thread>

#include "eventstore/keyring_file.hpp"
#include "tests/eventstore/backup_fixture.hpp"
#include "tests/eventstore/traces.hpp"
#include "tests/eventstore/vault_files.hpp"

namespace vesture::eventstore {
namespace {

namespace fs = std::filesystem;

const std::string kSmall = noise(700, 1);
const std::string kLarge = noise(3 * kChunkBytes, 2);
constexpr ContentId kSmallContent{1};
constexpr ContentId kLargeContent{2};
constexpr ContentId kLaterContent{3};

fs::perms mode_of(const fs::path& path) { return fs::status(path).permissions(); }

TEST_F(BackupTest, GivesLogVaultAndKeyringBack) {
  append("a", "first");
  store(kSmallContent, kSmall);
  store(kLargeContent, kLarge);
  const auto sealed = keys->seal(Id16{9}, "name", "Anna");
  const auto made = back_up();
  EXPECT_EQ(made.position, log->head());
  EXPECT_EQ(made.chain, hex_digits(log->chain_at(log->head())));
  EXPECT_EQ(made.time, "2025-06-15T15:06:40Z");

  const auto again = open_restored(1);
  EXPECT_EQ(all_lines(*again.log), all_lines(*log));
  EXPECT_EQ(again.log->chain_at(made.position), log->chain_at(made.position));
  EXPECT_EQ(again.get(kSmallContent), kSmall);
  EXPECT_TRUE(again.get(kLargeContent) == kLarge);
  EXPECT_EQ(again.keys->open(Id16{9}, "name", as_bytes(sealed)), "Anna");
  EXPECT_TRUE(again.vault->unkept().empty());
}

TEST_F(BackupTest, IsForItsOwnerAlone) {
  append("a");
  back_up();
  restore_generation(1);
  for (const auto& root : {backups.path(), restored_directory(1)}) {
    EXPECT_EQ(mode_of(root), fs::perms::owner_all);
    EXPECT_EQ(mode_of(root / "keyring"), fs::perms::owner_read | fs::perms::owner_write);
  }
}

TEST_F(BackupTest, HasWhatHappenedBeforeItAndNotWhatCameAfter) {
  append("a", "first");
  back_up();
  append("a", "second");
  store(kLaterContent, kLarge);
  back_up();
  const auto first = open_restored(1);
  EXPECT_EQ(texts(*first.log, "a"), std::vector<std::string>{"first"});
  EXPECT_FALSE(fs::exists(file_of(restored_directory(1) / "vault", kLaterContent)));
  const auto second = open_restored(2);
  EXPECT_EQ(texts(*second.log, "a"), (std::vector<std::string>{"first", "second"}));
  EXPECT_TRUE(second.get(kLaterContent) == kLarge);
}

TEST_F(BackupTest, KeepsIdempotencyOutcomes) {
  auto append = append_to("a");
  append.idempotency = key_of("k");
  log->append_and_wait(append);
  back_up();
  const auto again = open_restored(1);
  const auto answered = again.log->answered("caller", "k", key_of("k").request, kNoon);
  ASSERT_TRUE(answered);
  EXPECT_EQ(std::get<Repeated>(*answered).outcome.body, key_of("k").outcome.body);
}

TEST_F(BackupTest, CopiesWhatIsNewAlone) {
  append("a");
  store(kLargeContent, kLarge);
  back_up();
  const auto copy = [&](const ContentId& content) { return file_of(backups.path(), content); };
  const auto inode = [](const fs::path& path) {
    struct stat status {};
    ::stat(path.c_str(), &status);
    return status.st_ino;
  };
  const auto first = inode(copy(kLargeContent));
  store(kLaterContent, kLarge);
  const auto second = back_up();
  EXPECT_EQ(inode(copy(kLargeContent)), first);
  EXPECT_EQ(second.contents, 2U);
  EXPECT_TRUE(fs::exists(copy(kLaterContent)));
  expect_all_verify();
}

// Keys go with destroying; files of contents go from the backup, and the older keyring's bytes with it.
TEST_F(BackupTest, WhatIsDestroyedStaysSoWhereAnOlderGenerationComesBack) {
  store(kSmallContent, kSmall);
  store(kLargeContent, kLarge);
  back_up();
  std::vector<std::string> wrapped;
  for (const auto& slot : KeyringFile::read(ring))
    if (slot.owner == kSmallContent || slot.owner == kLargeContent) wrapped.push_back(slot.wrapped);
  ASSERT_EQ(raw_traces(backups.path(), wrapped).size(), 2U);
  vault->destroy(kSmallContent);
  vault->destroy(kLargeContent);
  back_up();
  EXPECT_EQ(raw_traces(backups.path(), wrapped), Traces{});
  EXPECT_FALSE(fs::exists(file_of(backups.path(), kLargeContent)));
  expect_all_verify();

  auto first = open_restored(1);
  EXPECT_GT(first.log->version(stream_of(kLargeContent)), 0U);
  for (const auto& content : {kSmallContent, kLargeContent}) {
    EXPECT_EQ(first.get(content), "gone");
    EXPECT_EQ(first.keys->state(content), Keyring::KeyState::destroyed);
  }
  first.vault->reclaim();
}

TEST_F(BackupTest, ContentsOfTheVaultThatItsLogDoesNotNameAreSwept) {
  append("a");
  const auto store_between = [&](const BackupProgress& progress) {
    if (progress.stage == "vault" && progress.bytes == 0) {
      store(kLaterContent, kLarge);
      put(kSmallContent, kSmall);
    }
    return true;
  };
  store(kLargeContent, kLarge);
  back_up_telling(store_between);
  const auto again = open_restored(1);
  EXPECT_EQ(again.log->version(stream_of(kLaterContent)), 0U);
  EXPECT_EQ(again.vault->unkept(), (std::vector<ContentId>{kSmallContent, kLaterContent}));
  EXPECT_TRUE(again.get(kLargeContent) == kLarge);
}

TEST_F(BackupTest, WhatItsLogNamesIsInItsVault) {
  append("a");
  back_up_telling([&](const BackupProgress& progress) {
    if (progress.stage == "log" && progress.bytes == 0) store(kLargeContent, kLarge);
    return true;
  });
  const auto again = open_restored(1);
  EXPECT_EQ(again.log->version(stream_of(kLargeContent)), 1U);
  EXPECT_TRUE(again.get(kLargeContent) == kLarge);
}

TEST_F(BackupTest, AContentThatIsBeingWrittenIsLeftOut) {
  append("a");
  const auto writer = vault->create(kLargeContent);
  writer->write(kLarge);
  EXPECT_EQ(back_up().contents, 0U);
  const auto again = open_restored(1);
  EXPECT_EQ(again.vault->unkept(), std::vector<ContentId>{kLargeContent});
  again.vault->destroy(kLargeContent);
}

// Files are in the vault's rows, and then they are not: their keys went before them.
TEST_F(BackupTest, AContentThatIsDestroyedBeforeItsFileIsCopiedIsGone) {
  store(kLargeContent, kLarge);
  back_up_telling([&](const BackupProgress& progress) {
    if (progress.stage == "contents") vault->destroy(kLargeContent);
    return true;
  });
  expect_all_verify();
  EXPECT_EQ(open_restored(1).get(kLargeContent), "gone");
}

TEST_F(BackupTest, AContentThatIsNeitherThereNorDestroyedFailsIt) {
  store(kSmallContent, kSmall);
  store(kLargeContent, kLarge);
  back_up();
  store(kLaterContent, kLarge);
  fs::remove(file_of(vault_directory, kLaterContent));
  EXPECT_THROW(back_up(), Corruption);
  EXPECT_EQ(generations(), std::vector<std::uint32_t>{1});
  vault->destroy(kLaterContent);
  EXPECT_EQ(back_up().contents, 1U);
}

TEST_F(BackupTest, HasTheNumberThatWasPromised) {
  append("a");
  EXPECT_EQ(back_up({.generation = 3}).generation, 3U);
  for (const std::uint32_t no_later : {2U, 3U})
    EXPECT_THROW(back_up({.generation = no_later}), std::runtime_error);
  EXPECT_EQ(generations(), std::vector<std::uint32_t>{3});
  EXPECT_EQ(back_up().generation, 4U);
  expect_all_verify();
}

// RocksDB would delete files that are being copied, were it told to.
TEST_F(BackupTest, SpaceThatIsReclaimedMeanwhileTakesNoFileAway) {
  append("a");
  constexpr std::uint32_t kContents = 200;  // of several files of blobs
  const std::string bytes = noise(200'000);
  for (std::uint32_t i = 0; i < kContents; ++i) store(numbered_content(i), bytes);
  bool reclaimed = false;
  back_up_telling([&](const BackupProgress& progress) {
    if (progress.stage != "vault" || progress.bytes == 0 || reclaimed) return true;
    reclaimed = true;
    for (std::uint32_t i = 1; i < kContents; ++i) vault->destroy(numbered_content(i));
    vault->reclaim();
    return true;
  });
  EXPECT_TRUE(reclaimed);
  const auto again = open_restored(1);
  EXPECT_TRUE(again.get(numbered_content(0)) == bytes);
  EXPECT_EQ(again.get(numbered_content(1)), "gone");
}

TEST_F(BackupTest, HasWhatManyWritersWereToldOfBeforeItBegan) {
  constexpr int kWriters = 64;
  std::atomic<bool> ends = false;
  std::vector<std::jthread> writers;
  for (int i = 0; i < kWriters; ++i)
    writers.emplace_back([&, stream = "w" + std::to_string(i)] {
      while (!ends) append(stream, noise(300));
    });
  std::vector<Manifest> made;
  std::vector<Position> told;
  for (int i = 0; i < 3; ++i) {
    while (!log->wait_beyond(log->head() + kWriters, std::chrono::seconds(60))) continue;
    told.push_back(log->head());
    made.push_back(back_up());
  }
  ends = true;
  writers.clear();
  for (std::size_t i = 0; i < made.size(); ++i) {
    EXPECT_GE(made[i].position, told[i]);
    const auto again = open_restored(made[i].generation);
    EXPECT_EQ(again.log->head(), made[i].position);
    EXPECT_EQ(again.log->read_from(1, [](Commit&&) { return true; }), made[i].position + 1);
    EXPECT_EQ(again.log->chain_at(told[i]), log->chain_at(told[i]));
  }
}

TEST_F(BackupTest, OlderGenerationsGoAndWhatTheNewOnesShareStays) {
  for (int i = 0; i < 4; ++i) {
    append("a", std::to_string(i));
    store(numbered_content(static_cast<std::uint32_t>(i)), kLarge);
    back_up({.keep = 2});
  }
  EXPECT_EQ(generations(), (std::vector<std::uint32_t>{3, 4}));
  expect_all_verify();
  EXPECT_EQ(texts(*open_restored(3).log, "a").size(), 3U);
}

TEST_F(BackupTest, OfAnotherHistoryIsRefused) {
  append("a", "first");
  back_up();
  append("a", "second");
  back_up();
  const auto forked = open_restored(1);
  const auto again = [&](const OpenedData& data) {
    return BackupDirectory::to_make(backups.path(), restored_directory(1))
        .make(source_of(restored_directory(1), *data.log, *data.vault, *data.keys), {.now = kNoon});
  };
  EXPECT_THROW(again(forked), std::runtime_error);
  forked.log->append_and_wait(append_to("a", "third"));
  EXPECT_THROW(again(forked), std::runtime_error);
  EXPECT_EQ(generations(), (std::vector<std::uint32_t>{1, 2}));
}

TEST_F(BackupTest, GoesOnFromWhatWasRestored) {
  append("a", "first");
  back_up();
  const auto again = open_restored(1);
  again.log->append_and_wait(append_to("a", "second"));
  const auto made =
      BackupDirectory::to_make(backups.path(), restored_directory(1))
          .make(source_of(restored_directory(1), *again.log, *again.vault, *again.keys), {.now = kNoon});
  EXPECT_EQ(made.generation, 2U);
  EXPECT_EQ(made.position, 2U);
}

TEST_F(BackupTest, ThatIsBrokenOffAtAnyStageLeavesTheEarlierOnesAndTheNextIsMade) {
  append("a");
  store(kLargeContent, kLarge);
  back_up();
  for (const std::string stage : {"checkpoint", "log", "vault", "contents", "keyring", "verifying"}) {
    append("a", stage);
    const ContentId content = numbered_content(static_cast<std::uint32_t>(log->head()));
    store(content, kLarge);
    EXPECT_THROW(back_up_telling([&](const BackupProgress& progress) { return progress.stage != stage; }),
                 BackupInterrupted);
    EXPECT_EQ(generations(), std::vector<std::uint32_t>{1}) << stage;
    expect_all_verify();
  }
  EXPECT_EQ(back_up().generation, 2U);
  expect_all_verify();
  EXPECT_EQ(texts(*open_restored(2).log, "a").size(), 7U);
}

TEST_F(BackupTest, IsMadeByOneAtATime) {
  append("a");
  back_up();
  const auto reading = BackupDirectory::to_read(backups.path());
  EXPECT_NO_THROW(BackupDirectory::to_read(backups.path()));
  EXPECT_THROW(back_up(), std::runtime_error);
}

TEST_F(BackupTest, OfADirectoryWhoseServerRunsIsRefused) {
  append("a");
  EXPECT_THROW(StoppedData{data()}, std::runtime_error);
}

TEST_F(BackupTest, IsMadeOfADirectoryWhoseServerDoesNotRunWithoutTheMasterKey) {
  append("a", "first");
  store(kLargeContent, kLarge);
  log.reset();
  close();
  const auto hidden = restored.path() / "master.key";
  fs::rename(master, hidden);
  BackupDirectory::to_make(backups.path(), data()).make(StoppedData(data()).source(), {.now = kNoon});
  restore_generation(1);
  const OpenedData again(restored_directory(1), hidden);
  EXPECT_EQ(texts(*again.log, "a"), std::vector<std::string>{"first"});
  EXPECT_TRUE(again.get(kLargeContent) == kLarge);
}

TEST_F(BackupTest, OfNothingIsRefused) {
  const ScratchDirectory nothing;
  EXPECT_THROW(StoppedData{nothing.path()}, std::runtime_error);
  EXPECT_TRUE(fs::is_empty(nothing.path()));
}

TEST_F(BackupTest, TheSignedCheckpointGoesAlongAndNeverTheKeysThatOpenOrSign) {
  append("a");
  for (const auto* const file : {"log/checkpoint", "checkpoint.vkey", "checkpoint.key"})
    std::ofstream(data() / file) << file;
  back_up();
  restore_generation(1);
  for (const auto* const file : {"log/checkpoint", "checkpoint.vkey"})
    EXPECT_EQ(fs::file_size(restored_directory(1) / file), std::string(file).size()) << file;
  EXPECT_FALSE(fs::exists(restored_directory(1) / "checkpoint.key"));
  EXPECT_FALSE(fs::exists(restored_directory(1) / "master.key"));
  const auto key = Descriptor(master, O_RDONLY);
  EXPECT_EQ(raw_traces(backups.path(), {read_all(key, master), "checkpoint.key"}), Traces{});
}

TEST_F(BackupTest, IsRestoredWholeOrNotAtAll) {
  append("a");
  store(kLargeContent, kLarge);
  back_up();
  EXPECT_THROW(restore_generation(1, [](const BackupProgress& progress) { return progress.bytes == 0; }),
               BackupInterrupted);
  EXPECT_FALSE(fs::exists(restored_directory(1)));
  fs::create_directory(restored_directory(1));
  restore_generation(1);
  EXPECT_THROW(restore_generation(1), std::runtime_error);
}

}  // namespace
}  // namespace vesture::eventstore
