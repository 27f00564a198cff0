// Fork and join: tasks that need nothing of each other, on a few threads.
#pragma once

#include <functional>
#include <span>

namespace vesture::projections {

// Runs them all, in no order, on so many threads, the caller's among them; at the end throws what one of them threw.
void run_in_parallel(std::span<const std::function<void()>> tasks, unsigned threads);

}  // namespace vesture::projections
