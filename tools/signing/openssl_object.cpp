#include "tools/signing/openssl_object.hpp"

#include <fmt/format.h>
#include <openssl/err.h>

#include "eventstore/crypto.hpp"

namespace vesture::signing {

void require(bool done, std::string_view what) {
  if (done) return;
  const char* reason = ERR_reason_error_string(ERR_peek_last_error());
  ERR_clear_error();
  throw std::runtime_error(fmt::format("{}: {}", what, reason ? reason : "OpenSSL does not say why"));
}

std::uint64_t random_serial_number() {
  std::uint64_t number = 0;
  for (const char byte : eventstore::random_bytes(sizeof number))
    number = number << 8 | static_cast<unsigned char>(byte);
  return number >> 1;
}

std::string content_of(BIO& bio) {
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(&bio, &bytes);
  return {bytes, static_cast<std::size_t>(size)};
}

}  // namespace vesture::signing
