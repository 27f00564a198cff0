// The versions of streams as of the published head, so that asking for one rarely reads the disk. Readers put in what they
// read; the sequencer brings up to date what is in. Any thread may call.
#pragma once

#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "eventstore/log/commit.hpp"
#include "eventstore/two_generations.hpp"

namespace vesture::eventstore {

class PublishedVersions {
 public:
  // Streams and their versions now; of one that stands there twice the last counts.
  using Written = std::vector<std::pair<std::string, Version>>;

  PublishedVersions(Position head, std::size_t most_in_generation)
      : head_(head), versions_(most_in_generation) {}

  std::optional<Version> find(std::string_view stream) const {
    const std::shared_lock lock(mutex_);
    const Version* const known = versions_.find(stream);
    return known ? std::optional(*known) : std::nullopt;
  }

  // What the disk said of the stream as of `head`. Not kept where the head has moved meanwhile: it may be old.
  void keep(std::string_view stream, Version version, Position head) {
    const std::unique_lock lock(mutex_);
    if (head == head_) versions_.set(stream, version);
  }

  // The head is there from now on; `written` since the last call.
  void publish(Position head, const Written& written) {
    const std::unique_lock lock(mutex_);
    head_ = head;
    for (const auto& [stream, version] : written) versions_.change(stream, version);
  }

 private:
  mutable std::shared_mutex mutex_;
  Position head_;
  TwoGenerations<Version> versions_;
};

}  // namespace vesture::eventstore
