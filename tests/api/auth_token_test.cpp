// Tokens: who is let in and who is not.
#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <rapidcheck/gtest.h>
#include <rhonabwy.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <thread>

#include "api/auth/token.hpp"
#include "api/auth/token_cache.hpp"
#include "api/auth/token_issuer.hpp"

namespace vesture::api {
namespace {

constexpr domain::Instant kNow{1'714'815'000'000'000};
constexpr std::int64_t kSecond = 1'000'000;

Claims somebody() {
  Claims claims;
  claims.person = *domain::parse_personal_code("161175-19997");
  claims.name = "Zanda Ķirse";
  claims.acr = "high";
  claims.institution = "VZD";
  claims.roles = {"clerk", "cashier"};
  claims.expires_at = {kNow.microseconds + 600 * kSecond};
  return claims;
}

boost::json::object raw_claims() {
  return {{"iss", "https://issuer.example"},
          {"aud", "vesture"},
          {"sub", "PNOLV-161175-19997"},
          {"exp", kNow.microseconds / kSecond + 600}};
}

std::string base64url(std::string_view text) {
  std::string encoded(4 * (text.size() / 3 + 1) + 1, '\0');
  encoded.resize(static_cast<std::size_t>(EVP_EncodeBlock(reinterpret_cast<unsigned char*>(encoded.data()),
                                                          reinterpret_cast<const unsigned char*>(text.data()),
                                                          static_cast<int>(text.size()))));
  while (encoded.ends_with('=')) encoded.pop_back();
  std::ranges::replace(encoded, '+', '-');
  std::ranges::replace(encoded, '/', '_');
  return encoded;
}

class AuthToken : public testing::TestWithParam<Algorithm> {
 protected:
  std::expected<Claims, TokenError> verify(std::string_view token, domain::Instant now = kNow) const {
    return verifier_.verify(token, now);
  }
  TokenError refusal(std::string_view token, domain::Instant now = kNow) const {
    const auto claims = verify(token, now);
    EXPECT_FALSE(claims) << token;
    return claims ? TokenError{-1} : claims.error();
  }
  TokenError refusal_of(boost::json::object claims) const { return refusal(issuer_.sign(claims)); }

  TokenIssuer issuer_{GetParam(), "https://issuer.example", "vesture"};
  TokenVerifier verifier_{issuer_.rules()};
};

INSTANTIATE_TEST_SUITE_P(EachAlgorithm, AuthToken,
                         testing::Values(Algorithm::EdDSA, Algorithm::ES256, Algorithm::RS256));

TEST_P(AuthToken, IssuedOnesVerifyAgainAndAgain) {
  const auto token = issuer_.issue(somebody());
  for (int i = 0; i < 3; ++i) {
    const auto claims = verify(token);
    ASSERT_TRUE(claims) << static_cast<int>(claims.error());
    EXPECT_EQ(*claims, somebody());
  }
}

TEST_P(AuthToken, ExpireOnTimeAlsoWhenRemembered) {
  const auto token = issuer_.issue(somebody());
  const std::int64_t expiry = somebody().expires_at.microseconds;
  EXPECT_TRUE(verify(token, {expiry + 30 * kSecond - 1}));
  EXPECT_EQ(refusal(token, {expiry + 30 * kSecond}), TokenError::expired);
  EXPECT_EQ(refusal(token, {expiry + 3600 * kSecond}), TokenError::expired);
}

TEST_P(AuthToken, AreNotValidBeforeTheirTime) {
  auto claims = somebody();
  claims.not_before = domain::Instant{kNow.microseconds + 60 * kSecond};
  const auto token = issuer_.issue(claims);
  EXPECT_EQ(refusal(token), TokenError::not_valid_yet);
  EXPECT_TRUE(verify(token, {kNow.microseconds + 30 * kSecond}));
  EXPECT_EQ(refusal(token), TokenError::not_valid_yet);
}

TEST_P(AuthToken, MustBeFromTheIssuerForTheAudienceAboutAPerson) {
  EXPECT_TRUE(verify(issuer_.sign(raw_claims())));
  auto claims = raw_claims();
  claims["iss"] = "https://other.example";
  EXPECT_EQ(refusal_of(claims), TokenError::wrong_issuer);
  claims = raw_claims();
  claims["aud"] = "other";
  EXPECT_EQ(refusal_of(claims), TokenError::wrong_audience);
  claims["aud"] = boost::json::array{"other", "vesture"};
  EXPECT_TRUE(verify(issuer_.sign(claims)));
  for (const char* subject : {"", "161175-19997", "PNOLV-16117519997", "PNOLV-161175-19998",
                              "PNOEE-161175-19997", "NTRLV-40003521600", "PNOLV-161175-19997 "}) {
    claims["sub"] = subject;
    EXPECT_EQ(refusal_of(claims), TokenError::bad_subject) << subject;
  }
}

TEST_P(AuthToken, NeedTheirClaims) {
  for (const char* name : {"iss", "aud", "sub", "exp"}) {
    auto claims = raw_claims();
    claims.erase(name);
    refusal_of(claims);
  }
}

TEST_P(AuthToken, ClaimsOfAnotherKindAreMalformed) {
  for (const char* name : {"iss", "aud", "sub", "exp", "nbf", "name", "acr", "institution", "roles"})
    for (const boost::json::value& value :
         {boost::json::value(true), boost::json::value(boost::json::object{}), boost::json::value(-1)}) {
      auto claims = raw_claims();
      claims[name] = value;
      EXPECT_EQ(refusal_of(claims), TokenError::malformed) << name;
    }
  auto claims = raw_claims();
  claims["exp"] = 1e300;
  EXPECT_EQ(refusal_of(claims), TokenError::malformed);
}

TEST_P(AuthToken, OfAnotherKeyAreRefused) {
  const TokenIssuer other(GetParam(), "https://issuer.example", "vesture");
  EXPECT_EQ(refusal(other.issue(somebody())), TokenError::bad_signature);
}

TEST_P(AuthToken, OfAnotherAlgorithmAreRefused) {
  for (const auto algorithm : {Algorithm::EdDSA, Algorithm::ES256, Algorithm::RS256}) {
    if (algorithm == GetParam()) continue;
    const TokenIssuer other(algorithm, "https://issuer.example", "vesture");
    EXPECT_EQ(refusal(other.issue(somebody())), TokenError::wrong_algorithm);
  }
}

TEST_P(AuthToken, WithoutASignatureAreRefused) {
  const auto token = issuer_.issue(somebody());
  const auto payload = token.substr(token.find('.'), token.rfind('.') - token.find('.'));
  for (const char* header : {R"({"alg":"none"})", R"({"alg":"None"})", R"({"typ":"JWT"})", R"({"alg":""})"}) {
    refusal(base64url(header) + payload + ".");
    refusal(base64url(header) + payload + token.substr(token.rfind('.')));
  }
  EXPECT_EQ(refusal(token.substr(0, token.rfind('.') + 1)), TokenError::malformed);
}

TEST_P(AuthToken, SignedWithThePublicKeyAsASecretAreRefused) {
  const auto pem = issuer_.rules().public_key_pem;
  jwt_t* jwt = nullptr;
  ASSERT_EQ(r_jwt_init(&jwt), RHN_OK);
  r_jwt_set_sign_alg(jwt, R_JWA_ALG_HS256);
  r_jwt_set_full_claims_json_str(jwt, R"({"iss":"https://issuer.example","aud":"vesture"})");
  r_jwt_add_sign_key_symmetric(jwt, reinterpret_cast<const unsigned char*>(pem.data()), pem.size());
  char* token = r_jwt_serialize_signed(jwt, nullptr, R_FLAG_IGNORE_REMOTE);
  ASSERT_NE(token, nullptr);
  EXPECT_EQ(refusal(token), TokenError::wrong_algorithm);
  r_free(token);
  r_jwt_free(jwt);
}

TEST_P(AuthToken, KeysAndCriticalExtensionsInTheHeaderAreNotBelieved) {
  const auto token = issuer_.issue(somebody());
  const auto rest = token.substr(token.find('.'));
  const std::string alg = GetParam() == Algorithm::EdDSA   ? "EdDSA"
                          : GetParam() == Algorithm::ES256 ? "ES256"
                                                           : "RS256";
  for (const std::string more :
       {R"("jku":"http://127.0.0.1:1/keys")", R"("x5u":"http://127.0.0.1:1/key")",
        R"("crit":["b64"],"b64":false)",
        R"("jwk":{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"})"})
    refusal(base64url(R"({"alg":")" + alg + R"(",)" + more + "}") + rest);
}

TEST_P(AuthToken, GarbageIsMalformed) {
  const auto token = issuer_.issue(somebody());
  for (const std::string& garbage :
       {std::string(), std::string("."), std::string(".."), std::string("..."), token + ".", token + "=",
        " " + token, token + "." + token, std::string(9000, 'a'), token + std::string(9000, 'A'),
        token.substr(0, token.size() / 2)})
    EXPECT_EQ(refusal(garbage), TokenError::malformed) << garbage.size();
}

TEST_P(AuthToken, CutShortAreRefusedAtEveryLength) {
  const auto token = issuer_.issue(somebody());
  for (std::size_t n = 0; n < token.size(); ++n) refusal(token.substr(0, n));
}

TEST_P(AuthToken, ChangedAnywhereAreRefused) {
  const auto token = issuer_.issue(somebody());
  ASSERT_TRUE(verify(token));
  const bool held = rc::check([&](std::uint32_t at, char c) {
    auto changed = token;
    changed[at % changed.size()] = c;
    RC_PRE(changed != token);
    RC_ASSERT(!verify(changed));
  });
  EXPECT_TRUE(held);
  // The last character carries bits that stand for nothing: they must not make another token of the same.
  for (const char c : std::string_view("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")) {
    auto changed = token;
    changed.back() = c;
    if (changed != token) refusal(changed);
  }
}

TEST_P(AuthToken, AreVerifiedByManyThreadsAtOnce) {
  std::vector<std::jthread> threads;
  for (int n = 0; n < 4; ++n)
    threads.emplace_back([&] {
      auto claims = somebody();
      for (int i = 0; i < 20; ++i) {
        claims.expires_at.microseconds += kSecond;
        EXPECT_TRUE(verify(issuer_.issue(claims)));
      }
    });
}

TEST(AuthTokenRules, AKeyOfAnotherAlgorithmIsRefused) {
  const TokenIssuer issuer(Algorithm::ES256, "i", "a");
  auto rules = issuer.rules();
  rules.algorithm = Algorithm::EdDSA;
  EXPECT_THROW(TokenVerifier{rules}, std::invalid_argument);
  rules.public_key_pem = "no key";
  EXPECT_THROW(TokenVerifier{rules}, std::invalid_argument);
}

TEST(AuthTokenCache, NeverHoldsMoreThanItMayAndForgetsTheExpiredFirst) {
  TokenCache cache(16);  // one in each shard
  TokenDigest first{}, second{};
  second[31] = 1;
  Claims claims = somebody();
  cache.keep(first, claims, kNow);
  ASSERT_TRUE(cache.find(first));
  cache.keep(second, claims, kNow);
  EXPECT_FALSE(cache.find(first));
  EXPECT_TRUE(cache.find(second));
  cache.forget(second);
  EXPECT_FALSE(cache.find(second));
}

}  // namespace
}  // namespace vesture::api
