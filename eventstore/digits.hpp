// Bytes as hexadecimal digits, lower case, and back.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace vesture::eventstore {

std::string hex_digits(std::span<const std::uint8_t> bytes);
std::string hex_digits(std::string_view bytes);
// Throws std::invalid_argument for what hex_digits does not give.
std::string bytes_of_digits(std::string_view digits);

}  // namespace vesture::eventstore
