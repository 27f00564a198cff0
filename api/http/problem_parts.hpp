// What the lists of problems are put together from.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "api/http/problem.hpp"

namespace vesture::api {

inline Problem problem(int status, std::string code, domain::Text title) {
  Problem made;
  made.status = status;
  made.code = std::move(code);
  made.title = title;
  return made;
}

inline Problem retryable(Problem made, int seconds) {
  made.retry_after = seconds;
  return made;
}

inline Problem about(Problem made, std::string_view field, domain::Text detail = {}) {
  made.field = field;
  made.detail = detail;
  return made;
}

}  // namespace vesture::api
