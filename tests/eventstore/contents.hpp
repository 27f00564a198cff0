// Contents to put into a vault.
#pragma once

#include <cstdint>
#include <random>
#include <string>

#include "eventstore/vault/chunks.hpp"

namespace vesture::eventstore {

// Bytes that look like no others, the same each time.
inline std::string noise(std::size_t size, std::uint64_t seed = 1) {
  std::mt19937_64 random(seed);
  std::string bytes;
  bytes.reserve(size + sizeof(std::uint64_t));
  while (bytes.size() < size) {
    const std::uint64_t word = random();
    bytes.append(reinterpret_cast<const char*>(&word), sizeof word);
  }
  bytes.resize(size);
  return bytes;
}

// One of many: every third is of several chunks.
inline ContentId numbered_content(std::uint32_t number) {
  return {static_cast<std::uint8_t>(number >> 16), static_cast<std::uint8_t>(number >> 8),
          static_cast<std::uint8_t>(number)};
}
inline std::uint32_t number_of(const ContentId& content) {
  return std::uint32_t{content[0]} << 16 | std::uint32_t{content[1]} << 8 | content[2];
}
inline std::string numbered_bytes(std::uint32_t number) {
  return noise(number % 3 == 0 ? 3 * kChunkBytes : std::size_t{500}, number);
}

}  // namespace vesture::eventstore
