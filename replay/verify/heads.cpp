#include "replay/verify/heads.hpp"

#include <fmt/format.h>

#include "eventstore/base64.hpp"
#include "eventstore/bytes.hpp"
#include "replay/verify/finding.hpp"

namespace vesture::replay {

void ExpectedHeads::check_none_beyond(std::uint64_t size) const {
  for (const auto& [head, whose] : heads_)
    if (head.size > size)
      throw Flaw({size, "", 0, "the history ends before " + whose, fmt::format("{} commits", head.size),
                  fmt::format("{} commits", size)});
}

void ExpectedHeads::require_same(const ExpectedHead& expected, const eventstore::Digest& root) {
  if (expected.head.root == root) return;
  const auto base64 = [](const eventstore::Digest& digest) {
    return eventstore::base64::encode(eventstore::as_text(digest));
  };
  throw Flaw({expected.head.size, "", 0, "the root of the tree is not that of " + expected.whose,
              base64(expected.head.root), base64(root)});
}

}  // namespace vesture::replay
