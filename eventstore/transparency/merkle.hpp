// The Merkle tree over the log's leaves: hashes, roots and proofs of RFC 6962, 2.1. Leaf 0 is the commit of position 1.
// Pure functions over a source of hashes, which may be a store, tiles of a file or tiles of a server.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "eventstore/log/commit.hpp"

namespace vesture::eventstore {

Digest leaf_hash(std::string_view leaf);
Digest node_hash(const Digest& left, const Digest& right);
Digest empty_root();  // of a tree without leaves: SHA-256 of nothing

// The 2^level leaves from index * 2^level on: a node of every tree that has them all.
struct Subtree {
  unsigned level = 0;  // 0 to 63
  std::uint64_t index = 0;

  bool operator==(const Subtree&) const = default;
};

// Gives the hash of a subtree that is whole in the tree that is asked about. What it throws goes through.
using HashSource = std::function<Digest(const Subtree&)>;
// From the leaf's side of the tree up.
using Hashes = std::vector<Digest>;

Digest root_of(std::uint64_t size, const HashSource&);
// That leaf `index` is in the tree of `size` leaves. Throws std::out_of_range where it is not.
Hashes inclusion_proof(std::uint64_t index, std::uint64_t size, const HashSource&);
// That the tree of `to` leaves begins with the tree of `from`; empty for 0, and for the same size twice. Throws
// std::out_of_range where `from` is the larger.
Hashes consistency_proof(std::uint64_t from, std::uint64_t to, const HashSource&);

struct TreeHead {
  std::uint64_t size = 0;
  Digest root{};

  bool operator==(const TreeHead&) const = default;
};

// They take any values, and are false for all that does not prove it.
bool proves_inclusion(const Hashes&, std::uint64_t index, const Digest& leaf, const TreeHead&);
bool proves_consistency(const Hashes&, const TreeHead& from, const TreeHead& to);

// The tree as it grows leaf by leaf: the largest whole subtrees that it is made of, at most 64. Gives its root without
// the leaves.
class Frontier {
 public:
  Frontier() = default;
  // Takes up a tree of that size.
  Frontier(std::uint64_t size, const HashSource&);

  void add(const Digest& leaf);
  std::uint64_t size() const { return size_; }
  Digest root() const;

 private:
  std::uint64_t size_ = 0;
  Hashes subtrees_;  // the largest, leftmost first
};

}  // namespace vesture::eventstore
