// The command query: SQL over the views and the log, as of any moment.
#pragma once

#include <set>
#include <string>

#include "replay/command.hpp"

namespace vesture::replay {

void add_query(CLI::App&, Run& chosen);

// Names of the exported tables that the question reads. Throws where it is no question: what it may not do, or what
// SQLite says is wrong with it.
std::set<std::string> tables_read(const std::string& sql, bool sealed);

}  // namespace vesture::replay
