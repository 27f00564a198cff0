#include "api/http/content_digest.hpp"

#include <algorithm>

#include "api/http/field_syntax.hpp"
#include "eventstore/base64.hpp"

namespace vesture::api {

namespace {

constexpr std::size_t kSha256Bytes = 32;
constexpr std::size_t kSha512Bytes = 64;

bool is_key(std::string_view text) {
  const auto may_begin = [](char c) { return (c >= 'a' && c <= 'z') || c == '*'; };
  const auto may_follow = [&](char c) {
    return may_begin(c) || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
  };
  return !text.empty() && may_begin(text.front()) && std::ranges::all_of(text, may_follow);
}

// Parameters of a member mean nothing here.
bool skip_parameters(FieldReader& reader) {
  while (reader.take(';')) {
    reader.skip_blanks();
    if (!is_key(reader.take_until("=;, \t"))) return false;
    if (reader.take('=') && !reader.take_quoted() && reader.take_until(";, \t").empty()) return false;
  }
  return true;
}

// Where the key says of what, the value's place; nullptr for algorithms that are not known here.
std::optional<std::string>* place_of(DeclaredDigests& digests, std::string_view key) {
  if (key == "sha-256") return &digests.sha256;
  if (key == "sha-512") return &digests.sha512;
  return nullptr;
}

bool take_member(FieldReader& reader, DeclaredDigests& digests) {
  const auto key = reader.take_until("=;, \t");
  if (!is_key(key) || !reader.take('=') || !reader.take(':')) return false;
  auto raw = eventstore::base64::decode(reader.take_until(":"));
  if (!raw || !reader.take(':') || !skip_parameters(reader)) return false;
  if (auto* place = place_of(digests, key)) *place = std::move(raw);
  return true;
}

}  // namespace

std::optional<DeclaredDigests> parse_content_digest(std::string_view field) {
  DeclaredDigests digests;
  FieldReader reader(trimmed(field));
  do {
    reader.skip_blanks();
    if (!take_member(reader, digests)) return std::nullopt;
    reader.skip_blanks();
  } while (reader.take(','));
  const bool fits = reader.at_end() &&
                    digests.sha256.value_or(std::string(kSha256Bytes, 0)).size() == kSha256Bytes &&
                    digests.sha512.value_or(std::string(kSha512Bytes, 0)).size() == kSha512Bytes;
  return fits ? std::optional(std::move(digests)) : std::nullopt;
}

std::string sha256_digest_field(std::string_view raw) {
  return "sha-256=:" + eventstore::base64::encode(raw) + ":";
}

}  // namespace vesture::api
