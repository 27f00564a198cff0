#include "api/files/stored_content.hpp"

#include <algorithm>

namespace vesture::api {

StoredContent::StoredContent(const eventstore::Vault& vault, domain::ContentId content)
    : reader_(vault.read(content.uuid.bytes)) {
  if (!reader_) throw eventstore::ContentGone("a content that is to be read is gone");
}

std::string StoredContent::read(std::uint64_t offset, std::size_t most) const {
  if (offset >= size()) return {};
  reader_->seek(offset);
  auto piece = reader_->read();
  if (piece.size() > most) piece.resize(most);
  return piece;
}

std::string read_beginning(const signatures::Content& content, std::size_t most) {
  std::string bytes;
  bytes.reserve(static_cast<std::size_t>(std::min<std::uint64_t>(content.size(), most)));
  while (bytes.size() < most) {
    const auto piece = content.read(bytes.size(), most - bytes.size());
    if (piece.empty()) break;
    bytes += piece;
  }
  return bytes;
}

}  // namespace vesture::api
