// The head of an HTTP/1 request, looked at before it is parsed. Whatever could be read in two ways by two
// programs (and so hide one request in another) is refused here: line folding, bare CR or LF, blanks before a
// colon, odd characters in names, control characters in values, lengths that compete. RFC 9110 and 9112.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <variant>

#include "api/http/problem.hpp"

namespace vesture::api {

struct HeadIncomplete {};
// Where the head begins (behind empty lines) and ends (behind its last CRLF), in bytes.
struct HeadComplete {
  std::size_t begin = 0;
  std::size_t end = 0;
};
using HeadCheck = std::variant<HeadIncomplete, HeadComplete, Problem>;

// `bytes` is what has come so far; a head of more than `most` bytes is problems::header_too_large().
HeadCheck check_head(std::string_view bytes, std::size_t most);

}  // namespace vesture::api
