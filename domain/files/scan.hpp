// What is known of a content's harmlessness (MAIL-18). What carries malware is refused, so it has no number here.
#pragma once

#include <cstdint>

namespace vesture::domain::files {

// Numbers are persisted: never change or reuse one.
enum class Scan : std::uint8_t {
  not_scanned = 0,  // no scanner was configured
  clean = 1,
};

}  // namespace vesture::domain::files
