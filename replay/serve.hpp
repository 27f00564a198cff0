// vesture-replay serve: the server's API over a moment of the past, to be read alone.
#pragma once

#include "replay/command.hpp"

namespace vesture::replay {

void add_serve(CLI::App&, Run& chosen);

}  // namespace vesture::replay
