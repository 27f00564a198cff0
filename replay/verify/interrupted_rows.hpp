// A log's rows whose reading whoever asked for it may break off, however many there are.
#pragma once

#include <functional>

#include "eventstore/log/stored_rows.hpp"
#include "replay/verify/interrupted.hpp"

namespace vesture::replay {

class InterruptedRows final : public eventstore::StoredRows {
 public:
  // `rows` outlives it. `interrupted` is called on any thread; reading throws Interrupted where it gives true.
  InterruptedRows(const eventstore::StoredRows& rows, std::function<bool()> interrupted)
      : rows_(rows), interrupted_(std::move(interrupted)) {}

  void read(eventstore::Family family, std::string_view from, std::string_view to,
            const std::function<bool(std::string_view key, std::string_view value)>& each) const override {
    rows_.read(family, from, to, [&](std::string_view key, std::string_view value) {
      if (interrupted_()) throw Interrupted("interrupted while the log's rows were read through");
      return each(key, value);
    });
  }
  eventstore::Position last_position() const override { return rows_.last_position(); }
  std::vector<std::string> unknown_families() const override { return rows_.unknown_families(); }

 private:
  const eventstore::StoredRows& rows_;
  std::function<bool()> interrupted_;
};

}  // namespace vesture::replay
