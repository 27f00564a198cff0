#include "eventstore/transparency/tiles.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "eventstore/transparency/tlog_proof.hpp"
#include "tests/eventstore/trees.hpp"

namespace vesture::eventstore {
namespace {

TEST(TilePath, IsWrittenAsTheSpecificationHasIt) {
  EXPECT_EQ(path_of(Tile{0, 0}), "tile/0/000");
  EXPECT_EQ(path_of(Tile{3, 1'234'067}), "tile/3/x001/x234/067");
  EXPECT_EQ(path_of(Tile{0, 1'000, 8}), "tile/0/x001/000.p/8");
  EXPECT_EQ(path_of(EntryBundle{273, 112}), "tile/entries/273.p/112");
}

RC_GTEST_PROP(TilePath, IsReadBack, ()) {
  const auto index = *rc::gen::arbitrary<std::uint64_t>() >> *rc::gen::inRange(0, 64);
  const auto width = *rc::gen::inRange(1u, kTileWidth + 1);
  const Tile tile{*rc::gen::inRange(0u, kTileLevels), index, width};
  const EntryBundle bundle{index, width};
  RC_ASSERT(std::get<Tile>(parse_tile_path(path_of(tile)).value()) == tile);
  RC_ASSERT(std::get<EntryBundle>(parse_tile_path(path_of(bundle)).value()) == bundle);
}

TEST(TilePath, IsRefusedWhereItIsNotExact) {
  for (const auto* path : {"",
                           "tile/",
                           "tile/0",
                           "tile/0/",
                           "tile/0/0",
                           "tile/0/00",
                           "tile/0/0000",
                           "tile/0/x000/000",
                           "tile/0/x001",
                           "tile/0/001/000",
                           "tile/00/000",
                           "tile/8/000",
                           "tile/-1/000",
                           "tile/0/000.p/0",
                           "tile/0/000.p/256",
                           "tile/0/000.p/07",
                           "tile/0/000.p/",
                           "tile/0/000.p",
                           "tile/0/000/",
                           "/tile/0/000",
                           "tile/entries/0",
                           "tile/0/x999/x999/x999/x999/x999/x999/x999/999",
                           "tile/0/x018/x446/x744/x073/x709/x551/616"})
    EXPECT_FALSE(parse_tile_path(path)) << path;
}

TEST(TileWidth, CountsWhatTheTreeHas) {
  EXPECT_EQ(tile_width(0, 0, 0), 0u);
  EXPECT_EQ(tile_width(0, 0, 255), 255u);
  EXPECT_EQ(tile_width(0, 0, 256), 256u);
  EXPECT_EQ(tile_width(0, 1, 256), 0u);
  EXPECT_EQ(tile_width(0, 273, 70'000), 112u);
  EXPECT_EQ(tile_width(1, 1, 70'000), 17u);
  EXPECT_EQ(tile_width(2, 0, 70'000), 1u);
  EXPECT_EQ(tile_width(3, 0, 70'000), 0u);
}

// What a tile of the tree over the leaves holds, by the definition.
Hashes naive_tile(std::span<const Digest> leaves, const Tile& tile) {
  Hashes hashes;
  const std::size_t under = std::size_t{1} << (tile.level * kTileHeight);
  for (std::size_t i = 0; i < tile.width; ++i)
    hashes.push_back(naive_root(leaves.subspan((tile.index * kTileWidth + i) * under, under)));
  return hashes;
}

RC_GTEST_PROP(Tiles, GiveEveryRootAndProof, ()) {
  static const Hashes leaves = numbered_leaves(kTileWidth * kTileWidth + 700);
  const auto size =
      *rc::gen::oneOf(rc::gen::inRange<std::size_t>(1, 1'000),
                      rc::gen::inRange<std::size_t>(kTileWidth * kTileWidth - 2, leaves.size()));
  const auto tree = std::span(leaves).first(size);
  const HashSource source = hashes_from_tiles(size, [&](const Tile& tile) {
    RC_ASSERT(tile.width == tile_width(tile.level, tile.index, size));
    return naive_tile(tree, tile);
  });
  const TreeHead head = head_of(leaves, size);
  RC_ASSERT(root_of(size, source) == head.root);
  const auto index = *rc::gen::inRange<std::size_t>(0, size);
  RC_ASSERT(proves_inclusion(inclusion_proof(index, size, source), index, leaves[index], head));
  RC_ASSERT(proves_consistency(consistency_proof(index, size, source), head_of(leaves, index), head));
}

TEST(Tiles, AWholeTileIsANodeOfTheLevelAbove) {
  const Hashes leaves = numbered_leaves(kTileWidth);
  EXPECT_EQ(hash_of_tile(leaves), naive_root(leaves));
}

TEST(Tiles, OneOfAnotherLengthIsRefused) {
  const Hashes hashes = numbered_leaves(3);
  const std::string bytes = tile_bytes(hashes);
  EXPECT_EQ(parse_tile(bytes, 3), hashes);
  EXPECT_FALSE(parse_tile(bytes, 2));
  EXPECT_FALSE(parse_tile(bytes.substr(1), 3));
  const HashSource narrow = hashes_from_tiles(3, [](const Tile&) { return numbered_leaves(2); });
  EXPECT_THROW(root_of(3, narrow), std::runtime_error);
}

TEST(EntryBundles, GiveTheLeavesBack) {
  std::string bundle;
  for (const auto* leaf : {"one", "", "three"}) append_entry(bundle, leaf);
  EXPECT_EQ(parse_bundle(bundle, 3), (std::vector<std::string_view>{"one", "", "three"}));
  EXPECT_FALSE(parse_bundle(bundle, 2));
  EXPECT_FALSE(parse_bundle(bundle, 4));
  EXPECT_FALSE(parse_bundle(std::string_view(bundle).substr(0, bundle.size() - 1), 3));
  EXPECT_THROW(append_entry(bundle, std::string(kMostLeafBytes + 1, 'x')), std::invalid_argument);
}

class Proof : public testing::Test {
 protected:
  const NoteSigner signer_ = NoteSigner::generate("example.lv/log");
  const Hashes leaves_ = numbered_leaves(7);
  const TlogProof proof_{"disclosed", 4, inclusion_proof(4, 7, source_over(leaves_)),
                         signer_.sign(checkpoint_text({"example.lv/log", head_of(leaves_, 7), ""}))};
};

TEST_F(Proof, ReadsBackAsItWasWritten) {
  EXPECT_EQ(parse_proof(proof_text(proof_)), proof_);
  TlogProof bare = proof_;
  bare.extra = std::nullopt;
  EXPECT_EQ(parse_proof(proof_text(bare)), bare);
}

TEST_F(Proof, HoldsForItsLeafAlone) {
  const auto checkpoint = check_proof(proof_, leaves_[4], signer_.verifier());
  ASSERT_TRUE(checkpoint) << checkpoint.error();
  EXPECT_EQ(checkpoint->head, head_of(leaves_, 7));
  EXPECT_FALSE(check_proof(proof_, leaves_[3], signer_.verifier()));
  EXPECT_FALSE(check_proof(proof_, leaves_[4], NoteSigner::generate("example.lv/log").verifier()));
}

RC_GTEST_FIXTURE_PROP(Proof, DoesNotHoldWithAFlippedBit, ()) {
  std::string text = proof_text(proof_);
  const auto extra_ends = text.find("index ");
  const auto at = *rc::gen::inRange(extra_ends, text.size());
  text[at] = static_cast<char>(text[at] ^ (1 << *rc::gen::inRange(0, 8)));
  const auto proof = parse_proof(text);
  RC_ASSERT(!proof || !check_proof(*proof, leaves_[4], signer_.verifier()));
}

TEST_F(Proof, WhatIsNoProofIsRefused) {
  const std::string text = proof_text(proof_);
  EXPECT_FALSE(parse_proof(""));
  EXPECT_FALSE(parse_proof("c2sp.org/tlog-proof@v2\n" + text.substr(text.find('\n') + 1)));
  EXPECT_FALSE(parse_proof("c2sp.org/tlog-proof@v1\nindex 01\n\n"));
  EXPECT_FALSE(parse_proof("c2sp.org/tlog-proof@v1\nextra !\nindex 1\n\n"));
  EXPECT_FALSE(parse_proof("c2sp.org/tlog-proof@v1\nindex 1\n"));
}

}  // namespace
}  // namespace vesture::eventstore
