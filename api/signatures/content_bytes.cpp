#include "api/signatures/content_bytes.hpp"

#include <algorithm>

namespace vesture::api::signatures {

std::string bytes_at(const Content& content, std::uint64_t offset, std::size_t size) {
  std::string bytes;
  if (offset < content.size())
    bytes.reserve(static_cast<std::size_t>(std::min<std::uint64_t>(content.size() - offset, size)));
  while (bytes.size() < size) {
    const auto piece = content.read(offset + bytes.size(), size - bytes.size());
    if (piece.empty()) break;
    bytes += piece;
  }
  return bytes;
}

}  // namespace vesture::api::signatures
