// The versions of streams as of the published head, so that asking for one rarely reads the disk. Readers put in what they
// read; the sequencer brings up to date what is in. Two generations, as in stream_versions.hpp. Any thread may call.
#pragma once

#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "eventstore/log/commit.hpp"

namespace vesture::eventstore {

class PublishedVersions {
 public:
  // Streams and their versions now; of one that stands there twice the last counts.
  using Written = std::vector<std::pair<std::string, Version>>;

  PublishedVersions(Position head, std::size_t most_in_generation) : head_(head), most_(most_in_generation) {}

  std::optional<Version> find(std::string_view stream) const {
    const std::shared_lock lock(mutex_);
    for (const Versions* generation : {&young_, &old_})
      if (const auto known = generation->find(stream); known != generation->end()) return known->second;
    return std::nullopt;
  }

  // What the disk said of the stream as of `head`. Not kept where the head has moved meanwhile: it may be old.
  void keep(std::string_view stream, Version version, Position head) {
    const std::unique_lock lock(mutex_);
    if (head != head_) return;
    if (young_.size() >= most_) old_ = std::exchange(young_, {});
    young_.emplace(stream, version);
  }

  // The head is there from now on; `written` since the last call.
  void publish(Position head, const Written& written) {
    const std::unique_lock lock(mutex_);
    head_ = head;
    for (const auto& [stream, version] : written)
      for (Versions* generation : {&young_, &old_})
        if (const auto known = generation->find(stream); known != generation->end()) known->second = version;
  }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  using Versions = std::unordered_map<std::string, Version, Hash, std::equal_to<>>;

  mutable std::shared_mutex mutex_;
  Position head_;
  const std::size_t most_;
  Versions young_;
  Versions old_;
};

}  // namespace vesture::eventstore
