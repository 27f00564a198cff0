// Content-Digest (RFC 9530): what the sender says the content's digest is. A Dictionary of Structured Fields (RFC 8941)
// whose members are byte sequences.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace vesture::api {

// The two active algorithms of the RFC's registry. Raw bytes: 32 and 64 of them.
struct DeclaredDigests {
  std::optional<std::string> sha256;
  std::optional<std::string> sha512;
};

// Members of other algorithms are passed over. nullopt where the field is malformed or a digest has not its length.
std::optional<DeclaredDigests> parse_content_digest(std::string_view field);

// The member for a SHA-256: `sha-256=:…:`.
std::string sha256_digest_field(std::string_view raw);

}  // namespace vesture::api
