// vesture-replay inspect: e-invoices and signed containers held against the server's own checks, offline (MAIL-17, MAIL-19).
#pragma once

#include "replay/command.hpp"

namespace vesture::replay {

void add_inspect(CLI::App&, Run& chosen);

}  // namespace vesture::replay
