// Those who wait until a position has been applied, and those who follow the runner. Guarded by the runner's
// mutex; what they are told, they are told without it.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "eventstore/log/log.hpp"
#include "projections/common/callback.hpp"

namespace vesture::projections {

class Listeners {
 public:
  using Waiter = Callback<bool>;
  using Follower = Callback<eventstore::Position>;
  using Names = std::vector<std::string>;
  // How a wait for the position by these projections has ended; nullopt while it goes on.
  using Outcome = std::function<std::optional<bool>(eventstore::Position, const Names&)>;

  void wait(eventstore::Position, Names, const std::shared_ptr<Waiter>&);
  void follow(const std::shared_ptr<Follower>&);

  // The calls that are due now that all have applied `applied`: the waits that have ended, which are forgotten,
  // and every follower.
  std::vector<std::function<void()>> due(eventstore::Position applied, const Outcome&);
  // Answers the waits that go on with false.
  void give_up();

 private:
  struct Waiting {
    eventstore::Position position;
    Names names;
    std::weak_ptr<Waiter> done;
  };

  std::vector<Waiting> waiting_;
  std::vector<std::weak_ptr<Follower>> followers_;
};

}  // namespace vesture::projections
