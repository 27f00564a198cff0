// A disk that runs full or loses power under the vault.
#include <rocksdb/env.h>

#include "tests/eventstore/faulty_file_system.hpp"
#include "tests/eventstore/killed_program.hpp"
#include "tests/eventstore/vault_fixture.hpp"

namespace vesture::eventstore {
namespace {

constexpr ContentId kBefore{1};
constexpr ContentId kDuring{2};
constexpr ContentId kAfter{3};
constexpr std::uint64_t kRoom = 1 << 30;

struct FaultyVault : OpenVault {
  explicit FaultyVault(std::shared_ptr<FaultyFileSystem> files, std::unique_ptr<rocksdb::Env> env)
      : OpenVault(env.get()), disk(std::move(files)), env_over_disk(std::move(env)) {}
  ~FaultyVault() { close(); }

  std::shared_ptr<FaultyFileSystem> disk;
  std::unique_ptr<rocksdb::Env> env_over_disk;
};

std::unique_ptr<FaultyVault> vault_on_faulty_disk(std::uint32_t seed) {
  auto files = std::make_shared<FaultyFileSystem>(seed);
  auto env = rocksdb::NewCompositeEnv(files);
  return std::make_unique<FaultyVault>(std::move(files), std::move(env));
}

std::string read_back(const OpenVault& open, const ContentId& content) {
  const auto reader = open.vault->read(content);
  return reader ? rest_of(*reader) : "no such content";
}

struct FullDisk {
  std::uint64_t bytes_left;
  std::size_t size;
};

struct VaultOnFullDisk : testing::TestWithParam<FullDisk> {};

TEST_P(VaultOnFullDisk, StopsWritingUntilItIsOpenedAgainAndReadsOn) {
  const auto open = vault_on_faulty_disk(1);
  open->put(kBefore, noise(2 * kChunkBytes));
  open->disk->run_full_after(GetParam().bytes_left);
  EXPECT_THROW(open->put(kDuring, noise(GetParam().size)), std::runtime_error);
  EXPECT_EQ(read_back(*open, kBefore), noise(2 * kChunkBytes));
  EXPECT_EQ(open->vault->read(kDuring), nullptr);
  EXPECT_EQ(open->keys->state(kDuring), Keyring::KeyState::none);

  open->disk->run_full_after(kRoom);
  EXPECT_THROW(open->put(kAfter, "more"), std::runtime_error);
  open->reopen();
  open->put(kAfter, noise(2 * kChunkBytes, 3));
  for (int opening = 0; opening < 2; ++opening) {
    EXPECT_EQ(read_back(*open, kBefore), noise(2 * kChunkBytes));
    EXPECT_EQ(read_back(*open, kAfter), noise(2 * kChunkBytes, 3));
    EXPECT_EQ(open->vault->read(kDuring), nullptr);
    open->reopen();
  }
  for (const ContentId& content : open->vault->unkept()) open->vault->destroy(content);
  open->vault->reclaim();
  EXPECT_EQ(open->vault->unkept(), std::vector<ContentId>{});
}

INSTANTIATE_TEST_SUITE_P(WithSoManyBytesLeft, VaultOnFullDisk,
                         testing::Values(FullDisk{0, 100}, FullDisk{0, 3 * kChunkBytes}, FullDisk{60, 100},
                                         FullDisk{kChunkBytes, 3 * kChunkBytes},
                                         FullDisk{1'000, 3 * kChunkBytes},
                                         FullDisk{20'000'000, 300 * kChunkBytes}));

TEST(VaultOnFullDisk, StillDestroysTheKeyWhereTheRowsCannotBeDropped) {
  const auto open = vault_on_faulty_disk(1);
  open->put(kBefore, noise(2 * kChunkBytes));
  open->vault->keep(kBefore);
  open->disk->run_full_after(0);
  EXPECT_THROW(open->vault->destroy(kBefore), std::runtime_error);
  EXPECT_EQ(open->vault->read(kBefore), nullptr);
  open->disk->run_full_after(kRoom);
  open->reopen();
  EXPECT_EQ(open->vault->read(kBefore), nullptr);
  EXPECT_TRUE(open->vault->destroy(kBefore));
  EXPECT_FALSE(open->vault->destroy(kBefore));
}

struct VaultLosesPower : testing::TestWithParam<std::uint32_t> {};

TEST_P(VaultLosesPower, AndHasWhatWasFinishedAndNamesTheRest) {
  const auto open = vault_on_faulty_disk(GetParam());
  std::vector<std::pair<ContentId, std::string>> finished;
  open->disk->lose_power_after(GetParam());
  try {
    for (std::uint8_t number = 1; number < 20; ++number) {
      const ContentId content{number};
      const std::string bytes = noise(number % 3 == 0 ? 2 * kChunkBytes : 500u, number);
      open->put(content, bytes);
      finished.emplace_back(content, bytes);
    }
    ADD_FAILURE() << "the power was not lost";
  } catch (const std::runtime_error&) {
  }
  open->close();
  open->disk->drop_what_was_not_synced();
  open->options.env = nullptr;
  open->reopen();
  for (const auto& [content, bytes] : finished) EXPECT_EQ(read_back(*open, content), bytes);
  EXPECT_GE(open->vault->unkept().size(), finished.size());
  EXPECT_LE(open->vault->unkept().size(), finished.size() + 1);
  open->put(ContentId{99}, "more");
}

INSTANTIATE_TEST_SUITE_P(AtEveryThirdOfTheFirstOperations, VaultLosesPower, testing::Range(1u, 60u, 3));

TEST_F(VaultTest, FilesThatMayNotGrowFailTheWriteAndNothingElse) {
  put(ContentId{1}, noise(2 * kChunkBytes, 1));
  close();
  EXPECT_EQ(KilledProgram("limited_vault", {directory.path()}).exit_status(), 0);
  reopen();
  EXPECT_EQ(get(ContentId{1}), noise(2 * kChunkBytes, 1));
  EXPECT_EQ(vault->read(ContentId{2}), nullptr);
  EXPECT_EQ(get(ContentId{3}), "more");
}

}  // namespace
}  // namespace vesture::eventstore
