// Hands out the numbers that people read, from blocks that the log has reserved
// (domain/orders/numbering.hpp).
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <string>

#include "api/route.hpp"
#include "domain/orders/numbering.hpp"

namespace vesture::api {

// Any thread may call.
class Numbers {
 public:
  explicit Numbers(std::uint32_t block = 200) : block_(block) {}

  // The next number of the series. Where the last block is begun, and no other unit does so, the unit reserves another,
  // which is handed out once the unit's commit is durable: commands that come meanwhile find numbers, and do not meet on
  // the stream. Where none is left, the unit takes the first of what it reserves. A number that was taken by a commit that
  // failed stays a gap.
  std::string take(domain::orders::Series, Unit&);

 private:
  struct Block {
    std::uint64_t next = 0;
    std::uint64_t end = 0;
  };
  struct Counter {
    std::deque<Block> blocks;                   // none of them is empty
    std::weak_ptr<const Block> being_reserved;  // held by the unit that does
  };

  // With the mutex held. What is taken of it before the commit is not handed out.
  Block& reserve(domain::orders::Series, Counter&, Unit&);
  void add(Counter&, const Block&);

  const std::uint32_t block_;
  std::mutex mutex_;
  std::array<Counter, 3> counters_;
};

}  // namespace vesture::api
