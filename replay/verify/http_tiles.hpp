#pragma once

#include "replay/verify/tile_source.hpp"

namespace vesture::replay {

// By GET, over one connection that is kept. An answer takes at most a minute; redirects are not followed.
std::unique_ptr<TileSource> open_http_tiles(const std::string& url);

}  // namespace vesture::replay
