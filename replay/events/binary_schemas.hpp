// The schemas of all events (domain/*/events.fbs) as flatc writes them for reflection; made by the build.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace vesture::replay {

struct BinarySchema {
  std::string_view context;  // "orders": what its events' types begin with
  std::span<const std::uint8_t> bytes;
};

std::span<const BinarySchema> binary_schemas();

}  // namespace vesture::replay
