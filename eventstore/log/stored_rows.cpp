#include "eventstore/log/stored_rows.hpp"

#include "eventstore/log/recovery.hpp"
#include "eventstore/log/store.hpp"

namespace vesture::eventstore {

namespace {

class RowsOfStore final : public StoredRows {
 public:
  explicit RowsOfStore(std::unique_ptr<const Store> store) : store_(std::move(store)) {}

  void read(Family family, std::string_view from, std::string_view to,
            const std::function<bool(std::string_view key, std::string_view value)>& each) const override {
    store_->scan(family, from, to, each);
  }
  Position last_position() const override { return store_->last_position(); }
  std::vector<std::string> unknown_families() const override { return store_->unknown_families(); }

 private:
  std::unique_ptr<const Store> store_;
};

}  // namespace

std::optional<std::string> StoredRows::find(Family family, std::string_view key) const {
  std::optional<std::string> found;
  read(family, key, "", [&](std::string_view at, std::string_view value) {
    if (at == key) found = value;
    return false;
  });
  return found;
}

std::unique_ptr<StoredRows> open_rows(const std::filesystem::path& log) {
  return std::make_unique<RowsOfStore>(open_strictly_to_read(log));
}

}  // namespace vesture::eventstore
