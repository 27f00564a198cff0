// librhonabwy's objects with owners, for the files in this folder alone.
#pragma once

#include <rhonabwy.h>

#include <memory>

#include "api/auth/token.hpp"

namespace vesture::api::jose {

struct Free {
  void operator()(jwt_t* jwt) const { r_jwt_free(jwt); }
  void operator()(jwk_t* jwk) const { r_jwk_free(jwk); }
  void operator()(char* text) const { r_free(text); }
};
using Jwt = std::unique_ptr<jwt_t, Free>;
using Jwk = std::unique_ptr<jwk_t, Free>;
using Text = std::unique_ptr<char, Free>;

// Both throw std::bad_alloc.
Jwt make_jwt();
Jwk make_jwk();

jwa_alg jwa_of(Algorithm);
// The kind of key that the algorithm takes, as R_KEY_TYPE_… without public or private.
int key_type_of(Algorithm);

}  // namespace vesture::api::jose
