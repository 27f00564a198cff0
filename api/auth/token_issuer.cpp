#include "api/auth/token_issuer.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <mutex>
#include <stdexcept>

#include "api/auth/jose.hpp"

namespace vesture::api {

namespace {

constexpr const char* kKeyId = "vesture-dev";

unsigned int key_bits(Algorithm algorithm) { return algorithm == Algorithm::RS256 ? 2048 : 256; }

void require(int outcome, const char* what) {
  if (outcome != RHN_OK) throw std::runtime_error(what);
}

}  // namespace

struct TokenIssuer::Impl {
  Impl(Algorithm with, std::string from, std::string to)
      : algorithm(with), issuer(std::move(from)), audience(std::move(to)) {}

  Algorithm algorithm;
  std::string issuer;
  std::string audience;
  jose::Jwk private_key = jose::make_jwk();
  jose::Jwk public_key = jose::make_jwk();
  std::mutex mutex;  // the library does not promise that one key may be used by several threads
};

TokenIssuer::TokenIssuer(Algorithm algorithm, std::string issuer, std::string audience)
    : impl_(std::make_unique<Impl>(algorithm, std::move(issuer), std::move(audience))) {
  require(r_jwk_generate_key_pair(impl_->private_key.get(), impl_->public_key.get(),
                                  jose::key_type_of(algorithm), key_bits(algorithm), kKeyId),
          "no key pair could be made");
}

TokenIssuer::~TokenIssuer() = default;

TokenRules TokenIssuer::rules() const {
  unsigned char pem[4096];
  std::size_t size = sizeof pem;
  require(r_jwk_export_to_pem_der(impl_->public_key.get(), R_FORMAT_PEM, pem, &size, R_FLAG_IGNORE_REMOTE),
          "the public key cannot be written");
  TokenRules rules;
  rules.algorithm = impl_->algorithm;
  rules.public_key_pem.assign(reinterpret_cast<const char*>(pem), size);
  rules.issuer = impl_->issuer;
  rules.audience = impl_->audience;
  return rules;
}

std::string TokenIssuer::issue(const Claims& claims) const {
  boost::json::object json{{"iss", impl_->issuer},
                           {"aud", impl_->audience},
                           {"sub", domain::to_identifier(claims.person)},
                           {"exp", claims.expires_at.microseconds / 1'000'000},
                           {"name", claims.name},
                           {"acr", claims.acr}};
  if (claims.not_before) json["nbf"] = claims.not_before->microseconds / 1'000'000;
  if (!claims.institution.empty()) json["institution"] = claims.institution;
  if (!claims.roles.empty()) json["roles"] = boost::json::array(claims.roles.begin(), claims.roles.end());
  return sign(json);
}

std::string TokenIssuer::sign(const boost::json::object& claims) const {
  const std::lock_guard lock(impl_->mutex);
  const auto jwt = jose::make_jwt();
  require(r_jwt_set_sign_alg(jwt.get(), jose::jwa_of(impl_->algorithm)), "the algorithm is not known");
  require(r_jwt_set_full_claims_json_str(jwt.get(), boost::json::serialize(claims).c_str()),
          "no valid claims");
  const jose::Text token{r_jwt_serialize_signed(jwt.get(), impl_->private_key.get(), R_FLAG_IGNORE_REMOTE)};
  if (!token) throw std::runtime_error("the token cannot be signed");
  return token.get();
}

}  // namespace vesture::api
