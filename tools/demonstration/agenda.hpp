// What is still to happen, by time: the step that is due first, and of two at one time the one planned first.
#pragma once

#include <cstdint>
#include <functional>
#include <queue>
#include <tuple>
#include <utility>
#include <vector>

#include "domain/common/time.hpp"

namespace vesture::demonstration {

class Agenda {
 public:
  explicit Agenda(domain::Instant until) : until_(until) {}

  // A step after the end of the story is forgotten.
  void at(domain::Instant time, std::function<void()> step) {
    if (time <= until_) steps_.push({time, planned_++, std::move(step)});
  }

  bool empty() const { return steps_.empty(); }
  domain::Instant next_time() const { return steps_.top().time; }
  std::function<void()> take() {
    auto step = steps_.top().step;
    steps_.pop();
    return step;
  }

 private:
  struct Step {
    domain::Instant time;
    std::uint64_t planned;
    std::function<void()> step;
    bool operator<(const Step& other) const {  // the queue's top is its greatest
      return std::tie(other.time, other.planned) < std::tie(time, planned);
    }
  };

  const domain::Instant until_;
  std::uint64_t planned_ = 0;
  std::priority_queue<Step> steps_;
};

}  // namespace vesture::demonstration
