#pragma once

#include "replay/command.hpp"

namespace vesture::replay {

void add_restore(CLI::App&, Run& chosen);

}  // namespace vesture::replay
