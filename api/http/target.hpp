// A request's target: the path as it stands and the query decoded.
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/http/problem.hpp"

namespace vesture::api {

struct Target {
  std::string path;
  std::vector<std::pair<std::string, std::string>> query;  // in order, repeats kept
};

// Origin form ("/a?b=c") or absolute form ("http://host/a?b=c", whose host counts for nothing here). In the
// query
// `+` is a space. Refused: fragments, bad percent escapes, and texts that are no UTF-8 or hold control
// characters.
std::expected<Target, Problem> parse_target(std::string_view target);

}  // namespace vesture::api
