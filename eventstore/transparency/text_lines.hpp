// The parts of which the texts of transparency logs consist. Each takes any text.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "eventstore/log/commit.hpp"

namespace vesture::eventstore {

// Takes the first line off the text, without its end; nullopt, and nothing taken, where no line ends in it.
std::optional<std::string_view> take_line(std::string_view& text);
// Digits alone, without leading zeros.
std::optional<std::uint64_t> parse_decimal(std::string_view);
// 32 bytes in base64.
std::optional<Digest> parse_hash(std::string_view);

}  // namespace vesture::eventstore
