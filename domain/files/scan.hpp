// What a malware scanner said of a content before it was taken in (MAIL-18). What carries malware is refused, so there
// is no word for it here.
#pragma once

#include <cstdint>

namespace vesture::domain::files {

// Persisted numbers: never change or reuse one.
enum class Scan : std::uint8_t {
  not_scanned = 0,  // no scanner is configured
  clean = 1,
};

}  // namespace vesture::domain::files
