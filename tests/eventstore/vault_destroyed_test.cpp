// What is destroyed is nowhere any more; before, the same search finds it.
#include "eventstore/keyring_file.hpp"
#include "tests/eventstore/traces.hpp"
#include "tests/eventstore/vault_files.hpp"
#include "tests/eventstore/vault_fixture.hpp"
#include "tests/eventstore/vault_rows.hpp"

namespace vesture::eventstore {
namespace {

namespace fs = std::filesystem;

constexpr ContentId kDeed{1};
constexpr ContentId kPlan{2};
constexpr ContentId kLater{3};
constexpr std::string_view kMarker = "Zq7VxN4mWk2TjR9sLb5Hd8Gc";

struct DestroyedContent : VaultTest {
  // Closes the vault.
  std::vector<std::string> sealed_marks(const ContentId& content, std::uint32_t chunks) {
    close();
    const std::vector<std::string> all = chunks == 1
                                             ? std::vector{VaultRows(vault_directory).only_chunk(content)}
                                             : chunks_of_file(file_of(vault_directory, content));
    EXPECT_EQ(all.size(), chunks);
    std::vector<std::string> marks;
    for (const std::string& sealed : all)
      for (const std::size_t at : {std::size_t{0}, sealed.size() / 2, sealed.size() - 16})
        marks.push_back(sealed.substr(at, 16));
    return marks;
  }

  std::string wrapped_key(const ContentId& content) {
    const KeyringFile file(ring);
    for (const Slot& slot : file.slots())
      if (slot.owner == content) return slot.wrapped;
    throw std::runtime_error("the content has no key");
  }

  std::uintmax_t bytes_in_vault() const {
    std::uintmax_t bytes = 0;
    for (const auto& entry : fs::recursive_directory_iterator(vault_directory))
      if (entry.is_regular_file()) bytes += entry.file_size();
    return bytes;
  }
};

// Of one chunk, which lies in RocksDB, and of several, which lie in a file.
struct DestroyedContentOf : DestroyedContent, testing::WithParamInterface<std::uint32_t> {
  std::string deed = noise(GetParam() * kChunkBytes - 100, 3) + std::string(kMarker);
};

TEST_P(DestroyedContentOf, LeavesNoTraceRawOrRead) {
  const std::vector<std::string> marker{std::string(kMarker)};
  put(kDeed, deed);
  put(kPlan, "plan");
  vault->keep(kDeed);
  vault->keep(kPlan);

  const auto sealed = sealed_marks(kDeed, GetParam());
  const std::vector<std::string> wrapped{wrapped_key(kDeed)};
  EXPECT_GE(raw_traces(vault_directory, sealed).size(), sealed.size());
  EXPECT_EQ(logical_traces(vault_directory / "rocksdb", sealed).size(), GetParam() == 1 ? sealed.size() : 0);
  EXPECT_EQ(raw_traces(directory.path(), wrapped).size(), 1u);
  EXPECT_EQ(traces(directory.path(), marker), Traces{});

  reopen();
  EXPECT_NE(get(kDeed).find(kMarker), std::string::npos);
  vault->destroy(kDeed);
  EXPECT_EQ(raw_traces(directory.path(), wrapped), Traces{});
  vault->reclaim();

  std::vector<std::string> all = sealed;
  all.push_back(wrapped.front());
  all.push_back(marker.front());
  EXPECT_EQ(raw_traces(directory.path(), all), Traces{});
  close();
  EXPECT_EQ(traces(directory.path(), all), Traces{});
  reopen();
  EXPECT_EQ(get(kPlan), "plan");
  close();
  EXPECT_EQ(traces(directory.path(), all), Traces{});
}

INSTANTIATE_TEST_SUITE_P(Chunks, DestroyedContentOf, testing::Values(1u, 2u, 100u));

TEST_F(DestroyedContent, GivesItsSpaceBackAtOnceWhereItIsLarge) {
  put(kDeed, noise(100 * kChunkBytes));
  put(kPlan, noise(10 * kChunkBytes, 2));
  EXPECT_GT(bytes_in_vault(), 110 * kChunkBytes);
  vault->destroy(kDeed);
  EXPECT_LT(bytes_in_vault(), 11 * kChunkBytes);
  EXPECT_EQ(get(kPlan), noise(10 * kChunkBytes, 2));
}

TEST_F(DestroyedContent, GivesItsSpaceBackWhenReclaimedWhereItIsSmall) {
  for (std::uint8_t number = 10; number < 110; ++number) put(ContentId{number}, noise(kChunkBytes, number));
  put(kPlan, noise(kChunkBytes, 2));
  for (std::uint8_t number = 10; number < 110; ++number) vault->destroy(ContentId{number});
  EXPECT_GT(bytes_in_vault(), 100 * kChunkBytes);
  vault->reclaim();
  EXPECT_LT(bytes_in_vault(), 2 * kChunkBytes);
  EXPECT_EQ(get(kPlan), noise(kChunkBytes, 2));
}

TEST_F(DestroyedContent, MovesNothingThatIsNewerThanItsFiles) {
  put(kDeed, "deed");
  put(kPlan, "plan");
  reopen();
  put(kLater, noise(kChunkBytes, 2));
  const auto later = sealed_marks(kLater, 1);
  const Traces before = raw_traces(vault_directory, later);
  reopen();
  vault->destroy(kDeed);
  vault->reclaim();
  EXPECT_EQ(raw_traces(vault_directory, later), before);
  EXPECT_EQ(get(kPlan), "plan");
}

TEST_P(DestroyedContentOf, IsReclaimedAfterAnEndBetweenItsKeyAndItsRows) {
  put(kDeed, deed);
  vault->keep(kDeed);
  const auto sealed = sealed_marks(kDeed, GetParam());
  reopen();
  keys->destroy(kDeed);
  vault->reclaim();
  EXPECT_EQ(raw_traces(vault_directory, sealed), Traces{});
}

TEST_F(DestroyedContent, GoesAlsoWhereAnUploadBrokeOff) {
  {
    const auto writer = vault->create(kDeed);
    writer->write(noise(200 * kChunkBytes));
    EXPECT_GT(bytes_in_vault(), 100 * kChunkBytes);
  }
  EXPECT_LT(bytes_in_vault(), kChunkBytes);
}

TEST_F(DestroyedContent, HasNoFileThoughItsWriterGoesOn) {
  const auto deed = vault->create(kDeed);
  const auto plan = vault->create(kPlan);
  deed->write(noise(2 * kChunkBytes));
  EXPECT_EQ(owners_of_files(vault_directory), std::vector{kDeed});
  vault->destroy(kDeed);
  vault->destroy(kPlan);
  vault->reclaim();
  EXPECT_THROW(deed->write(noise(2 * kChunkBytes)), ContentGone);
  EXPECT_THROW(plan->write(noise(2 * kChunkBytes)), ContentGone);
  EXPECT_EQ(owners_of_files(vault_directory), std::vector<ContentId>{});
}

TEST_F(DestroyedContent, ACopyOfTheVaultWithoutTheKeyringShowsNothing) {
  const ContentFacts facts = put(kDeed, noise(kChunkBytes) + std::string(kMarker));
  vault->keep(kDeed);
  close();
  const fs::path copy = directory.path() / "copy";
  fs::create_directory(copy);
  fs::copy(vault_directory, copy / "vault", fs::copy_options::recursive);
  const std::string digest(reinterpret_cast<const char*>(facts.sha256.data()), facts.sha256.size());
  EXPECT_EQ(traces(copy, {std::string(kMarker), digest}), Traces{});
  const auto other_keys = Keyring::open(copy / "keyring", copy / "master.key");
  EXPECT_EQ(Vault::open(copy / "vault", *other_keys)->read(kDeed), nullptr);
}

}  // namespace
}  // namespace vesture::eventstore
