// A log's rows as they lie there, neither decoded nor checked: for those who check them.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "eventstore/log/rows.hpp"

namespace vesture::eventstore {

// Any thread reads. What the disk gives damaged throws Corruption.
class StoredRows {
 public:
  virtual ~StoredRows() = default;

  // Keys from `from` on and before `to`, or to the end where that is empty, in order, until `each` gives false. The
  // views live for the call alone.
  virtual void read(Family, std::string_view from, std::string_view to,
                    const std::function<bool(std::string_view key, std::string_view value)>& each) const = 0;
  // The last key's of the commits.
  virtual Position last_position() const = 0;
  // Families of rows that no log of this format has.
  virtual std::vector<std::string> unknown_families() const = 0;

  std::optional<std::string> find(Family, std::string_view key) const;
};

// `log` is the log's own directory, perhaps that of a running server. It is opened strictly (recovery.hpp), and nothing
// is written.
std::unique_ptr<StoredRows> open_rows(const std::filesystem::path& log);

}  // namespace vesture::eventstore
