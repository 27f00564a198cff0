// What the system does by itself (a deadline that has come, an e-mail that went out), as commits like any other: no
// person acts, by the means "system".
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "api/backend.hpp"

namespace vesture::api {

struct SystemAct {
  std::string command;      // "files.keep_retention"
  std::uint64_t cause = 0;  // the position of the commit that it answers
  // Decides, and gives the account that it is for. May be called several times: a conflict starts the act over.
  std::function<Result<domain::AccountId>(Unit&)> decide;
};

// Blocks until all that the acts decide is durable; not for an event loop's thread. The acts are independent: each is a
// commit, and they are written together. An act that is refused or throws is logged and left. Gives the positions, 0 for
// those that decided nothing. Throws std::runtime_error where the log does not take them.
std::vector<std::uint64_t> commit_by_system(const Backend&, std::span<const SystemAct> acts);

}  // namespace vesture::api
