// Bearer tokens: JSON Web Tokens (RFC 7519) signed by one issuer with one key and one algorithm, all three
// from the configuration. What a token says of its own algorithm or key (alg, jwk, jku, x5c, x5u) decides
// nothing.
#pragma once

#include <chrono>
#include <cstddef>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/common/identifiers.hpp"
#include "domain/common/time.hpp"

namespace vesture::api {

enum class Algorithm { EdDSA, ES256, RS256 };

struct TokenRules {
  Algorithm algorithm = Algorithm::EdDSA;
  std::string public_key_pem;
  std::string issuer;
  std::string audience;
  std::chrono::seconds leeway{30};      // between the issuer's clock and ours
  std::size_t cached_tokens = 100'000;  // at most; 0 caches nothing
};

struct Claims {
  domain::PersonalCode person;  // sub: "PNOLV-010190-12345"
  std::string name;
  std::string acr;          // the assurance level
  std::string institution;  // of staff; empty for everyone else
  std::vector<std::string> roles;
  domain::Instant expires_at;
  std::optional<domain::Instant> not_before;

  bool operator==(const Claims&) const = default;
};

enum class TokenError {
  malformed,  // not three parts of canonical base64url, no JSON, a claim of the wrong kind, over 8 KiB
  wrong_algorithm,
  bad_signature,
  wrong_issuer,
  wrong_audience,
  bad_subject,  // sub is no natural person's identifier
  expired,
  not_valid_yet,
};

// Any thread may call verify(). A token that verified is remembered until it expires; one that did not is
// not.
class TokenVerifier {
 public:
  // Throws std::invalid_argument where the key cannot be read or is of another algorithm.
  explicit TokenVerifier(TokenRules rules);
  ~TokenVerifier();
  TokenVerifier(const TokenVerifier&) = delete;
  TokenVerifier& operator=(const TokenVerifier&) = delete;

  std::expected<Claims, TokenError> verify(std::string_view token, domain::Instant now) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace vesture::api
