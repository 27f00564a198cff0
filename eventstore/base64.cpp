#include "eventstore/base64.hpp"

#include <openssl/evp.h>

namespace vesture::eventstore::base64 {

namespace {

constexpr std::size_t kMostBytes = std::size_t{1} << 30;  // what OpenSSL counts in an int, with room

const unsigned char* raw(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* raw(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

std::size_t padding_of(std::string_view text) {
  if (text.ends_with("==")) return 2;
  return text.ends_with('=') ? 1 : 0;
}

}  // namespace

std::string encode(std::string_view bytes) {
  std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');  // EVP_EncodeBlock writes a NUL behind it
  EVP_EncodeBlock(raw(text), raw(bytes), static_cast<int>(bytes.size()));
  text.pop_back();
  return text;
}

std::optional<std::string> decode(std::string_view text) {
  if (text.size() % 4 != 0 || text.size() > kMostBytes) return std::nullopt;
  std::string bytes(text.size() / 4 * 3, '\0');
  if (EVP_DecodeBlock(raw(bytes), raw(text), static_cast<int>(text.size())) < 0) return std::nullopt;
  bytes.resize(bytes.size() - padding_of(text));
  // EVP_DecodeBlock passes over blanks and bits that mean nothing.
  if (encode(bytes) != text) return std::nullopt;
  return bytes;
}

}  // namespace vesture::eventstore::base64
