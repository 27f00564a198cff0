// vesture-replay tiles: the log's evidence as static files (C2SP tlog-tiles), for any web server to give out.
#pragma once

#include "replay/command.hpp"

namespace vesture::replay {

void add_tiles(CLI::App&, Run& chosen);

}  // namespace vesture::replay
