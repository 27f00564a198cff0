// States of aggregates as they were last folded, so that what nearly every request asks (whose account is this, who may
// use it?) is not folded from the log each time. A state is immutable and may be older than its stream: whoever finds one
// folds what came after it. Any thread may call.
//
// An aggregate is kept where it says so (`static constexpr bool kKeptFolded = true`). It must hold nothing that is
// destroyed by its key: a state that was opened once would show it on.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <utility>

#include "eventstore/log/commit.hpp"
#include "eventstore/two_generations.hpp"

namespace vesture::eventstore {

class FoldedStates {
 public:
  struct Folded {
    std::shared_ptr<const void> state;  // of the aggregate whose stream it is
    Version version = 0;
  };

  explicit FoldedStates(std::size_t most_in_generation = 1 << 15) : states_(most_in_generation) {}

  std::optional<Folded> find(const std::string& stream) {
    {
      const std::shared_lock lock(mutex_);
      const Folded* const known = states_.find(stream);
      if (!known) return std::nullopt;
      if (states_.is_young(stream)) return *known;
    }
    const std::unique_lock lock(mutex_);
    return states_.use(stream);
  }

  void keep(const std::string& stream, Folded folded) {
    const std::unique_lock lock(mutex_);
    states_.set(stream, std::move(folded));
  }

 private:
  std::shared_mutex mutex_;
  TwoGenerations<Folded> states_;
};

}  // namespace vesture::eventstore
