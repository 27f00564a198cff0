#include "projections/common/listeners.hpp"

#include <utility>

namespace vesture::projections {

using eventstore::Position;

void Listeners::wait(Position position, Names names, const std::shared_ptr<Waiter>& done) {
  std::erase_if(waiting_, [](const Waiting& one) { return one.done.expired(); });
  waiting_.push_back({position, std::move(names), done});
}

void Listeners::follow(const std::shared_ptr<Follower>& follower) { followers_.push_back(follower); }

std::vector<std::function<void()>> Listeners::due(Position applied, const Outcome& outcome) {
  std::vector<std::function<void()>> calls;
  std::erase_if(waiting_, [&](const Waiting& one) {
    const auto how = outcome(one.position, one.names);
    if (auto done = one.done.lock(); done && how)
      calls.emplace_back([done = std::move(done), how = *how] { (*done)(how); });
    return how.has_value() || one.done.expired();
  });
  std::erase_if(followers_, [](const auto& follower) { return follower.expired(); });
  for (const auto& follower : followers_)
    if (auto alive = follower.lock())
      calls.emplace_back([alive = std::move(alive), applied] { (*alive)(applied); });
  return calls;
}

void Listeners::give_up() {
  for (const auto& one : waiting_)
    if (const auto done = one.done.lock()) (*done)(false);
}

}  // namespace vesture::projections
