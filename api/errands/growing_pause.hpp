// How long to leave something outside alone after it has failed: longer each time, until it works again. For one thread.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>

#include "domain/common/time.hpp"

namespace vesture::api {

class GrowingPause {
 public:
  static constexpr std::int64_t kFirst = 60LL * 1'000'000;  // microseconds
  static constexpr std::int64_t kLongest = 3'600LL * 1'000'000;

  // A clock that was turned back must not make it longer.
  bool holds(domain::Instant now) const {
    return until_ && now < *until_ && until_->microseconds - now.microseconds <= kLongest;
  }
  void failed(domain::Instant now) {
    until_ = domain::Instant{now.microseconds + pause_};
    pause_ = std::min(2 * pause_, kLongest);
    ++failures_;
  }
  void worked() { *this = {}; }
  std::uint32_t failures() const { return failures_; }  // since it last worked

 private:
  std::optional<domain::Instant> until_;
  std::int64_t pause_ = kFirst;
  std::uint32_t failures_ = 0;
};

}  // namespace vesture::api
