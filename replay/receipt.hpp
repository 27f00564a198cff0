// vesture-replay receipt: what a citizen was given for one act, checked with nothing but the log's key.
#pragma once

#include "replay/command.hpp"

namespace vesture::replay {

void add_receipt(CLI::App&, Run& chosen);

}  // namespace vesture::replay
