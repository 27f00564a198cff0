// States of aggregates as they were last folded, so that what nearly every request asks (whose account is this, who may
// use it?) is not folded from the log each time. A state is immutable and may be older than its stream: whoever finds one
// folds what came after it. Two generations, as in log/stream_versions.hpp: the old one is forgotten when the young one is
// full. Any thread may call.
//
// An aggregate is kept where it says so (`static constexpr bool kKeptFolded = true`). It must hold nothing that is
// destroyed by its key: a state that was opened once would show it on.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <unordered_map>
#include <utility>

#include "eventstore/log/commit.hpp"

namespace vesture::eventstore {

class FoldedStates {
 public:
  struct Folded {
    std::shared_ptr<const void> state;  // of the aggregate whose stream it is
    Version version = 0;
  };

  explicit FoldedStates(std::size_t most_in_generation = 1 << 15) : most_(most_in_generation) {}

  std::optional<Folded> find(const std::string& stream) {
    {
      const std::shared_lock lock(mutex_);
      if (const auto known = young_.find(stream); known != young_.end()) return known->second;
      if (!old_.contains(stream)) return std::nullopt;
    }
    const std::unique_lock lock(mutex_);
    const auto known = old_.find(stream);
    if (known == old_.end()) return std::nullopt;
    Folded folded = known->second;
    set(stream, folded);
    return folded;
  }

  void keep(const std::string& stream, Folded folded) {
    const std::unique_lock lock(mutex_);
    set(stream, std::move(folded));
  }

 private:
  void set(const std::string& stream, Folded folded) {
    if (young_.size() >= most_) old_ = std::exchange(young_, {});
    young_.insert_or_assign(stream, std::move(folded));
  }

  const std::size_t most_;
  std::shared_mutex mutex_;
  std::unordered_map<std::string, Folded> young_;
  std::unordered_map<std::string, Folded> old_;
};

}  // namespace vesture::eventstore
