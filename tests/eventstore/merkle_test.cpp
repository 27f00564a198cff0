#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/eventstore/trees.hpp"

namespace vesture::eventstore {
namespace {

constexpr std::size_t kMost = 300;

std::size_t size_up_to(std::size_t most) { return *rc::gen::inRange<std::size_t>(0, most + 1); }

RC_GTEST_PROP(Merkle, RootsAreThoseOfTheDefinition, ()) {
  const Hashes leaves = numbered_leaves(size_up_to(kMost));
  RC_ASSERT(root_of(leaves.size(), source_over(leaves)) == naive_root(leaves));
}

RC_GTEST_PROP(Merkle, AFrontierGrowsAsTheTreeDoes, ()) {
  const Hashes leaves = numbered_leaves(1 + size_up_to(kMost));
  const std::size_t taken_up = size_up_to(leaves.size());
  Frontier frontier(taken_up, source_over(leaves));
  for (std::size_t size = taken_up; size < leaves.size(); ++size) {
    RC_ASSERT(frontier.size() == size);
    RC_ASSERT(frontier.root() == naive_root(std::span(leaves).first(size)));
    frontier.add(leaves[size]);
  }
  RC_ASSERT(frontier.root() == naive_root(leaves));
}

RC_GTEST_PROP(Merkle, EveryLeafIsProvedToBeWhereItIsAndNowhereElse, ()) {
  const Hashes leaves = numbered_leaves(2 + size_up_to(kMost));
  const TreeHead head = head_of(leaves, leaves.size());
  const auto index = *rc::gen::inRange<std::size_t>(0, leaves.size());
  const auto other = *rc::gen::distinctFrom(rc::gen::inRange<std::size_t>(0, leaves.size()), index);
  const Hashes proof = inclusion_proof(index, leaves.size(), source_over(leaves));
  RC_ASSERT(proves_inclusion(proof, index, leaves[index], head));
  RC_ASSERT_FALSE(proves_inclusion(proof, other, leaves[index], head));
  RC_ASSERT_FALSE(proves_inclusion(proof, index, leaves[other], head));
}

RC_GTEST_PROP(Merkle, ALaterTreeIsProvedToBeginWithAnEarlierOne, ()) {
  const Hashes leaves = numbered_leaves(1 + size_up_to(kMost));
  const std::size_t from = size_up_to(leaves.size());
  const TreeHead earlier = head_of(leaves, from);
  const TreeHead later = head_of(leaves, leaves.size());
  const Hashes proof = consistency_proof(from, leaves.size(), source_over(leaves));
  RC_ASSERT(proves_consistency(proof, earlier, later));
}

RC_GTEST_PROP(Merkle, ATreeWithAnotherPastIsNotConsistent, ()) {
  Hashes leaves = numbered_leaves(2 + size_up_to(kMost));
  const std::size_t from = 1 + *rc::gen::inRange<std::size_t>(0, leaves.size() - 1);
  const TreeHead earlier = head_of(leaves, from);
  leaves[*rc::gen::inRange<std::size_t>(0, from)][0] ^= 1;
  const Hashes proof = consistency_proof(from, leaves.size(), source_over(leaves));
  RC_ASSERT_FALSE(proves_consistency(proof, earlier, head_of(leaves, leaves.size())));
}

RC_GTEST_PROP(Merkle, AProofThatIsAlteredOrOfAnotherLengthProvesNothing, ()) {
  const Hashes leaves = numbered_leaves(3 + size_up_to(kMost));
  const TreeHead head = head_of(leaves, leaves.size());
  const auto at = *rc::gen::inRange<std::size_t>(1, leaves.size());
  const Hashes inclusion = inclusion_proof(at, leaves.size(), source_over(leaves));
  const Hashes consistency = consistency_proof(at, leaves.size(), source_over(leaves));
  const TreeHead earlier = head_of(leaves, at);
  const auto refused = [&](const Hashes& first, const Hashes& second) {
    RC_ASSERT_FALSE(proves_inclusion(first, at, leaves[at], head));
    RC_ASSERT_FALSE(proves_consistency(second, earlier, head));
  };
  const auto altered = [](Hashes hashes) {
    (*rc::gen::elementOf(std::vector({&hashes.front(), &hashes.back()})))
        ->at(*rc::gen::inRange<std::size_t>(0, 32)) ^= 0x10;
    return hashes;
  };
  const auto shorter = [](Hashes hashes) { return hashes.pop_back(), hashes; };
  const auto longer = [](Hashes hashes) { return hashes.push_back(Digest{}), hashes; };
  refused(altered(inclusion), altered(consistency));
  refused(shorter(inclusion), shorter(consistency));
  refused(longer(inclusion), longer(consistency));
}

TEST(Merkle, WhatIsBeyondTheTreeHasNoProof) {
  const Hashes leaves = numbered_leaves(3);
  EXPECT_THROW(inclusion_proof(3, 3, source_over(leaves)), std::out_of_range);
  EXPECT_THROW(consistency_proof(4, 3, source_over(leaves)), std::out_of_range);
  EXPECT_FALSE(proves_inclusion({}, 3, leaves[2], head_of(leaves, 3)));
  EXPECT_FALSE(proves_consistency({}, head_of(leaves, 3), head_of(leaves, 2)));
}

TEST(Merkle, TheLargestTreeIsNoTrouble) {
  const HashSource same = [](const Subtree&) { return Digest{7}; };
  const std::uint64_t size = std::numeric_limits<std::uint64_t>::max();
  const TreeHead head{size, root_of(size, same)};
  EXPECT_EQ(Frontier(size, same).root(), head.root);
  EXPECT_TRUE(proves_inclusion(inclusion_proof(size - 1, size, same), size - 1, Digest{7}, head));
  const std::uint64_t half = std::uint64_t{1} << 63;
  EXPECT_TRUE(proves_consistency(consistency_proof(half, size, same), {half, Digest{7}}, head));
}

}  // namespace
}  // namespace vesture::eventstore
