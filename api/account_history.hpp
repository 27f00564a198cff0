// The past of one account over HTTP (AUD-05): what its lists were at any moment, for its owner and users, and for
// auditors, whose looks are on record (AUD-01).
#pragma once

#include <chrono>

#include "api/backend.hpp"

namespace vesture::api {

// Of one answer: its views are made anew, in memory, from the commits that concern the account up to the moment.
struct AccountHistoryRules {
  std::uint64_t most_commits = 5'000;
  std::chrono::milliseconds most_time{2'000};
};

std::vector<Route> account_history_routes(const Backend&, AccountHistoryRules = {});

}  // namespace vesture::api
