// What is asked of a list's rows beside their columns, by what is kept beside the list: words of a text (text_index.hpp),
// what one person has not seen yet. A query may have several; a row has to pass all of them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "projections/common/view_store.hpp"

namespace vesture::projections {

class Restriction {
 public:
  virtual ~Restriction() = default;

  // The ids of all rows of the scope that pass; nullopt where more than `most` candidates would have to be read to tell.
  virtual std::optional<std::vector<std::string>> few(const ViewSnapshot&, std::string_view scope,
                                                      std::size_t most) const = 0;
  // Whether the row passes.
  virtual bool passes(const ViewSnapshot&, std::string_view scope, std::string_view id) const = 0;
};

}  // namespace vesture::projections
