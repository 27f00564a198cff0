#pragma once

#include <chrono>
#include <functional>

#include "replay/verify/tile_source.hpp"

namespace vesture::replay {

// By GET. A server that is asked too often and says when to come again (429 or 503 with Retry-After) is asked again then:
// `wait` is called with that time. Throws Interrupted where it gives false.
using Wait = std::function<bool(std::chrono::seconds)>;
std::unique_ptr<TileSource> open_http_tiles(const std::string& url, Wait wait);

}  // namespace vesture::replay
