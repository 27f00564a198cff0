// Which bytes of a representation a GET is answered with: Range, as RFC 9110 14 has it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace vesture::api {

struct WholeRange {};
struct ByteRange {
  std::uint64_t first = 0;  // both are within the representation, and included
  std::uint64_t last = 0;

  std::uint64_t size() const { return last - first + 1; }
  bool operator==(const ByteRange&) const = default;
};
struct UnsatisfiableRange {};  // 416
using RequestedRange = std::variant<WholeRange, ByteRange, UnsatisfiableRange>;

// `field` is Range's value, "" where there is none. Other units, several ranges and what is malformed give the whole, as
// the RFC allows.
RequestedRange requested_range(std::string_view field, std::uint64_t size);

// Content-Range's value.
std::string content_range(ByteRange range, std::uint64_t size);
std::string unsatisfied_range(std::uint64_t size);

}  // namespace vesture::api
