// Where two stores differ, key by key.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "projections/common/view_store.hpp"

namespace vesture::projections {

// A key and what each of the two has under it: nullopt where it is not there. Views that live for the call.
struct KeyDifference {
  std::string_view key;
  std::optional<std::string_view> before;
  std::optional<std::string_view> after;
};

// In the order of the keys under each of the prefixes, until `each` gives false.
void for_each_difference(const ViewSnapshot& before, const ViewSnapshot& after, Family,
                         const std::vector<std::string>& prefixes,
                         const std::function<bool(const KeyDifference&)>& each);

}  // namespace vesture::projections
