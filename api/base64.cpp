#include "api/base64.hpp"

#include <openssl/evp.h>

namespace vesture::api::base64 {

std::string encode(std::string_view bytes) {
  std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');  // EVP_EncodeBlock writes a NUL behind it
  const auto* input = reinterpret_cast<const unsigned char*>(bytes.data());
  EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), input, static_cast<int>(bytes.size()));
  text.pop_back();
  return text;
}

}  // namespace vesture::api::base64
