// The command explain: one commit as a story.
#pragma once

#include "replay/command.hpp"

namespace vesture::replay {

void add_explain(CLI::App&, Run& chosen);

}  // namespace vesture::replay
