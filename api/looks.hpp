// Repeats of a look by one person at one thing within ten minutes join into the first (architecture 13). Kept
// in memory: after a restart a repeat is on record once more, never less.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_map>

#include "domain/common/ids.hpp"
#include "domain/common/time.hpp"

namespace vesture::api {

struct Look {
  domain::PersonId person;
  domain::AccountId account;
  std::string operation;
  std::string means;  // in which capacity
  domain::Uuid object;
  std::string filters;
};

// Any thread may call.
class Looks {
 public:
  static constexpr std::int64_t kJoinedMicroseconds = 10LL * 60 * 1'000'000;

  bool is_new(const Look&, domain::Instant now) const;
  void note(const Look&, domain::Instant now);

 private:
  static constexpr std::size_t kMost = 100'000;

  mutable std::mutex mutex_;
  std::unordered_map<std::string, domain::Instant> last_;
};

}  // namespace vesture::api
