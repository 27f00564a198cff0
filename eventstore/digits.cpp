#include "eventstore/digits.hpp"

#include <boost/algorithm/hex.hpp>
#include <iterator>
#include <stdexcept>

#include "eventstore/bytes.hpp"

namespace vesture::eventstore {

std::string hex_digits(std::span<const std::uint8_t> bytes) {
  std::string digits;
  boost::algorithm::hex_lower(bytes.begin(), bytes.end(), std::back_inserter(digits));
  return digits;
}

std::string hex_digits(std::string_view bytes) { return hex_digits(eventstore::as_bytes(bytes)); }

std::string bytes_of_digits(std::string_view digits) {
  std::string bytes;
  try {
    boost::algorithm::unhex(digits.begin(), digits.end(), std::back_inserter(bytes));
  } catch (const boost::algorithm::hex_decode_error&) {
    throw std::invalid_argument("these are no hexadecimal digits: " + std::string(digits));
  }
  return bytes;
}

}  // namespace vesture::eventstore
