// Trees of which every leaf is known, hashed as RFC 6962 defines it and no faster.
#pragma once

#include <bit>
#include <span>
#include <string>

#include "eventstore/transparency/merkle.hpp"

namespace vesture::eventstore {

// MTH(D[n]).
inline Digest naive_root(std::span<const Digest> leaves) {
  if (leaves.empty()) return empty_root();
  if (leaves.size() == 1) return leaves.front();
  const auto left = std::bit_floor(leaves.size() - 1);
  return node_hash(naive_root(leaves.first(left)), naive_root(leaves.subspan(left)));
}

inline Hashes numbered_leaves(std::size_t count) {
  Hashes leaves;
  for (std::size_t i = 0; i < count; ++i) leaves.push_back(leaf_hash("leaf " + std::to_string(i)));
  return leaves;
}

// The leaves outlive it.
inline HashSource source_over(std::span<const Digest> leaves) {
  return [leaves](const Subtree& subtree) {
    const std::size_t width = std::size_t{1} << subtree.level;
    return naive_root(leaves.subspan(subtree.index * width, width));
  };
}

inline TreeHead head_of(std::span<const Digest> leaves, std::size_t size) {
  return {size, naive_root(leaves.first(size))};
}

}  // namespace vesture::eventstore
