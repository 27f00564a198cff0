// Words of a command line that several commands take.
#pragma once

#include <CLI/App.hpp>
#include <string>

#include "domain/common/ids.hpp"
#include "domain/common/text.hpp"

namespace vesture::replay {

// --language
void add_language_option(CLI::App& command, domain::Language&);

// Throws std::invalid_argument for what is no id.
domain::AccountId account_named(const std::string& id);

}  // namespace vesture::replay
