#pragma once

#include "projections/common/view_store.hpp"
#include "replay/command.hpp"

namespace vesture::replay {

void add_digest(CLI::App&, Run& chosen);

// A line for each view.
void say_digests(const projections::ViewStore&, Terminal&);

}  // namespace vesture::replay
