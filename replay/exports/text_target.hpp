// A directory with a text file for each table, and export.json: the state, and how many bytes of each file belong to it.
#pragma once

#include "replay/exports/target.hpp"

namespace vesture::replay {

std::optional<ExportState> state_in_directory(const std::filesystem::path&);  // nullopt where there is none
std::unique_ptr<Target> open_text_target(Format, const std::filesystem::path& directory,
                                         std::vector<TableShape>, bool followed);

}  // namespace vesture::replay
