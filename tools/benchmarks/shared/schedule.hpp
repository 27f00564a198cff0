// When the requests of a load are due. In an open loop they are due at a fixed rate, whatever the answers do, so that a
// server that stands still is charged with everyone who would have come meanwhile; in a closed loop the next one is due
// when an answer has come.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace vesture::bench {

using LoadTime = std::chrono::steady_clock::time_point;

class Schedule {
 public:
  struct Due {
    std::uint64_t number = 0;  // from 0 on
    LoadTime at;
  };

  // `per_second` is above 0; nullopt: a closed loop.
  Schedule(LoadTime begin, LoadTime end, std::optional<double> per_second)
      : begin_(begin), end_(end), per_second_(per_second) {}

  // The next one; nullopt where it would be due at the end or later.
  std::optional<Due> next(LoadTime now) {
    const Due due{next_, per_second_ ? begin_ + after(next_) : now};
    if (due.at >= end_) return std::nullopt;
    ++next_;
    return due;
  }

 private:
  std::chrono::nanoseconds after(std::uint64_t number) const {
    const std::chrono::duration<double> seconds(static_cast<double>(number) / *per_second_);
    return std::chrono::duration_cast<std::chrono::nanoseconds>(seconds);
  }

  LoadTime begin_;
  LoadTime end_;
  std::optional<double> per_second_;
  std::uint64_t next_ = 0;
};

}  // namespace vesture::bench
