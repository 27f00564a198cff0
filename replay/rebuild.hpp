#pragma once

#include "replay/command.hpp"

namespace vesture::replay {

void add_rebuild(CLI::App&, Run& chosen);

}  // namespace vesture::replay
