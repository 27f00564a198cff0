// What a commit's record says of itself, read in place and without hashing: to find commits by, many times faster than
// reading them. Nothing of it is proved: what is found is then read as a commit.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "eventstore/log/commit.hpp"

namespace vesture::eventstore {

// Views into the record.
struct Outline {
  Position position = 0;
  std::int64_t time = 0;
  Id16 person{};
  Id16 account{};
  Position cause = 0;
  std::vector<std::string_view> streams;  // of its events, in their order
};

// Throws Corruption for bytes that cannot be walked through.
Outline outline_of(std::string_view record);

}  // namespace vesture::eventstore
