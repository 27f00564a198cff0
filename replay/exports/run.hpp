// What the commands export and follow do, and query on the way: an export made or taken on at a path.
//
//   <to>          the export, once it is whole
//   <to>.part     until then: an interrupted export goes on from it
//   <to>.views    the views that it is read from; what is followed keeps them
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "replay/exports/exporter.hpp"
#include "replay/source.hpp"

namespace vesture::replay {

struct ExportOptions {
  SourceOptions source;
  std::vector<std::string> what = {std::string(kAll)};
  Format format = Format::sqlite;
  std::filesystem::path to;
  std::optional<std::filesystem::path> views;  // that were rebuilt before
  bool sealed = false;
  bool followed = false;
};

struct Exporting {
  GoOn go_on;
  std::function<bool(eventstore::Position applied, eventstore::Position of)> building;  // of views; as GoOn
};

// Both give the state that the export is in when they are done; nullopt where they were told to stop. Before anything is
// written they throw std::runtime_error where what is there is somebody else's, of other options or of another history,
// where personal data is asked for and there are no keys, and (export_all) where `to` is there already; and
// std::invalid_argument where they would write into what they read.
std::optional<ExportState> export_all(const ExportOptions&, const Exporting&);
// Makes the export where it is not there, and takes it on to the log's head.
std::optional<ExportState> export_new(const ExportOptions&, const Exporting&);

}  // namespace vesture::replay
