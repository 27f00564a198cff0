// Some of the streams, as far as they were folded: those whose hash falls to this shard and into the range of the pass.
// Used by one thread at a time.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "domain/common/sealing.hpp"
#include "replay/verify/commit_block.hpp"
#include "replay/verify/finding.hpp"
#include "replay/verify/stream_kinds.hpp"

namespace vesture::replay {

// Both ends belong to it.
struct HashRange {
  std::uint64_t first = 0;
  std::uint64_t last = std::numeric_limits<std::uint64_t>::max();

  bool has(std::uint64_t hash) const { return first <= hash && hash <= last; }
};

class StreamShard {
 public:
  StreamShard(std::uint64_t index, std::uint64_t of, const domain::Cipher& cipher)
      : index_(index), of_(of), cipher_(cipher) {}

  // Folds in what is this shard's of the events. Gives what is wrong with the first that is not right; the events
  // after it are left out.
  std::optional<Finding> add(const std::vector<CommitBlock::EventAt>&, const HashRange&);
  // Forgets the streams outside of the range.
  void keep(const HashRange&);
  void clear();

  std::uint64_t streams() const { return streams_.size(); }
  // What the streams take up, about: an aggregate holds at most what its events said.
  std::size_t bytes() const { return bytes_; }

 private:
  struct Name {
    std::uint64_t hash;
    std::string_view text;
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(const Name& name) const { return name.hash; }
    std::size_t operator()(const std::string& name) const { return hash_of_stream(name); }
  };
  struct Equal {
    using is_transparent = void;
    bool operator()(const std::string& a, const std::string& b) const { return a == b; }
    bool operator()(const Name& a, const std::string& b) const { return a.text == b; }
    bool operator()(const std::string& a, const Name& b) const { return a == b.text; }
  };
  struct Stream {
    eventstore::Version version = 0;
    std::size_t bytes = 0;
    std::unique_ptr<FoldedStream> folded;
  };

  std::optional<Finding> add(const CommitBlock::EventAt&);
  Stream* stream_of(const CommitBlock::EventAt&);

  std::uint64_t index_;
  std::uint64_t of_;
  const domain::Cipher& cipher_;
  std::unordered_map<std::string, Stream, Hash, Equal> streams_;
  std::size_t bytes_ = 0;
};

}  // namespace vesture::replay
