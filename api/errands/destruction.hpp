// Destroys contents whose destruction was ordered, and certifies it (architecture 8).
#pragma once

#include <memory>

#include "api/timekeeper.hpp"

namespace vesture::api {

std::unique_ptr<Errands> content_destruction_errands(const Backend& backend);

// For the start, before anything is served.

// Uploads that no commit refers to go; what a commit refers to is kept. What was destroyed before is reclaimed.
void sweep_uploads(const Backend& backend);
// What the log certifies as destroyed is destroyed again where a keyring that was put back still has its key.
void destroy_again(const Backend& backend);

}  // namespace vesture::api
