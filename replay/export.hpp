// The commands export, and follow: exporting what is new since the last time.
#pragma once

#include "replay/command.hpp"

namespace vesture::replay {

void add_export(CLI::App&, Run& chosen);
void add_follow(CLI::App&, Run& chosen);

}  // namespace vesture::replay
