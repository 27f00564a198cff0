// Hands out the numbers that people read, from blocks that the log has reserved
// (domain/orders/numbering.hpp).
#pragma once

#include <array>
#include <cstdint>
#include <mutex>
#include <string>

#include "api/route.hpp"
#include "domain/orders/numbering.hpp"

namespace vesture::api {

// Any thread may call.
class Numbers {
 public:
  explicit Numbers(std::uint32_t block = 100) : block_(block) {}

  // The next number of the series. Where the block is used up, the unit reserves another, whose rest is
  // handed out once the unit's commit is durable. A number that was taken by a commit that failed stays a
  // gap.
  std::string take(domain::orders::Series, Unit&);

 private:
  struct Block {
    std::uint64_t next = 0;
    std::uint64_t end = 0;
  };

  const std::uint32_t block_;
  std::mutex mutex_;
  std::array<Block, 3> blocks_;
};

}  // namespace vesture::api
