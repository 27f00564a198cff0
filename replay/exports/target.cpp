#include "replay/exports/target.hpp"

#include "replay/exports/sqlite_target.hpp"
#include "replay/exports/text_target.hpp"

namespace vesture::replay {

std::unique_ptr<Target> open_target(Format format, const std::filesystem::path& path,
                                    std::vector<TableShape> tables, bool followed) {
  if (format == Format::sqlite) return open_sqlite_target(path, std::move(tables));
  return open_text_target(format, path, std::move(tables), followed);
}

}  // namespace vesture::replay
