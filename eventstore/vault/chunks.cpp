#include "eventstore/vault/chunks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "eventstore/bytes.hpp"

namespace vesture::eventstore {

namespace {

constexpr std::string_view kChunksPurpose = "vault chunks";
constexpr std::string_view kFactsPurpose = "vault facts";
constexpr std::string_view kCommitmentPurpose = "vault commitment";

Nonce nonce_of(const ChunkPlace& place) {
  std::string bytes(7, '\0');
  append_big(bytes, place.number);
  append_big(bytes, static_cast<std::uint8_t>(place.is_last));
  Nonce nonce;
  std::ranges::copy(as_bytes(bytes), nonce.begin());
  return nonce;
}

}  // namespace

ChunkPlace place_of(const ContentId& content, std::uint64_t offset, std::uint64_t size) {
  const std::uint64_t last = size == 0 ? 0 : (size - 1) / kChunkBytes;
  const std::uint64_t number = std::min(offset / kChunkBytes, last);
  return {content, static_cast<std::uint32_t>(number), number == last};
}

ContentKeys::ContentKeys(const Secret& key)
    : chunks_(subkey(key, kChunksPurpose)),
      facts_(subkey(key, kFactsPurpose)),
      salt_(subkey(key, kCommitmentPurpose)) {}

std::optional<ContentKeys> ContentKeys::in(const Keyring& keyring, const ContentId& content) {
  const auto chunks = keyring.subkey(content, kChunksPurpose);
  const auto facts = keyring.subkey(content, kFactsPurpose);
  const auto salt = keyring.subkey(content, kCommitmentPurpose);
  if (!chunks || !facts || !salt) return std::nullopt;
  ContentKeys keys;
  keys.chunks_ = *chunks;
  keys.facts_ = *facts;
  keys.salt_ = *salt;
  return keys;
}

std::string ContentKeys::seal(const ChunkPlace& place, std::string_view text) const {
  return seal_aes_gcm(chunks_, nonce_of(place), as_text(place.content), text);
}

std::string ContentKeys::open(const ChunkPlace& place, std::string_view sealed) const {
  auto text = open_aes_gcm(chunks_, nonce_of(place), as_text(place.content), sealed);
  if (!text) throw Corruption(fmt::format("a content's chunk {} does not open", place.number));
  return std::move(*text);
}

Digest ContentKeys::commitment(const Digest& sha256) const { return hmac_sha256(salt_, as_text(sha256)); }

std::string ContentKeys::seal(const ContentId& content, const ContentFacts& facts) const {
  std::string bytes;
  append_little(bytes, facts.size);
  bytes.append(as_text(facts.sha256));
  bytes.append(as_text(facts.commitment));
  return seal_aes_gcm(facts_, as_text(content), bytes);
}

ContentFacts ContentKeys::open_facts(const ContentId& content, std::string_view sealed) const {
  const auto bytes = open_aes_gcm(facts_, as_text(content), sealed);
  if (!bytes) throw Corruption("a content's facts do not open");
  ByteReader in(*bytes, "a content's facts");
  ContentFacts facts;
  facts.size = in.little<std::uint64_t>();
  facts.sha256 = in.array<Digest>();
  facts.commitment = in.array<Digest>();
  return facts;
}

}  // namespace vesture::eventstore
