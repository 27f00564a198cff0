// Several contents as one ZIP archive (ISO/IEC 21320-1), written while it is sent: nothing is compressed, so that its size
// is known before the first byte, and memory does not grow with the contents. By libarchive.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "api/route.hpp"
#include "domain/common/time.hpp"

namespace vesture::api {

// The next bytes of something, empty behind the last.
using Pieces = std::function<std::string()>;

struct ZipEntry {
  std::string name;              // UTF-8; "/" between folders
  std::uint64_t size = 0;        // bytes
  std::function<Pieces()> open;  // called when its turn comes; gives `size` bytes altogether
};

// Throws std::runtime_error where the archive cannot be written; so does the content, where an entry gives another number
// of bytes than it said.
std::shared_ptr<StreamedContent> zip_archive(std::vector<ZipEntry> entries, domain::Instant modified);

ZipEntry zip_entry(std::string name, std::string bytes);

}  // namespace vesture::api
