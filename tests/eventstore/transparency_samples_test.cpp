// Test vectors and a log that others have published. (Those of `subtree…` are of Merkle tree certificates, which prove
// parts of a tree that begin in its middle: nothing here does.)
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include "eventstore/base64.hpp"
#include "eventstore/bytes.hpp"
#include "eventstore/transparency/checkpoint.hpp"
#include "eventstore/transparency/text_lines.hpp"
#include "eventstore/transparency/tiles.hpp"
#include "tests/api/samples.hpp"

namespace vesture::eventstore {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

fs::path crypto() { return samples() / "crypto"; }

std::vector<fs::path> files_below(const fs::path& directory) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(directory))
    if (entry.is_regular_file()) files.push_back(entry.path());
  return files;
}

// Roots of another length than ours, which stand for any, are hashed.
std::string with_32_bytes(const std::string& bytes) {
  return bytes.size() == sizeof(Digest) ? bytes : std::string(as_text(sha256({bytes})));
}

std::optional<std::string> bytes_at(const json::value& vector, std::string_view key) {
  const json::value* const found = vector.as_object().if_contains(key);
  return found != nullptr && found->is_string() ? base64::decode(found->as_string()) : std::nullopt;
}

std::optional<Digest> hash_at(const json::value& vector, std::string_view key) {
  const auto bytes = bytes_at(vector, key);
  return bytes ? parse_hash(base64::encode(*bytes)) : std::nullopt;
}

std::optional<Digest> any_hash_at(const json::value& vector, std::string_view key) {
  const auto bytes = bytes_at(vector, key);
  return bytes ? parse_hash(base64::encode(with_32_bytes(*bytes))) : std::nullopt;
}

// nullopt where a hash has not 32 bytes, or the list is null: such a proof is refused before it is looked at.
std::optional<Hashes> proof_of(const json::value& vector) {
  const json::value& list = vector.at("proof");
  Hashes hashes;
  if (list.is_null()) return hashes;
  for (const json::value& item : list.as_array()) {
    const auto hash = parse_hash(item.as_string());
    if (!hash) return std::nullopt;
    hashes.push_back(*hash);
  }
  return hashes;
}

bool includes(const json::value& vector) {
  const auto proof = proof_of(vector);
  const auto leaf = hash_at(vector, "leafHash");
  const auto root = hash_at(vector, "root");
  return proof && leaf && root &&
         proves_inclusion(*proof, vector.at("leafIdx").to_number<std::uint64_t>(), *leaf,
                          {vector.at("treeSize").to_number<std::uint64_t>(), *root});
}

bool is_consistent(const json::value& vector) {
  const auto proof = proof_of(vector);
  const auto root1 = any_hash_at(vector, "root1");
  const auto root2 = any_hash_at(vector, "root2");
  return proof && root1 && root2 &&
         proves_consistency(*proof, {vector.at("size1").to_number<std::uint64_t>(), *root1},
                            {vector.at("size2").to_number<std::uint64_t>(), *root2});
}

void expect_as_published(const fs::path& directory, bool (*holds)(const json::value&)) {
  for (const fs::path& file : files_below(directory)) {
    const json::value vector = json::parse(whole_file(file));
    EXPECT_EQ(holds(vector), !vector.at("wantErr").as_bool()) << file;
  }
}

TEST(TransparencySamples, InclusionIsProvedAsPublished) {
  REQUIRE_SAMPLES("crypto");
  expect_as_published(crypto() / "merkle/testdata/inclusion", includes);
}

TEST(TransparencySamples, ConsistencyIsProvedAsPublished) {
  REQUIRE_SAMPLES("crypto");
  expect_as_published(crypto() / "merkle/testdata/consistency", is_consistent);
}

std::string with_root_of_32_bytes(std::string text) {
  std::string_view rest = text;
  take_line(rest);
  take_line(rest);
  const auto begin = text.size() - rest.size();
  const auto line = take_line(rest);
  const auto root = line ? base64::decode(*line) : std::nullopt;
  if (root) text.replace(begin, line->size(), base64::encode(with_32_bytes(*root)));
  return text;
}

TEST(TransparencySamples, CheckpointsAreReadAsPublished) {
  REQUIRE_SAMPLES("crypto");
  const json::value vectors = json::parse(whole_file(crypto() / "checkpoint_parse_vectors.json"));
  for (const json::value& vector : vectors.as_array()) {
    const auto text = with_root_of_32_bytes(std::string(vector.at("text").as_string()));
    const auto parsed = parse_checkpoint(text);
    EXPECT_EQ(parsed.has_value(), !vector.at("wantErr").as_bool()) << vector.at("desc");
    if (parsed) {
      EXPECT_EQ(checkpoint_text(*parsed), text);
    }
  }
}

// Of Tessera's test log, as its repository gives it.
constexpr std::string_view kTesseraKey =
    "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx";

class Tessera : public testing::Test {
 protected:
  static fs::path log() { return crypto() / "tessera/testdata/log"; }
  static NoteVerifier key() { return NoteVerifier::parse(kTesseraKey).value(); }
  static Hashes read_tile(const Tile& tile) {
    return parse_tile(whole_file(log() / path_of(tile)), tile.width).value();
  }
  static Checkpoint checkpoint_at(std::size_t size) {
    const auto opened = open_checkpoint(whole_file(log() / ("checkpoint." + std::to_string(size))), key());
    if (!opened) throw std::runtime_error(opened.error());
    return *opened;
  }

  static constexpr std::size_t kSize = 15;
};

TEST_F(Tessera, EveryCheckpointIsTheRootOfTheTilesThatAreThere) {
  REQUIRE_SAMPLES("crypto");
  for (std::size_t size = 0; size <= kSize; ++size) {
    const Checkpoint checkpoint = checkpoint_at(size);
    EXPECT_EQ(checkpoint.head, (TreeHead{size, root_of(size, hashes_from_tiles(size, read_tile))}));
  }
}

TEST_F(Tessera, EntriesHashToTheLowestTiles) {
  REQUIRE_SAMPLES("crypto");
  for (unsigned width = 1; width <= kSize; ++width) {
    const std::string bundle = whole_file(log() / path_of(EntryBundle{0, width}));
    Hashes hashes;
    const auto leaves = parse_bundle(bundle, width).value();
    for (const auto leaf : leaves) hashes.push_back(leaf_hash(leaf));
    EXPECT_EQ(hashes, read_tile({0, 0, width}));
  }
}

TEST_F(Tessera, EveryCheckpointExtendsEveryEarlierOne) {
  REQUIRE_SAMPLES("crypto");
  const HashSource source = hashes_from_tiles(kSize, read_tile);
  for (std::size_t to = 0; to <= kSize; ++to)
    for (std::size_t from = 0; from <= to; ++from)
      EXPECT_TRUE(proves_consistency(consistency_proof(from, to, source), checkpoint_at(from).head,
                                     checkpoint_at(to).head));
}

}  // namespace
}  // namespace vesture::eventstore
