// A command of vesture-replay as it is given on the command line, and what it said.
#pragma once

#include <string>
#include <vector>

#include "replay/command.hpp"

namespace vesture::replay {

// `add` declares the command; `words` are its name and options. Gives what it wrote on standard output. Throws what the
// command throws, and CLI::ParseError for options that it does not take; fails the test where it does not hold.
std::string said(void (*add)(CLI::App&, Run&), std::vector<std::string> words, bool json = false);

}  // namespace vesture::replay
