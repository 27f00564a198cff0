#include "replay/exports/target.hpp"

#include <stdexcept>

#include "replay/exports/sqlite_target.hpp"
#include "replay/exports/text_target.hpp"

namespace vesture::replay {

std::optional<ExportState> kept_state(const std::filesystem::path& path) {
  namespace fs = std::filesystem;
  if (!fs::exists(path) || fs::is_empty(path)) return std::nullopt;
  auto state = fs::is_directory(path) ? state_in_directory(path) : state_in_database(path);
  if (!state)
    throw std::runtime_error(path.string() +
                             ": is there already, and is no export, or one that ended before its first row");
  return state;
}

std::unique_ptr<Target> open_target(Format format, const std::filesystem::path& path,
                                    std::vector<TableShape> tables, bool followed) {
  if (format == Format::sqlite) return open_sqlite_target(path, std::move(tables));
  return open_text_target(format, path, std::move(tables), followed);
}

}  // namespace vesture::replay
