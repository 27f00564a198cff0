// What a coroutine waits for without a thread: the log's answer, and the views' progress.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "eventstore/log/log.hpp"
#include "projections/common/runner.hpp"

namespace vesture::api {

// Suspends until the log has answered. `append` must be a named object.
boost::asio::awaitable<eventstore::Appended> append_to(eventstore::Log& log, eventstore::Append append);

// Suspends until the named views (of no names: all) have the position, one has stopped before it, or the time is over.
// Whether they have it.
boost::asio::awaitable<bool> wait_for_views(projections::Runner& runner, std::uint64_t position,
                                            std::vector<std::string> names, std::chrono::milliseconds most);

}  // namespace vesture::api
