// The command diff: what changed in an account between two moments, as a person would tell it.
#pragma once

#include "replay/command.hpp"

namespace vesture::replay {

void add_diff(CLI::App&, Run& chosen);

}  // namespace vesture::replay
