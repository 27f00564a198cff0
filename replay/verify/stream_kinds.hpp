// What the streams of the domain are, and how each folds: the aggregates' own decoders and evolve(), one event after the
// other. Streams that nobody folds (looks on record) are decoded.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "domain/common/sealing.hpp"
#include "eventstore/log/commit.hpp"

namespace vesture::replay {

// A stream as far as it was folded. Used by one thread.
class FoldedStream {
 public:
  virtual ~FoldedStream() = default;
  // Says what is wrong where the event cannot be read, or cannot follow.
  virtual std::optional<std::string> add(const eventstore::Event&, const domain::Cipher&) = 0;
};

// A stream of the kind that the name is of; nullptr where the domain has none.
std::unique_ptr<FoldedStream> new_stream(std::string_view name);

}  // namespace vesture::replay
