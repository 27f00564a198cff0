// Whatever pieces go in, whatever range comes out is the plain bytes; a chunk that is not the one that was sealed for its
// place is refused.
#include <fmt/ranges.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <fstream>
#include <map>

#include "eventstore/corruption.hpp"
#include "tests/eventstore/vault_files.hpp"
#include "tests/eventstore/vault_fixture.hpp"
#include "tests/eventstore/vault_rows.hpp"

namespace vesture::eventstore {
namespace {

namespace fs = std::filesystem;

constexpr ContentId kDeed{1};
constexpr ContentId kPlan{2};
constexpr ContentId kNote{3};
constexpr ContentId kReply{4};
constexpr std::uint32_t kChunks = 4;

std::string deed() { return noise((kChunks - 1) * kChunkBytes + 1000, 1); }
// Of the same sizes, so that its chunks would fit.
std::string plan() { return noise((kChunks - 1) * kChunkBytes + 1000, 2); }

// Around the bounds of chunks more often than anywhere else.
std::size_t any_size(std::size_t most) {
  const auto chunks = *rc::gen::inRange<std::size_t>(0, most / kChunkBytes + 1);
  const auto beside = *rc::gen::element<std::size_t>(0, 1, kChunkBytes / 2, kChunkBytes - 1);
  return std::min(most, chunks * kChunkBytes + beside);
}

RC_GTEST_FIXTURE_PROP(VaultTest, AnyRangeOfAnyPiecesIsThePlainBytes, ()) {
  const std::string bytes = noise(any_size(3 * kChunkBytes), *rc::gen::arbitrary<std::uint64_t>());
  const auto writer = vault->create(kDeed);
  for (std::string_view rest = bytes; !rest.empty();) {
    const auto piece = rest.substr(0, 1 + any_size(2 * kChunkBytes));
    writer->write(piece);
    rest.remove_prefix(piece.size());
  }
  RC_ASSERT(writer->finish().size == bytes.size());

  const auto reader = vault->read(kDeed);
  for (int range = 0; range < 5; ++range) {
    const std::size_t from = any_size(bytes.size());
    reader->seek(from);
    const std::string first = reader->read();
    RC_ASSERT(first == bytes.substr(from, first.size()));
    RC_ASSERT(first.empty() == (from == bytes.size()));
    RC_ASSERT(rest_of(*reader) == bytes.substr(from + first.size()));
  }
}

void flip(const fs::path& path, std::uintmax_t at) {
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekg(static_cast<std::streamoff>(at));
  const int byte = file.get();
  file.seekp(static_cast<std::streamoff>(at));
  file.put(static_cast<char>(byte ^ 0x10));
}

struct TamperedVault : VaultTest {
  void SetUp() override {
    put(kDeed, deed());
    put(kPlan, plan());
  }

  void tamper(const auto& change) {
    close();
    {
      VaultRows rows(vault_directory);
      change(rows);
    }
    reopen();
  }

  void tamper_with_chunks(const ContentId& content, const auto& change) const {
    const fs::path file = file_of(vault_directory, content);
    auto chunks = chunks_of_file(file);
    ASSERT_EQ(chunks.size(), kChunks);
    change(chunks);
    put_chunks_of_file(file, chunks);
  }

  // Reading from its start, or only its end.
  void expect_refused(const ContentId& content, std::uint32_t chunk) const {
    EXPECT_THROW(get(content), Corruption);
    const auto reader = vault->read(content);
    reader->seek(chunk * kChunkBytes);
    EXPECT_THROW(reader->read(), Corruption);
  }
};

TEST_F(TamperedVault, TwoChunksThatAreSwappedAreRefused) {
  const auto whole = chunks_of_file(file_of(vault_directory, kDeed));
  for (std::uint32_t other = 1; other < kChunks; ++other) {
    const auto swap = [&](auto& chunks) { std::swap(chunks[0], chunks[other]); };
    tamper_with_chunks(kDeed, swap);
    expect_refused(kDeed, 0);
    expect_refused(kDeed, other);
    put_chunks_of_file(file_of(vault_directory, kDeed), whole);
    EXPECT_EQ(get(kDeed), deed());
  }
}

TEST_F(TamperedVault, AChunkThatIsRepeatedIsRefused) {
  tamper_with_chunks(kDeed, [](auto& chunks) { chunks[2] = chunks[1]; });
  expect_refused(kDeed, 2);
}

TEST_F(TamperedVault, AChunkOfAnotherContentIsRefused) {
  const auto others = chunks_of_file(file_of(vault_directory, kPlan));
  tamper_with_chunks(kDeed, [&](auto& chunks) { chunks = others; });
  for (std::uint32_t number = 0; number < kChunks; ++number) expect_refused(kDeed, number);
  EXPECT_EQ(get(kPlan), plan());
}

TEST_F(TamperedVault, TheOnlyChunkOfAnotherContentIsRefused) {
  put(kNote, "note");
  put(kReply, "sent");
  tamper([](VaultRows& rows) { rows.put_only_chunk(kNote, rows.only_chunk(kReply)); });
  expect_refused(kNote, 0);
  EXPECT_EQ(get(kReply), "sent");
}

TEST_F(TamperedVault, AContentThatIsCutOffIsRefused) {
  tamper_with_chunks(kDeed, [](auto& chunks) { chunks.pop_back(); });
  expect_refused(kDeed, kChunks - 1);
  tamper_with_chunks(kPlan, [](auto& chunks) { chunks.erase(chunks.begin() + 1); });
  expect_refused(kPlan, 1);
}

TEST_F(TamperedVault, AContentThatIsLongerThanItWasIsRefused) {
  tamper_with_chunks(kDeed, [](auto& chunks) { chunks.back() += '\0'; });
  expect_refused(kDeed, kChunks - 1);
}

TEST_F(TamperedVault, AContentWhoseChunksAreGoneIsRefused) {
  put(kNote, "note");
  fs::remove(file_of(vault_directory, kDeed));
  tamper([](VaultRows& rows) { rows.drop_only_chunk(kNote); });
  expect_refused(kDeed, 0);
  expect_refused(kNote, 0);
}

TEST_F(TamperedVault, AnotherContentsFactsAreRefused) {
  tamper([](VaultRows& rows) { rows.put_row(kDeed, rows.row(kPlan)); });
  EXPECT_THROW(vault->read(kDeed), Corruption);
}

TEST_F(TamperedVault, FactsThatAreCutOffAreRefused) {
  tamper([](VaultRows& rows) { rows.put_row(kDeed, content_row({ContentState::kept, {}})); });
  EXPECT_THROW(vault->read(kDeed), Corruption);
}

// A chunk that is the last of the facts' size and was not sealed as the last.
TEST(ContentKeys, AChunkThatIsNotTheLastDoesNotOpenAsTheLast) {
  const ContentKeys keys(Secret::random());
  for (const bool is_last : {false, true}) {
    const std::string sealed = keys.seal(ChunkPlace{kDeed, 0, is_last}, "text");
    EXPECT_EQ(keys.open(ChunkPlace{kDeed, 0, is_last}, sealed), "text");
    EXPECT_THROW(keys.open(ChunkPlace{kDeed, 0, !is_last}, sealed), Corruption);
  }
}

TEST(ContentKeys, TheLayoutOfAChunkIsThatOfTheFirstRelease) {
  const ContentKeys keys(Secret(std::string(32, 'k')));
  const Digest digest = sha256({keys.seal(ChunkPlace{kDeed, 5, true}, "text")});
  EXPECT_EQ(fmt::format("{:02x}", fmt::join(digest, "")),
            "af6d4e90dc972c119780f7d12be16de12fd99164da5638c68b1c7ad3022a22ae");
}

RC_GTEST_PROP(ContentKeys, AFlippedOrShortenedChunkDoesNotOpen, ()) {
  static const ContentKeys keys(Secret::random());
  const ChunkPlace place{kDeed, 7, *rc::gen::arbitrary<bool>()};
  const std::string text = noise(*rc::gen::inRange<std::size_t>(0, 1000));
  const std::string sealed = keys.seal(place, text);
  const auto at = *rc::gen::inRange<std::size_t>(0, sealed.size());
  std::string flipped = sealed;
  flipped[at] = static_cast<char>(flipped[at] ^ (1 << *rc::gen::inRange(0, 8)));
  RC_ASSERT_THROWS_AS(keys.open(place, flipped), Corruption);
  RC_ASSERT_THROWS_AS(keys.open(place, sealed.substr(0, at)), Corruption);
  RC_ASSERT(keys.open(place, sealed) == text);
}

// Neither RocksDB nor the file system checks what is read of the chunks: whatever is flipped in a file of the vault, the
// bytes come whole or not at all.
TEST_F(VaultTest, AFlipAnywhereInItsFilesGivesNoWrongBytes) {
  put(kDeed, deed());
  put(kNote, noise(kChunkBytes, 3));
  reopen();
  close();
  std::map<std::string, int> refused;
  for (const auto& entry : fs::recursive_directory_iterator(vault_directory)) {
    const std::string kind = entry.path().parent_path().parent_path().filename() == "files"
                                 ? ".file"
                                 : entry.path().extension().string();
    if (kind != ".sst" && kind != ".blob" && kind != ".file") continue;
    const auto size = entry.file_size();
    for (std::uintmax_t at = 0; at < size; at += std::max<std::uintmax_t>(size / 40, 1)) {
      flip(entry.path(), at);
      try {
        reopen();
        EXPECT_EQ(get(kDeed), deed()) << entry.path() << " at " << at;
        EXPECT_EQ(get(kNote), noise(kChunkBytes, 3)) << entry.path() << " at " << at;
      } catch (const std::runtime_error&) {
        ++refused[kind];
      }
      close();
      flip(entry.path(), at);
    }
  }
  for (const std::string kind : {".sst", ".blob", ".file"}) EXPECT_GT(refused[kind], 20) << kind;
  reopen();
  EXPECT_EQ(get(kDeed), deed());
  EXPECT_EQ(get(kNote), noise(kChunkBytes, 3));
}

}  // namespace
}  // namespace vesture::eventstore
