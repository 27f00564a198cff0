// The views that an export reads, in a directory of their own: built from the log, then taken along as it grows, with
// the rows that the last step wrote kept beside them.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "eventstore/log/log.hpp"
#include "projections/common/view_store.hpp"
#include "replay/exports/selection.hpp"

namespace vesture::replay {

// What one step from a position to a later one wrote. It is in one write with the rows themselves.
struct TouchedRows {
  struct Row {
    std::uint32_t view = 0;  // its number in the selection
    std::string id;
    BOOST_DESCRIBE_CLASS(Row, (), (view, id), (), ())
    auto operator<=>(const Row&) const = default;
  };
  eventstore::Position from = 0;
  eventstore::Position to = 0;
  std::vector<Row> rows;  // each once, in order
  BOOST_DESCRIBE_CLASS(TouchedRows, (), (from, to, rows), (), ())
};

// Used by one thread. The selection and the cipher outlive it.
class ViewSet {
 public:
  using Progress = std::function<bool(eventstore::Position applied)>;

  // What is there, where it is of this history and as these projections write it; else built anew from `upto`, as of its
  // head. nullptr where `progress` gave false: nothing is left then. Throws std::runtime_error for a directory that was
  // not made here.
  static std::unique_ptr<ViewSet> open_or_build(const std::filesystem::path&, const Selection&,
                                                const domain::Cipher&, const eventstore::Log& history,
                                                const eventstore::Log& upto, const Progress&);
  // What was rebuilt before (vesture-replay rebuild). Throws std::runtime_error where it is not of this log's head.
  static std::unique_ptr<ViewSet> open_at_head(const std::filesystem::path&, const Selection&,
                                               const domain::Cipher&, const eventstore::Log&);

  // The directory, where it was made here.
  static void remove(const std::filesystem::path&);

  eventstore::Position position() const { return position_; }
  projections::ViewSnapshot snapshot() const { return store_->snapshot(); }
  // Goes on by at most `most` commits of the log, and not beyond its head.
  void step(const eventstore::Log&, std::size_t most);
  TouchedRows last_step() const;  // empty where there was none

 private:
  ViewSet(std::unique_ptr<projections::ViewStore>, const Selection&, const domain::Cipher&);
  // The position of all checkpoints; nullopt where they are not of one history with the log, or at several positions.
  std::optional<eventstore::Position> kept_position(const eventstore::Log&) const;
  TouchedRows touched(const projections::ViewBatch&, eventstore::Position to) const;
  void put_checkpoints(projections::ViewBatch&, const eventstore::Log&, eventstore::Position) const;

  std::unique_ptr<projections::ViewStore> store_;
  const Selection& selection_;
  std::vector<std::unique_ptr<projections::Projection>> projections_;
  eventstore::Position position_ = 0;
};

}  // namespace vesture::replay
