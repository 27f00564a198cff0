// Given, when, then for any decider:
//
//   given<Order>(order_registered(), invoice_issued()).when(MovePart{1, in_progress, ""}).then({moved(…)});
//
// A step that comes out otherwise fails at the line of its `then` and prints the whole story.
#pragma once

#include <gtest/gtest.h>

#include <source_location>
#include <string>
#include <utility>
#include <vector>

#include "domain/common/decision.hpp"
#include "domain/common/time.hpp"
#include "tests/domain/printed.hpp"

namespace vesture::domain {

// 2024-05-02T09:00:00Z, noon in Riga: where a story does not turn on the time.
inline constexpr Instant kNoon{1'714'640'400'000'000};

template <class Aggregate>
typename Aggregate::State folded(const std::vector<typename Aggregate::Event>& events) {
  typename Aggregate::State state;
  for (const auto& event : events) state = Aggregate::evolve(std::move(state), event);
  return state;
}

template <class Event>
std::string lines_of(const std::vector<Event>& events) {
  if (events.empty()) return "  nothing\n";
  std::string lines;
  for (const auto& event : events) lines += "  " + printed(event) + "\n";
  return lines;
}

// What a command came to, to be compared with what the test tells.
template <class Aggregate>
class Outcome {
 public:
  using Event = typename Aggregate::Event;

  Outcome(std::string story, Decision<Event> decision)
      : story_(std::move(story)), decision_(std::move(decision)) {}

  void then(const std::vector<Event>& events,
            std::source_location where = std::source_location::current()) const {
    if (!decision_ || *decision_ != events) fail(lines_of(events), where);
  }

  // As of a retry.
  void then_nothing(std::source_location where = std::source_location::current()) const { then({}, where); }

  void then_rejected(const Rejection& rejection,
                     std::source_location where = std::source_location::current()) const {
    if (decision_ || decision_.error() != rejection) fail(line_of(rejection), where);
  }

 private:
  static std::string line_of(const Rejection& rejection) { return "  " + std::string(rejection.code) + "\n"; }

  void fail(const std::string& expected, std::source_location where) const {
    const std::string came = decision_ ? lines_of(*decision_) : line_of(decision_.error());
    ADD_FAILURE_AT(where.file_name(), static_cast<int>(where.line())) << story_ << "then\n"
                                                                      << expected << "but it came to\n"
                                                                      << came;
  }

  std::string story_;
  Decision<Event> decision_;
};

template <class Aggregate>
class Given {
 public:
  explicit Given(std::vector<typename Aggregate::Event> events) : events_(std::move(events)) {}

  Outcome<Aggregate> when(const typename Aggregate::Command& command, Instant now = kNoon) const {
    return {"given\n" + lines_of(events_) + "when, at " + to_string(now) + "\n  " + printed(command) + "\n",
            Aggregate::decide(command, folded<Aggregate>(events_), now)};
  }

 private:
  std::vector<typename Aggregate::Event> events_;
};

template <class Aggregate>
Given<Aggregate> given(std::vector<typename Aggregate::Event> events) {
  return Given<Aggregate>(std::move(events));
}

template <class Aggregate, class... Events>
Given<Aggregate> given(const Events&... events) {
  return Given<Aggregate>({events...});
}

}  // namespace vesture::domain
