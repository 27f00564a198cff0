// No bytes but the issuer's own are a token: whatever comes is refused.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "api/auth/token_issuer.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace vesture::api;
  static const TokenIssuer issuer(Algorithm::EdDSA, "https://issuer.example", "vesture");
  static const TokenVerifier verifier(issuer.rules());
  if (verifier.verify({reinterpret_cast<const char*>(data), size}, {})) std::abort();
  return 0;
}
