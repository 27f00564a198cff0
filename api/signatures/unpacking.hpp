// Unpacks the entries of a ZIP archive whose layout was read before, by libarchive, piece by piece; nothing is written
// anywhere. Any thread may call.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "api/signatures/container.hpp"
#include "api/signatures/findings.hpp"
#include "api/signatures/zip_layout.hpp"

namespace vesture::api::signatures {

// Takes the next bytes of entries[index]; called at least once for each that is wanted, also where it is empty.
using TakePiece = std::function<void(std::size_t index, std::string_view piece)>;

// False, with the reason found, where an entry is damaged or is not what the layout says of it.
bool unpack(const Content&, const std::vector<ZipEntry>& entries,
            const std::function<bool(const ZipEntry&)>& wanted, const TakePiece&, Findings&);

}  // namespace vesture::api::signatures
