// The accounts that generated rows are of: a number each, so that whoever asks for a page can make up the id.
#pragma once

#include <cstdint>

#include "domain/common/ids.hpp"

namespace vesture::bench {

// "00000000-0001-7000-8000-" and the number as twelve hexadecimal digits.
inline domain::AccountId account_of(std::uint32_t number) {
  const auto byte = [number](int shift) { return static_cast<std::uint8_t>(number >> shift); };
  return {domain::uuid_v7(1, {0, 0, 0, 0, 0, 0, byte(24), byte(16), byte(8), byte(0)})};
}

}  // namespace vesture::bench
