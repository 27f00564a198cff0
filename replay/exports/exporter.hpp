// An export from its first row to its last, and what is new since. However it ends (asked to stop, killed, out of
// space), the same call goes on with what was kept, and ends in the same rows.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

#include "eventstore/log/log.hpp"
#include "replay/exports/selection.hpp"
#include "replay/exports/target.hpp"
#include "replay/exports/view_set.hpp"

namespace vesture::replay {

// Asked after each row of a view and each commit with its events, with how far it is; false: no more for now.
using GoOn = std::function<bool(const ExportState&)>;

// A state with nothing exported yet, as of the log's head.
ExportState new_export(const eventstore::Log&, const Selection&, Format, bool followed);
// Throws std::runtime_error where the log, whose head is not before the state's position, has another history.
void check_same_history(const eventstore::Log&, const ExportState&);

struct ExportSource {
  const eventstore::Log& log;
  const domain::Cipher& cipher;
  ViewSet* views;  // nullptr where the selection has none
};

class Exporter {
 public:
  // `rows_at_once`: between two times that the target keeps. All outlive it.
  Exporter(ExportSource, const Selection&, Target&, std::size_t rows_at_once = 10'000);

  // Goes on with the export that the state tells of, up to its position, where the log's head and the views are. False
  // where it was told to stop; the target has kept the state either way.
  bool finish(ExportState&, const GoOn&);
  // Takes a whole export on to the log's head, some commits at a time, the views with it. False as above.
  bool follow(ExportState&, const GoOn&);

 private:
  bool export_commits(ExportState&, const GoOn&);
  bool export_view(ExportState&, std::size_t view, const GoOn&);
  bool kept_up(ExportState&, std::string after, const GoOn&);
  void put_commit(const eventstore::Commit&);
  void put_touched(const TouchedRows&);
  void catch_up(const ExportState&);
  std::size_t first_view() const { return selection_.commits ? 2 : 0; }  // among the tables

  ExportSource source_;
  const Selection& selection_;
  Target& target_;
  std::size_t rows_at_once_;
  std::size_t rows_since_kept_ = 0;
};

}  // namespace vesture::replay
