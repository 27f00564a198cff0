// Tokens that have verified, by their SHA-256, so that a caller's next request costs a hash instead of a
// signature. Any thread may call.
#pragma once

#include <array>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string_view>
#include <unordered_map>

#include "api/auth/token.hpp"

namespace vesture::api {

using TokenDigest = std::array<std::uint8_t, 32>;

TokenDigest digest_of(std::string_view token);

class TokenCache {
 public:
  explicit TokenCache(std::size_t tokens) : tokens_each_((tokens + kShards - 1) / kShards) {}

  std::optional<Claims> find(const TokenDigest&) const;
  // Makes room, where there is none, by forgetting what has expired at `now`, else any one token.
  void keep(const TokenDigest&, const Claims&, domain::Instant now);
  void forget(const TokenDigest&);

 private:
  struct DigestHash {
    std::size_t operator()(const TokenDigest&) const;
  };
  struct Shard {
    mutable std::mutex mutex;
    std::unordered_map<TokenDigest, Claims, DigestHash> claims;
  };
  static constexpr std::size_t kShards = 16;

  const Shard& shard(const TokenDigest& digest) const { return shards_[digest[0] % kShards]; }
  Shard& shard(const TokenDigest& digest) { return shards_[digest[0] % kShards]; }

  std::size_t tokens_each_;
  std::array<Shard, kShards> shards_;
};

}  // namespace vesture::api
