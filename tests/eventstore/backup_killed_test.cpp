// Backups whose process is killed in the middle, or whose disk is full.
#include <random>
#include <sstream>

#include "tests/eventstore/backup_fixture.hpp"
#include "tests/eventstore/killed_program.hpp"

namespace vesture::eventstore {
namespace {

constexpr int kKills = 12;

struct KilledBackup : BackupTest {
  KilledBackup() {
    log.reset();
    close();
  }

  void reopen_all() {
    reopen();
    log = Log::open(data() / "log");
  }
  void close_all() {
    log.reset();
    close();
  }
};

TEST_F(KilledBackup, LeavesTheEarlierGenerationsAndTheNextOneIsMade) {
  std::mt19937 random(20'261'122);
  std::map<std::uint32_t, std::string> said;  // generation, chain
  for (int kill = 0; kill < kKills; ++kill) {
    KilledProgram program("kill_backup", {data(), backups.path(), std::to_string(kill * 1'000)});
    std::istringstream lines(program.kill_after(std::uniform_int_distribution<std::size_t>(1, 500)(random)));
    for (std::string what, which, chain; lines >> what >> which;)
      if (what == "made" && lines >> chain) said[static_cast<std::uint32_t>(std::stoul(which))] = chain;
    expect_all_verify();
    std::map<std::uint32_t, std::string> there;
    for (const auto& manifest : BackupDirectory::to_read(backups.path()).generations())
      there[manifest.generation] = manifest.chain;
    // One more may have been made without a word.
    for (const auto& [generation, chain] : said) EXPECT_EQ(there[generation], chain);
    EXPECT_LE(there.size(), said.size() + static_cast<std::size_t>(kill) + 1);
  }
  ASSERT_GT(said.size(), 3U);
  reopen_all();
  const auto made = back_up();
  EXPECT_EQ(all_lines(*open_restored(made.generation).log), all_lines(*log));
  close_all();
}

struct FullBackupDisk : KilledBackup, testing::WithParamInterface<std::string> {};
INSTANTIATE_TEST_SUITE_P(FullBackupDisk, FullBackupDisk, testing::Values("log", "vault", "contents"));

TEST_P(FullBackupDisk, FailsTheBackupAndLeavesTheEarlierGenerations) {
  constexpr std::size_t kMoreThanFits = 2'000'000;
  reopen_all();
  append("a", "first");
  store(ContentId{1}, "kept");
  back_up();
  if (GetParam() == "log") append("a", noise(kMoreThanFits));
  if (GetParam() == "contents") store(ContentId{2}, noise(kMoreThanFits));
  if (GetParam() == "vault")
    for (std::uint32_t i = 10; i < 20; ++i) store(numbered_content(i), noise(200'000, i));
  close_all();

  EXPECT_EQ(KilledProgram("limited_backup", {data(), backups.path()}).exit_status(), 0);
  EXPECT_EQ(generations(), (std::vector<std::uint32_t>{1, 2}));
  expect_all_verify();
  EXPECT_EQ(open_restored(1).get(ContentId{1}), "kept");
}

}  // namespace
}  // namespace vesture::eventstore
