// How a content is sealed: the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizar: "Online Authenticated-Encryption
// and its Nonce-Reuse Misuse-Resistance", 2015) over AES-256-GCM. What was once written is read for ever: a change of any
// number or order below needs a new format (rows.hpp) and a reader for both.
//
//   content := chunk*              each of kChunkBytes of plain text, the last of 1 to kChunkBytes; an empty content has
//                                  one empty chunk
//   chunk   := ciphertext, tag[16] under the content's chunk key, bound to the content's id
//   nonce   := zeros[7], number u32 big-endian, last u8 (1 for the last chunk, else 0)
//   facts   := nonce[12], ciphertext[72], tag[16] under the content's facts key, bound to the content's id, of:
//              size u64 little-endian, sha256[32], commitment[32]
//
// The nonce has no random prefix, because a content's key is its own. Its keys are HKDF-SHA-256 of the key in the
// keyring: "vault chunks", "vault facts" and "vault commitment".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "eventstore/crypto.hpp"
#include "eventstore/vault/vault.hpp"

namespace vesture::eventstore {

// Persisted number: never change it.
inline constexpr std::size_t kChunkBytes = 256 * 1024;
inline constexpr std::size_t kSealedChunkBytes = kChunkBytes + kTagBytes;

// Where a chunk stands in its content.
struct ChunkPlace {
  ContentId content{};
  std::uint32_t number = 0;
  bool is_last = false;
};

// The place of the chunk that holds the offset; that of the last one for the content's end.
ChunkPlace place_of(const ContentId&, std::uint64_t offset, std::uint64_t size);

class ContentKeys {
 public:
  explicit ContentKeys(const Secret& key);
  // nullopt: there is no such key, or it is destroyed.
  static std::optional<ContentKeys> in(const Keyring&, const ContentId&);

  std::string seal(const ChunkPlace&, std::string_view text) const;
  // Throws Corruption where it is not the chunk of that place.
  std::string open(const ChunkPlace&, std::string_view sealed) const;

  Digest commitment(const Digest& sha256) const;

  std::string seal(const ContentId&, const ContentFacts&) const;
  ContentFacts open_facts(const ContentId&, std::string_view sealed) const;  // throws Corruption

 private:
  ContentKeys() = default;

  Secret chunks_;
  Secret facts_;
  Secret salt_;
};

}  // namespace vesture::eventstore
