// Chance that repeats itself: SplitMix64 (Steele, Lea, Flood 2014), whose numbers are the same everywhere, which
// the standard library's distributions do not promise.
#pragma once

#include <cstddef>
#include <cstdint>

namespace vesture::demonstration {

class Chance {
 public:
  explicit Chance(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    state_ += 0x9e3779b97f4a7c15;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }
  // 0 … limit - 1; the bias of the remainder does not matter to a story.
  std::uint64_t below(std::uint64_t limit) { return next() % limit; }
  int between(int least, int most) {
    return least + static_cast<int>(below(static_cast<std::uint64_t>(most - least + 1)));
  }
  bool happens(int percent) { return below(100) < static_cast<std::uint64_t>(percent); }

  template <class Range>
  const auto& one_of(const Range& range) {
    return range[static_cast<std::size_t>(below(range.size()))];
  }

 private:
  std::uint64_t state_;
};

// A seed of two.
inline std::uint64_t mixed(std::uint64_t a, std::uint64_t b) { return Chance(Chance(a).next() ^ b).next(); }

}  // namespace vesture::demonstration
