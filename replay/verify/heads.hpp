// Tree heads that a history must agree with, each when it has grown to its size: those of signed checkpoints.
#pragma once

#include <string>
#include <vector>

#include "eventstore/transparency/merkle.hpp"

namespace vesture::replay {

struct ExpectedHead {
  eventstore::TreeHead head;
  std::string whose;  // "the signed checkpoint"
};

class ExpectedHeads {
 public:
  explicit ExpectedHeads(std::vector<ExpectedHead> heads) : heads_(std::move(heads)) {}

  // The root is asked for only where there is a head of that size. Throws Flaw where they differ.
  template <class Root>
  void check(std::uint64_t size, const Root& root) const {
    for (const auto& expected : heads_)
      if (expected.head.size == size) require_same(expected, root());
  }
  // Throws Flaw where there is a head beyond it.
  void check_none_beyond(std::uint64_t size) const;

 private:
  static void require_same(const ExpectedHead&, const eventstore::Digest& root);

  std::vector<ExpectedHead> heads_;
};

}  // namespace vesture::replay
