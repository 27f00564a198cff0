// Destroys contents whose destruction was ordered, and certifies it (architecture 8).
#pragma once

#include <memory>
#include <stop_token>

#include "api/timekeeper.hpp"

namespace vesture::api {

std::unique_ptr<Errands> content_destruction_errands(const Backend& backend);

// For the start, before any upload: those that no commit refers to go, what a commit refers to is kept, and what was
// destroyed before is reclaimed.
void sweep_uploads(const Backend& backend);

// For the start: what the log certifies as destroyed is destroyed again where a keyring that was put back still has its
// key; then contents are given out. Blocks for as long as reading what the agenda does not have yet takes; ends early
// where a stop is asked for.
void settle_contents(const Backend& backend, const std::stop_token& stop);

}  // namespace vesture::api
