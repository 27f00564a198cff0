// The options by which a program is told whose signatures are valid.
#pragma once

#include <CLI/App.hpp>

#include "api/signatures/container.hpp"

namespace vesture::api::signatures {

void add_trust_options(CLI::App&, Trust::Directories&);

}  // namespace vesture::api::signatures
