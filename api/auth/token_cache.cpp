#include "api/auth/token_cache.hpp"

#include <cstring>

#include "eventstore/crypto.hpp"

namespace vesture::api {

TokenDigest digest_of(std::string_view token) { return eventstore::sha256({token}); }

// The digest is as random as any hash of it; its first byte has chosen the shard already.
std::size_t TokenCache::DigestHash::operator()(const TokenDigest& digest) const {
  std::size_t hash = 0;
  std::memcpy(&hash, digest.data() + 1, sizeof hash);
  return hash;
}

std::optional<Claims> TokenCache::find(const TokenDigest& digest) const {
  const Shard& shard = this->shard(digest);
  const std::lock_guard lock(shard.mutex);
  const auto found = shard.claims.find(digest);
  if (found == shard.claims.end()) return std::nullopt;
  return found->second;
}

void TokenCache::keep(const TokenDigest& digest, const Claims& claims, domain::Instant now) {
  if (tokens_each_ == 0) return;
  Shard& shard = this->shard(digest);
  const std::lock_guard lock(shard.mutex);
  if (shard.claims.size() >= tokens_each_)
    std::erase_if(shard.claims, [now](const auto& entry) { return entry.second.expires_at <= now; });
  if (shard.claims.size() >= tokens_each_) shard.claims.erase(shard.claims.begin());
  shard.claims.insert_or_assign(digest, claims);
}

void TokenCache::forget(const TokenDigest& digest) {
  Shard& shard = this->shard(digest);
  const std::lock_guard lock(shard.mutex);
  shard.claims.erase(digest);
}

}  // namespace vesture::api
