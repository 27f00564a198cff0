// The versions of the streams that were written last, so that the sequencer rarely asks the disk. Two
// generations: when the young one is full it becomes the old one, and what was not used since the last turn
// is forgotten. Used by one thread.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

#include "eventstore/log/commit.hpp"

namespace vesture::eventstore {

class StreamVersions {
 public:
  explicit StreamVersions(std::size_t most_in_generation) : most_(most_in_generation) {}

  std::optional<Version> find(const std::string& stream) {
    if (const auto known = young_.find(stream); known != young_.end()) return known->second;
    const auto known = old_.find(stream);
    if (known == old_.end()) return std::nullopt;
    const Version version = known->second;
    set(stream, version);
    return version;
  }

  void set(const std::string& stream, Version version) {
    if (young_.size() >= most_) old_ = std::exchange(young_, {});
    young_[stream] = version;
  }

 private:
  std::size_t most_;
  std::unordered_map<std::string, Version> young_;
  std::unordered_map<std::string, Version> old_;
};

}  // namespace vesture::eventstore
