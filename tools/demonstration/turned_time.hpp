// The demonstration's clock and its ids: turned forward by hand and made from a seed, so that a seed tells the
// same story every time.
#pragma once

#include <cstdint>

#include "domain/common/ids.hpp"
#include "domain/common/time.hpp"

namespace vesture::demonstration {

// Used by one thread.
class TurnedTime {
 public:
  TurnedTime(domain::Instant start, std::uint64_t seed) : now_(start), seed_(seed) {}

  domain::Instant now() const { return now_; }
  // Never back.
  void turn_to(domain::Instant);

  // Ids depend on the command they are minted for and not on how often it had to be tried.
  void begin_command(std::uint64_t number);
  domain::Uuid mint();

 private:
  domain::Instant now_;
  const std::uint64_t seed_;
  std::uint64_t command_ = 0;
  std::uint64_t minted_ = 0;
};

}  // namespace vesture::demonstration
