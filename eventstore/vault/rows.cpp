#include "eventstore/vault/rows.hpp"

#include "eventstore/bytes.hpp"

namespace vesture::eventstore {

std::string content_row(const ContentRow& row) {
  std::string bytes(1, static_cast<char>(row.state));
  return bytes += row.sealed_facts;
}

ContentRow parse_content_row(std::string_view bytes) {
  ByteReader in(bytes, "a content's row");
  const auto state = in.little<std::uint8_t>();
  if (state < 1 || state > 3) throw Corruption("a content's row has no known state");
  return {static_cast<ContentState>(state), std::string(in.take(in.left()))};
}

std::string content_key(const ContentId& content) { return std::string(as_text(content)); }

ContentId parse_content_key(std::string_view key) {
  ByteReader in(key, "a content's key");
  const auto content = in.array<ContentId>();
  if (in.left() != 0) throw Corruption("a content's key is too long");
  return content;
}

}  // namespace vesture::eventstore
