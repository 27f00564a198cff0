// Rows for whoever reads them: aligned in columns on a terminal, CSV in a pipe or a file, with --json an object a line.
#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <vector>

#include "replay/terminal.hpp"

namespace vesture::replay {

using Rows = std::vector<boost::json::object>;  // each with the same names, in the same order

// `names` are the rows', for where there are none. `title` stands above the rows on a terminal alone.
void print_rows(const Rows&, const std::vector<std::string>& names, const std::string& title,
                const Terminal&);

// How they stand on a terminal: a line for the names, then one for each row; columns two spaces apart.
std::string aligned(const Rows&, const std::vector<std::string>& names = {});
// As exports/lines.hpp has it, with a line for the names: numbers as they are, no value and an empty text apart.
std::string as_csv(const Rows&, const std::vector<std::string>& names = {});

}  // namespace vesture::replay
