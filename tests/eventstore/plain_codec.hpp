// What the tests' aggregates are encoded with: nothing is sealed.
#pragma once

#include <cstdint>
#include <string>

namespace vesture::eventstore {

struct NoCipher {};

struct Encoded {
  std::string type;
  std::uint16_t schema = 1;
  std::string payload;
};

}  // namespace vesture::eventstore
