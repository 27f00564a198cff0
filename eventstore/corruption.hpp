// What lies on the disk does not check: the message says where (file and offset, or position) and what was
// expected.
#pragma once

#include <stdexcept>

namespace vesture::eventstore {

struct Corruption : std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace vesture::eventstore
