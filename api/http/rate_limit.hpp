// A token bucket for each caller: so many requests at once, then so many a second. Time is an argument.
// Any thread may call.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace vesture::api {

struct RateRules {
  double per_second = 50;
  double burst = 100;             // at least 1
  std::size_t callers = 100'000;  // remembered; beyond that the one not heard of for longest is forgotten
};

class RateLimit {
 public:
  using Time = std::chrono::steady_clock::time_point;

  explicit RateLimit(RateRules rules) : rules_(rules) {}

  // nullopt: the request may go on, and counts. Otherwise whole seconds until one may, and it does not count.
  std::optional<int> seconds_to_wait(std::string_view caller, Time now);

 private:
  struct Bucket {
    std::string caller;
    double tokens = 0;
    Time at;
  };
  // Callers are spread over shards by hash, so that threads seldom meet at a mutex.
  struct Shard {
    std::mutex mutex;
    std::list<Bucket> buckets;  // the one heard of last in front
    std::unordered_map<std::string_view, std::list<Bucket>::iterator> by_caller;  // keys lie in the buckets
  };
  static constexpr std::size_t kShards = 16;

  Bucket& bucket(Shard&, std::string_view caller, Time now);

  RateRules rules_;
  std::array<Shard, kShards> shards_;
};

}  // namespace vesture::api
