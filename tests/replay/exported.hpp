// What an export holds, to be compared with another's: its rows, not the bytes of its files.
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>

#include "replay/exports/target.hpp"

namespace vesture::replay {

// Rows by table, each as one text. Of text files with `op`, what is left once every line is carried out.
using Exported = std::map<std::string, std::multiset<std::string>>;

Exported exported_rows(Format, const std::filesystem::path&, const std::vector<TableShape>&, bool followed);

// The first row that one has and the other has not, with its table; empty where there is none.
std::string difference(const Exported&, const Exported&);

// The whole file or files as they lie, the state with them.
std::string exported_bytes(const std::filesystem::path& directory);

}  // namespace vesture::replay
