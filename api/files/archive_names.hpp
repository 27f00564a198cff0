// What files are called beside each other in a folder that is unpacked on any system.
#pragma once

#include <string>
#include <vector>

namespace vesture::api {

// One for each name, in their order: what Windows does not take becomes "_", and one that another has already, whatever
// the case of its letters, gets " (2)", " (3)" … before its extension. At most 255 bytes. The names are ones that
// file_name() gives.
std::vector<std::string> archive_names(const std::vector<std::string>& names);

}  // namespace vesture::api
