#include "api/nfc.hpp"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>

#include <stdexcept>

namespace vesture::api {

std::string to_nfc(std::string_view utf8) {
  UErrorCode error = U_ZERO_ERROR;
  const auto* const nfc = icu::Normalizer2::getNFCInstance(error);
  std::string out;
  icu::StringByteSink<std::string> sink(&out);
  if (U_SUCCESS(error)) nfc->normalizeUTF8(0, utf8, sink, nullptr, error);
  if (U_FAILURE(error)) throw std::runtime_error(u_errorName(error));
  return out;
}

}  // namespace vesture::api
