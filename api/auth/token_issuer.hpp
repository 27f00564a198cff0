// Issues tokens with a key pair made in memory: for trying the server out on loopback, and for tests.
#pragma once

#include <boost/json/object.hpp>
#include <memory>
#include <string>
#include <string_view>

#include "api/auth/token.hpp"

namespace vesture::api {

// Any thread may call.
class TokenIssuer {
 public:
  // Makes the key pair: Ed25519, P-256 or RSA of 2048 bits.
  TokenIssuer(Algorithm algorithm, std::string issuer, std::string audience);
  ~TokenIssuer();
  TokenIssuer(const TokenIssuer&) = delete;
  TokenIssuer& operator=(const TokenIssuer&) = delete;

  // For a verifier of this issuer's tokens.
  TokenRules rules() const;
  std::string issue(const Claims& claims) const;
  // Signs whatever it is given.
  std::string sign(const boost::json::object& claims) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace vesture::api
