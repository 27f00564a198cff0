#include "api/http/rate_limit.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

namespace vesture::api {

std::optional<int> RateLimit::seconds_to_wait(std::string_view caller, Time now) {
  Shard& shard = shards_[std::hash<std::string_view>{}(caller) % kShards];
  const std::lock_guard lock(shard.mutex);
  Bucket& bucket = this->bucket(shard, caller, now);
  const double elapsed = std::max(0.0, std::chrono::duration<double>(now - bucket.at).count());
  bucket.tokens = std::min(rules_.burst, bucket.tokens + elapsed * rules_.per_second);
  bucket.at = std::max(bucket.at, now);
  if (bucket.tokens < 1)
    return std::max(1, static_cast<int>(std::ceil((1 - bucket.tokens) / rules_.per_second)));
  bucket.tokens -= 1;
  return std::nullopt;
}

RateLimit::Bucket& RateLimit::bucket(Shard& shard, std::string_view caller, Time now) {
  if (const auto known = shard.by_caller.find(caller); known != shard.by_caller.end()) {
    shard.buckets.splice(shard.buckets.begin(), shard.buckets, known->second);
    return shard.buckets.front();
  }
  if (shard.buckets.size() >= std::max<std::size_t>(1, rules_.callers / kShards)) {
    shard.by_caller.erase(shard.buckets.back().caller);
    shard.buckets.pop_back();
  }
  shard.buckets.push_front({std::string(caller), rules_.burst, now});
  shard.by_caller.emplace(shard.buckets.front().caller, shard.buckets.begin());
  return shard.buckets.front();
}

}  // namespace vesture::api
