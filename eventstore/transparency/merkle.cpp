#include "eventstore/transparency/merkle.hpp"

#include <bit>
#include <optional>
#include <span>
#include <stdexcept>

#include "eventstore/bytes.hpp"
#include "eventstore/crypto.hpp"

namespace vesture::eventstore {

namespace {

constexpr std::string_view kLeaf("\x00", 1);
constexpr std::string_view kNode("\x01", 1);

// Leaves `begin` to `end`, exclusive: D[begin:end] of the RFC.
struct Range {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;

  std::uint64_t size() const { return end - begin; }
  bool is_subtree() const { return std::has_single_bit(size()); }
  // Where the RFC splits it: after the largest power of two that is less than its size.
  std::uint64_t middle() const { return begin + std::bit_floor(size() - 1); }
  Range left() const { return {begin, middle()}; }
  Range right() const { return {middle(), end}; }
};

Subtree subtree_of(const Range& range) {
  const auto level = static_cast<unsigned>(std::countr_zero(range.size()));
  return {level, range.begin >> level};
}

// MTH(D[begin:end]).
Digest hash_of(const Range& range, const HashSource& source) {
  if (range.is_subtree()) return source(subtree_of(range));
  return node_hash(hash_of(range.left(), source), hash_of(range.right(), source));
}

// PATH(index, D[range]).
void add_path(std::uint64_t index, const Range& range, const HashSource& source, Hashes& out) {
  if (range.size() == 1) return;
  const bool on_the_left = index < range.middle();
  add_path(index, on_the_left ? range.left() : range.right(), source, out);
  out.push_back(hash_of(on_the_left ? range.right() : range.left(), source));
}

// SUBPROOF(from, D[range], known): `known` where the verifier has the range's hash already, being the old root.
void add_subproof(std::uint64_t from, const Range& range, bool known, const HashSource& source, Hashes& out) {
  if (from == range.end) {
    if (!known) out.push_back(hash_of(range, source));
    return;
  }
  const bool on_the_left = from <= range.middle();
  add_subproof(from, on_the_left ? range.left() : range.right(), known && on_the_left, source, out);
  out.push_back(hash_of(on_the_left ? range.right() : range.left(), source));
}

// Takes a proof's hashes one after the other, and knows whether they were too few.
class ProofReader {
 public:
  explicit ProofReader(std::span<const Digest> hashes) : left_(hashes) {}

  Digest take() {
    if (left_.empty()) {
      ended_early_ = true;
      return {};
    }
    const Digest hash = left_.front();
    left_ = left_.subspan(1);
    return hash;
  }
  bool was_exact() const { return left_.empty() && !ended_early_; }

 private:
  std::span<const Digest> left_;
  bool ended_early_ = false;
};

Digest root_over(const Digest& leaf, std::uint64_t index, const Range& range, ProofReader& proof) {
  if (range.size() == 1) return leaf;
  if (index < range.middle()) {
    const Digest left = root_over(leaf, index, range.left(), proof);
    return node_hash(left, proof.take());
  }
  const Digest right = root_over(leaf, index, range.right(), proof);
  return node_hash(proof.take(), right);
}

// The hash of the range as it stood when the tree had `from` leaves, and as it is now.
struct Both {
  Digest old_hash;
  Digest new_hash;
};

Both roots_over(std::uint64_t from, const Range& range, const std::optional<Digest>& known,
                ProofReader& proof) {
  if (from == range.end) {
    const Digest hash = known ? *known : proof.take();
    return {hash, hash};
  }
  if (from <= range.middle()) {
    const Both left = roots_over(from, range.left(), known, proof);
    return {left.old_hash, node_hash(left.new_hash, proof.take())};
  }
  const Both right = roots_over(from, range.right(), std::nullopt, proof);
  const Digest left = proof.take();
  return {node_hash(left, right.old_hash), node_hash(left, right.new_hash)};
}

}  // namespace

Digest leaf_hash(std::string_view leaf) { return sha256({kLeaf, leaf}); }

Digest node_hash(const Digest& left, const Digest& right) {
  return sha256({kNode, as_text(left), as_text(right)});
}

Digest empty_root() { return sha256({}); }

Digest root_of(std::uint64_t size, const HashSource& source) {
  return size == 0 ? empty_root() : hash_of({0, size}, source);
}

Hashes inclusion_proof(std::uint64_t index, std::uint64_t size, const HashSource& source) {
  if (index >= size) throw std::out_of_range("the leaf is beyond the tree's end");
  Hashes proof;
  add_path(index, {0, size}, source, proof);
  return proof;
}

Hashes consistency_proof(std::uint64_t from, std::uint64_t to, const HashSource& source) {
  if (from > to) throw std::out_of_range("the earlier tree is the larger");
  Hashes proof;
  if (from != 0) add_subproof(from, {0, to}, true, source, proof);
  return proof;
}

bool proves_inclusion(const Hashes& hashes, std::uint64_t index, const Digest& leaf, const TreeHead& head) {
  if (index >= head.size) return false;
  ProofReader proof(hashes);
  const Digest root = root_over(leaf, index, {0, head.size}, proof);
  return proof.was_exact() && root == head.root;
}

bool proves_consistency(const Hashes& hashes, const TreeHead& from, const TreeHead& to) {
  if (from.size > to.size) return false;
  if (from.size == 0 && from.root != empty_root()) return false;
  if (from.size == to.size) return hashes.empty() && from.root == to.root;
  if (from.size == 0) return hashes.empty();
  ProofReader proof(hashes);
  const Both roots = roots_over(from.size, {0, to.size}, from.root, proof);
  return proof.was_exact() && roots.old_hash == from.root && roots.new_hash == to.root;
}

Frontier::Frontier(std::uint64_t size, const HashSource& source) : size_(size) {
  std::uint64_t begin = 0;
  while (begin != size) {
    const Range range{begin, begin + std::bit_floor(size - begin)};
    subtrees_.push_back(source(subtree_of(range)));
    begin = range.end;
  }
}

void Frontier::add(const Digest& leaf) {
  Digest hash = leaf;
  // Each trailing one bit of the size is a subtree that is now the left half of a whole one.
  for (std::uint64_t full = size_; (full & 1) != 0; full >>= 1) {
    hash = node_hash(subtrees_.back(), hash);
    subtrees_.pop_back();
  }
  subtrees_.push_back(hash);
  ++size_;
}

Digest Frontier::root() const {
  if (subtrees_.empty()) return empty_root();
  Digest hash = subtrees_.back();
  for (auto left = subtrees_.rbegin() + 1; left != subtrees_.rend(); ++left) hash = node_hash(*left, hash);
  return hash;
}

}  // namespace vesture::eventstore
