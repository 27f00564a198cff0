#pragma once

#include <stdexcept>

namespace vesture::replay {

// Whoever asked for it broke it off: nothing can be told. The message says how far it came.
struct Interrupted : std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace vesture::replay
