#pragma once

#include "replay/command.hpp"

namespace vesture::replay {

void add_verify(CLI::App&, Run& chosen);

}  // namespace vesture::replay
