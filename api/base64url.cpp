#include "api/base64url.hpp"

#include <orcania.h>

namespace vesture::api::base64url {

namespace {

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

std::string encode(std::string_view bytes) {
  std::string out(bytes.size() * 4 / 3 + 8, '\0');
  std::size_t length = 0;
  if (!o_base64url_encode(bytes_of(bytes), bytes.size(), reinterpret_cast<unsigned char*>(out.data()),
                          &length))
    length = 0;
  out.resize(length);
  return out;
}

std::optional<std::string> decode(std::string_view text) {
  if (text.empty()) return std::nullopt;
  std::string out(text.size() + 8, '\0');
  std::size_t length = 0;
  if (!o_base64url_decode(bytes_of(text), text.size(), reinterpret_cast<unsigned char*>(out.data()), &length))
    return std::nullopt;
  out.resize(length);
  return out;
}

}  // namespace vesture::api::base64url
