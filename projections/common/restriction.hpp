// What is asked of a list's rows beside their columns, by what is kept beside the list: words of a text (text_index.hpp),
// what one person has not seen yet. A query may have several; a row has to pass all of them.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "projections/common/view_store.hpp"

namespace vesture::projections {

// Rows in the order of their list's time, or backwards. A row is told by its time and id, as the list's keys end in them
// (list_keys.hpp).
class RowsByTime {
 public:
  virtual ~RowsByTime() = default;
  virtual bool valid() const = 0;
  virtual std::string_view time_and_id() const = 0;  // until the next move
  virtual void next() = 0;
  // On to the first that does not come before it.
  virtual void seek(std::string_view time_and_id) = 0;
};

class Restriction {
 public:
  virtual ~Restriction() = default;

  // The ids of all rows of the scope that pass; nullopt where more than `most` candidates would have to be read to tell.
  virtual std::optional<std::vector<std::string>> few(const ViewSnapshot&, std::string_view scope,
                                                      std::size_t most) const = 0;
  // All rows of the scope that pass, beyond the time and id of `after` ("": from the first on); nullptr where they are
  // not kept in that order, or too much would have to be merged for it. Lives no longer than the snapshot.
  virtual std::unique_ptr<RowsByTime> by_time(const ViewSnapshot&, std::string_view /*scope*/,
                                              bool /*descending*/, std::string_view /*after*/) const {
    return nullptr;
  }
  // Whether the row passes.
  virtual bool passes(const ViewSnapshot&, std::string_view scope, std::string_view id) const = 0;
};

}  // namespace vesture::projections
