#include "projections/common/row_table.hpp"

namespace vesture::projections {

StoredTable::StoredTable(std::string name, std::string prefix, std::vector<Column> columns)
    : name_(std::move(name)), prefix_(std::move(prefix)), columns_(std::move(columns)) {}

TableRow StoredTable::row_at(const ViewSnapshot& views, std::string_view key, std::string_view open) const {
  std::string sealed;
  if (has_sealed_part()) sealed = views.get(Family::sealed_rows, key).value_or("");
  return row(key.substr(prefix_.size()), open, sealed);
}

void StoredTable::each(const ViewSnapshot& views, std::string_view after,
                       const std::function<bool(const TableRow&)>& each) const {
  // The first key behind another is that key with a zero at its end.
  const auto first = after.empty() ? prefix_ : prefix_ + std::string(after) + '\0';
  auto rows = views.iterate(Family::rows, first, after_prefix(prefix_));
  for (rows.seek(first); rows.valid(); rows.next())
    if (!each(row_at(views, rows.key(), rows.value()))) return;
}

std::optional<TableRow> StoredTable::find(const ViewSnapshot& views, std::string_view id) const {
  const auto key = prefix_ + std::string(id);
  const auto open = views.get(Family::rows, key);
  if (!open) return std::nullopt;
  return row_at(views, key, *open);
}

std::optional<std::string> StoredTable::id_of(std::string_view key) const {
  if (!key.starts_with(prefix_)) return std::nullopt;
  return std::string(key.substr(prefix_.size()));
}

namespace tables {

boost::json::value json_of(const Cell& cell) {
  return std::visit(
      []<class T>(const T& value) -> boost::json::value {
        if constexpr (std::is_same_v<T, std::monostate>)
          return nullptr;
        else
          return boost::json::value(value);
      },
      cell);
}

void empty_where_no_text(Cell& cell) {
  const auto* text = std::get_if<std::string>(&cell);
  if (text && text->empty()) cell = std::monostate();
}

Cell CellOf<domain::Uuid>::cell(const domain::Uuid& id) {
  if (id.is_nil()) return {};
  return to_string(id);
}

}  // namespace tables
}  // namespace vesture::projections
