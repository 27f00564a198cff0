#include "eventstore/log/stored_rows.hpp"

#include "eventstore/log/recovery.hpp"
#include "eventstore/log/store.hpp"

namespace vesture::eventstore {

StoredRows::StoredRows(const std::filesystem::path& log) : store_(open_strictly_to_read(log)) {}
StoredRows::~StoredRows() = default;

Position StoredRows::last_position() const { return store_->last_position(); }

void StoredRows::read(Family family, std::string_view from, std::string_view to,
                      const std::function<bool(std::string_view key, std::string_view value)>& each) const {
  store_->scan(family, from, to, each);
}

std::vector<std::string> StoredRows::unknown_families() const { return store_->unknown_families(); }

}  // namespace vesture::eventstore
