// Where an export goes. Whatever happens to the process or the machine, what is found when it is opened again is
// exactly what was there at the last keep(): rows that came after it are cut off.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "replay/exports/state.hpp"
#include "replay/exports/table_shape.hpp"

namespace vesture::replay {

// Used by one thread. Throws std::runtime_error where the disk does not answer or holds something else.
class Target {
 public:
  virtual ~Target() = default;
  // As it was kept last; nullopt where nothing was.
  virtual std::optional<ExportState> state() const = 0;
  // Of the table with this number among the shapes that it was opened with.
  virtual void put(std::size_t table, const Cells&) = 0;
  virtual void erase(std::size_t table, const Cells& key) = 0;
  virtual void keep(const ExportState&) = 0;  // durable when it returns
};

// As an export at the path kept it last; nullopt where nothing is there, or nothing in it. Nothing is changed. Throws
// std::runtime_error where what is there is no export: it is somebody's.
std::optional<ExportState> kept_state(const std::filesystem::path&);

// A directory with a file for each table (csv, jsonl) or a file (sqlite); all files for their owner alone (0600).
// `followed`: text files tell in a first column `op` ("put", "erase") what was done to a row of a view; the last line
// of a key counts. A database has its rows as they are last.
std::unique_ptr<Target> open_target(Format, const std::filesystem::path&, std::vector<TableShape>,
                                    bool followed);

}  // namespace vesture::replay
