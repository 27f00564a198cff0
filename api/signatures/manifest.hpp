// META-INF/manifest.xml of an ASiC-E container (OpenDocument 1.2, part 3, 3), held against the files that are there.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "api/signatures/findings.hpp"

namespace vesture::api::signatures {

// Each file is named once, and each name, but the container's own "/" and folders, is of a file.
void check_manifest(std::string_view xml, const std::vector<std::string>& files, Findings&);

}  // namespace vesture::api::signatures
