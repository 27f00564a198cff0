#include "api/files/stored_content.hpp"

namespace vesture::api {

StoredContent::StoredContent(const eventstore::Vault& vault, domain::ContentId content)
    : reader_(vault.read(content.uuid.bytes)) {
  if (!reader_) throw eventstore::ContentGone("a content that is to be read is gone");
}

std::string StoredContent::read(std::uint64_t offset, std::size_t most) const {
  if (offset >= size()) return {};
  if (offset < piece_at_ || offset - piece_at_ >= piece_.size()) {
    reader_->seek(offset);
    piece_ = reader_->read();
    piece_at_ = offset;
  }
  return piece_.substr(static_cast<std::size_t>(offset - piece_at_), most);
}

}  // namespace vesture::api
