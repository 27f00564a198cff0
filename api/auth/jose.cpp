#include "api/auth/jose.hpp"

#include <mutex>
#include <new>
#include <stdexcept>

namespace vesture::api::jose {

namespace {

void initialise_once() {
  static std::once_flag once;
  std::call_once(once, [] {
    if (r_global_init() != RHN_OK) throw std::runtime_error("librhonabwy does not start");
  });
}

}  // namespace

Jwt make_jwt() {
  initialise_once();
  jwt_t* jwt = nullptr;
  if (r_jwt_init(&jwt) != RHN_OK) throw std::bad_alloc();
  return Jwt(jwt);
}

Jwk make_jwk() {
  initialise_once();
  jwk_t* jwk = nullptr;
  if (r_jwk_init(&jwk) != RHN_OK) throw std::bad_alloc();
  return Jwk(jwk);
}

jwa_alg jwa_of(Algorithm algorithm) {
  switch (algorithm) {
    case Algorithm::EdDSA:
      return R_JWA_ALG_EDDSA;
    case Algorithm::ES256:
      return R_JWA_ALG_ES256;
    case Algorithm::RS256:
      return R_JWA_ALG_RS256;
  }
  return R_JWA_ALG_UNKNOWN;
}

int key_type_of(Algorithm algorithm) {
  switch (algorithm) {
    case Algorithm::EdDSA:
      return R_KEY_TYPE_EDDSA;
    case Algorithm::ES256:
      return R_KEY_TYPE_EC;
    case Algorithm::RS256:
      return R_KEY_TYPE_RSA;
  }
  return R_KEY_TYPE_NONE;
}

}  // namespace vesture::api::jose
