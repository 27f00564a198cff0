#include "api/auth/token.hpp"

#include <algorithm>
#include <array>
#include <boost/json/parse.hpp>
#include <cstdint>
#include <stdexcept>

#include "api/auth/jose.hpp"
#include "api/auth/token_cache.hpp"

namespace vesture::api {

namespace {

namespace bj = boost::json;

constexpr std::size_t kMaxTokenBytes = 8 * 1024;
// Far beyond any token, and far from where microseconds overflow: the year 9999.
constexpr double kMaxUnixSeconds = 253'402'300'799;

constexpr std::array<std::int8_t, 256> base64url_values() {
  std::array<std::int8_t, 256> values{};
  values.fill(-1);
  std::int8_t next = 0;
  for (const char c : std::string_view("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"))
    values[static_cast<unsigned char>(c)] = next++;
  return values;
}

// Without padding, and with the bits beyond the last byte zero: otherwise several texts are the same token.
bool is_canonical_base64url(std::string_view text) {
  static constexpr auto kValues = base64url_values();
  const auto value = [](char c) { return kValues[static_cast<unsigned char>(c)]; };
  if (text.empty() || text.size() % 4 == 1) return false;
  if (!std::ranges::all_of(text, [&](char c) { return value(c) >= 0; })) return false;
  const int loose_bits = text.size() % 4 == 2 ? 0x0f : text.size() % 4 == 3 ? 0x03 : 0;
  return (value(text.back()) & loose_bits) == 0;
}

bool has_three_parts(std::string_view token) {
  const auto first = token.find('.');
  if (first == std::string_view::npos) return false;
  const auto second = token.find('.', first + 1);
  if (second == std::string_view::npos) return false;
  return is_canonical_base64url(token.substr(0, first)) &&
         is_canonical_base64url(token.substr(first + 1, second - first - 1)) &&
         is_canonical_base64url(token.substr(second + 1));
}

// What the library gives as a text, as an object; nullopt where it is none.
std::optional<bj::object> parse_object(const jose::Text& text) {
  if (!text) return std::nullopt;
  bj::error_code ec;
  auto value = bj::parse(text.get(), ec);
  if (ec || !value.is_object()) return std::nullopt;
  return std::move(value.get_object());
}

// Claims that are not there are empty; of another kind, they make the token malformed.
bool read_text(const bj::object& claims, std::string_view name, std::string& into) {
  const auto* value = claims.if_contains(name);
  if (!value) return true;
  if (!value->is_string()) return false;
  into = std::string_view(value->get_string());
  return true;
}

// A text or an array of texts.
bool read_texts(const bj::object& claims, std::string_view name, std::vector<std::string>& into) {
  const auto* value = claims.if_contains(name);
  if (!value) return true;
  if (value->is_string()) {
    into.emplace_back(value->get_string());
    return true;
  }
  if (!value->is_array()) return false;
  for (const auto& element : value->get_array()) {
    if (!element.is_string()) return false;
    into.emplace_back(element.get_string());
  }
  return true;
}

// Seconds since 1970 (NumericDate), fractions cut off.
std::optional<domain::Instant> read_time(const bj::value& value) {
  if (!value.is_number()) return std::nullopt;
  const auto seconds = value.to_number<double>();
  if (!(seconds >= 0 && seconds <= kMaxUnixSeconds)) return std::nullopt;
  return domain::Instant{static_cast<std::int64_t>(seconds) * 1'000'000};
}

bool read_times(const bj::object& claims, Claims& into) {
  const auto* expires_at = claims.if_contains("exp");
  const auto* not_before = claims.if_contains("nbf");
  if (!expires_at) return false;
  const auto expiry = read_time(*expires_at);
  if (!expiry) return false;
  into.expires_at = *expiry;
  if (not_before) into.not_before = read_time(*not_before);
  return !not_before || into.not_before;
}

jose::Jwk import_key(const TokenRules& rules) {
  auto key = jose::make_jwk();
  const auto* pem = reinterpret_cast<const unsigned char*>(rules.public_key_pem.data());
  if (r_jwk_import_from_pem_der(key.get(), R_X509_TYPE_PUBKEY, R_FORMAT_PEM, pem,
                                rules.public_key_pem.size()) != RHN_OK)
    throw std::invalid_argument("the issuer's public key cannot be read");
  unsigned int bits = 0;
  const int type = r_jwk_key_type(key.get(), &bits, R_FLAG_IGNORE_REMOTE);
  const int wanted = jose::key_type_of(rules.algorithm) | R_KEY_TYPE_PUBLIC;
  if ((type & wanted) != wanted)
    throw std::invalid_argument("the issuer's public key is of another algorithm");
  return key;
}

}  // namespace

struct TokenVerifier::Impl {
  explicit Impl(TokenRules given)
      : rules(std::move(given)), key(import_key(rules)), cache(rules.cached_tokens) {}

  std::expected<Claims, TokenError> verify_signed(std::string_view token) const;
  std::expected<Claims, TokenError> read_claims(const bj::object& json) const;
  std::optional<TokenError> check_times(const Claims& claims, domain::Instant now) const;

  TokenRules rules;
  jose::Jwk key;
  mutable TokenCache cache;
};

TokenVerifier::TokenVerifier(TokenRules rules) : impl_(std::make_unique<Impl>(std::move(rules))) {}

TokenVerifier::~TokenVerifier() = default;

std::expected<Claims, TokenError> TokenVerifier::verify(std::string_view token, domain::Instant now) const {
  if (token.size() > kMaxTokenBytes) return std::unexpected(TokenError::malformed);
  const TokenDigest digest = digest_of(token);
  if (auto known = impl_->cache.find(digest)) {
    const auto error = impl_->check_times(*known, now);
    if (!error) return std::move(*known);
    impl_->cache.forget(digest);
    return std::unexpected(*error);
  }
  auto claims = impl_->verify_signed(token);
  if (!claims) return claims;
  if (const auto error = impl_->check_times(*claims, now)) return std::unexpected(*error);
  impl_->cache.keep(digest, *claims, now);
  return claims;
}

std::expected<Claims, TokenError> TokenVerifier::Impl::verify_signed(std::string_view token) const {
  if (!has_three_parts(token)) return std::unexpected(TokenError::malformed);
  const auto jwt = jose::make_jwt();
  // R_PARSE_NONE leaves keys in the header alone, and no signature at all is no token.
  if (r_jwt_advanced_parsen(jwt.get(), token.data(), token.size(), R_PARSE_NONE, R_FLAG_IGNORE_REMOTE) !=
      RHN_OK)
    return std::unexpected(TokenError::malformed);
  if (r_jwt_get_sign_alg(jwt.get()) != jose::jwa_of(rules.algorithm))
    return std::unexpected(TokenError::wrong_algorithm);
  // RFC 7515 4.1.11: what is critical and not understood must be refused, and nothing is understood here.
  const auto header = parse_object(jose::Text{r_jwt_get_full_header_str(jwt.get())});
  if (!header || header->contains("crit")) return std::unexpected(TokenError::malformed);
  // A copy for each call: the library does not promise that one key may be used by several threads.
  const jose::Jwk own_key{r_jwk_copy(key.get())};
  if (!own_key || r_jwt_verify_signature(jwt.get(), own_key.get(), R_FLAG_IGNORE_REMOTE) != RHN_OK)
    return std::unexpected(TokenError::bad_signature);
  const auto claims = parse_object(jose::Text{r_jwt_get_full_claims_str(jwt.get())});
  if (!claims) return std::unexpected(TokenError::malformed);
  return read_claims(*claims);
}

std::expected<Claims, TokenError> TokenVerifier::Impl::read_claims(const bj::object& json) const {
  Claims claims;
  std::string issuer, subject;
  std::vector<std::string> audience;
  const bool readable = read_text(json, "iss", issuer) && read_text(json, "sub", subject) &&
                        read_texts(json, "aud", audience) && read_text(json, "name", claims.name) &&
                        read_text(json, "acr", claims.acr) &&
                        read_text(json, "institution", claims.institution) &&
                        read_texts(json, "roles", claims.roles) && read_times(json, claims);
  if (!readable) return std::unexpected(TokenError::malformed);
  if (issuer != rules.issuer) return std::unexpected(TokenError::wrong_issuer);
  if (std::ranges::find(audience, rules.audience) == audience.end())
    return std::unexpected(TokenError::wrong_audience);
  auto person = domain::parse_natural_person(subject);
  if (!person) return std::unexpected(TokenError::bad_subject);
  claims.person = std::move(*person);
  return claims;
}

std::optional<TokenError> TokenVerifier::Impl::check_times(const Claims& claims, domain::Instant now) const {
  const std::int64_t leeway = std::chrono::microseconds(rules.leeway).count();
  if (now.microseconds - leeway >= claims.expires_at.microseconds) return TokenError::expired;
  if (claims.not_before && now.microseconds + leeway < claims.not_before->microseconds)
    return TokenError::not_valid_yet;
  return std::nullopt;
}

}  // namespace vesture::api
