// Which rows queries read, where two versions of a view lie beside each other: the row of Family::meta that says
// so is read in the snapshot that the rows are read in, so that a query sees one version from its start to its
// end.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace vesture::projections {

// The key in Family::meta that is there while queries read the rows under the prefix.
std::string serving_key(std::string_view prefix);

// What is asked for is in the version that is being built, and not in the one that serves: a sort, a filter or
// a range that only the new one declares.
struct NotYetServed : std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace vesture::projections
