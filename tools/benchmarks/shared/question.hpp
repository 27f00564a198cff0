// What is asked of a list: a part of a query, by the name that the tables show it under.
#pragma once

#include <functional>
#include <string>

#include "projections/common/list_query.hpp"

namespace vesture::bench {

struct Question {
  std::string name;
  std::function<void(projections::ListQuery&)> ask;  // sets filters and ranges
};

}  // namespace vesture::bench
