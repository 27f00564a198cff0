// Tables made from the descriptions of rows (Boost.Describe): a column for each member, those of the member `sealed`
// among them, marked as sealed. A new member is a new column by itself.
//
//   bool, integers              boolean, integer
//   Uuid, Id                    id; nil is empty
//   Instant, Date               instant, date
//   enum                        text: its stable code, as words(x).code, code_of(x) or its description gives it
//   string                      text; in a sealed column "" is empty: what cannot be opened any more is no text
//   optional                    as what it holds, or empty
//   vector, described struct    json
#pragma once

#include <boost/describe.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <boost/mp11/algorithm.hpp>
#include <concepts>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "projections/common/list.hpp"
#include "projections/common/packed.hpp"
#include "projections/common/table.hpp"

namespace vesture::projections {

// A table without its row's type: where its rows lie.
class StoredTable : public Table {
 public:
  // `prefix`: of the keys of its rows; the rest of a key is the row's id.
  StoredTable(std::string name, std::string prefix, std::vector<Column> columns);

  const std::string& name() const override { return name_; }
  const std::vector<Column>& columns() const override { return columns_; }
  void each(const ViewSnapshot&, std::string_view after,
            const std::function<bool(const TableRow&)>& each) const override;
  std::optional<TableRow> find(const ViewSnapshot&, std::string_view id) const override;
  std::optional<std::string> id_of(std::string_view key) const override;

 private:
  virtual bool has_sealed_part() const = 0;
  virtual TableRow row(std::string_view id, std::string_view open, std::string_view sealed) const = 0;

  TableRow row_at(const ViewSnapshot&, std::string_view key, std::string_view open) const;

  std::string name_;
  std::string prefix_;
  std::vector<Column> columns_;
};

namespace tables {

template <class T>
constexpr bool is_optional = false;
template <class T>
constexpr bool is_optional<std::optional<T>> = true;

template <class T>
concept HasWords = requires(T value) {
  { words(value).code } -> std::convertible_to<std::string_view>;
};
template <class T>
concept HasCode = requires(T value) {
  { code_of(value) } -> std::convertible_to<std::string_view>;
};

template <class Enum>
std::string code(Enum value) {
  if constexpr (HasWords<Enum>)
    return std::string(words(value).code);
  else if constexpr (HasCode<Enum>)
    return std::string(code_of(value));
  else
    return boost::describe::enum_to_string(value, "");
}

// What a column of this C++ type holds.
template <class T>
struct CellOf {
  static constexpr ColumnType type = ColumnType::json;
  static Cell cell(const T& value) { return boost::json::serialize(json(value)); }
  static boost::json::value json(const T& value);
};

template <>
struct CellOf<bool> {
  static constexpr ColumnType type = ColumnType::boolean;
  static Cell cell(bool value) { return value; }
};

template <std::integral T>
struct CellOf<T> {
  static constexpr ColumnType type = ColumnType::integer;
  static Cell cell(T value) { return static_cast<std::int64_t>(value); }
};

template <>
struct CellOf<std::string> {
  static constexpr ColumnType type = ColumnType::text;
  static Cell cell(const std::string& value) { return value; }
};

template <class T>
requires std::is_enum_v<T>
struct CellOf<T> {
  static constexpr ColumnType type = ColumnType::text;
  static Cell cell(T value) { return code(value); }
};

template <>
struct CellOf<domain::Uuid> {
  static constexpr ColumnType type = ColumnType::id;
  static Cell cell(const domain::Uuid& id);
};

template <class Tag>
struct CellOf<domain::Id<Tag>> {
  static constexpr ColumnType type = ColumnType::id;
  static Cell cell(const domain::Id<Tag>& id) { return CellOf<domain::Uuid>::cell(id.uuid); }
};

template <>
struct CellOf<domain::Instant> {
  static constexpr ColumnType type = ColumnType::instant;
  static Cell cell(domain::Instant at) { return to_string(at); }
};

template <>
struct CellOf<domain::Date> {
  static constexpr ColumnType type = ColumnType::date;
  static Cell cell(domain::Date date) { return to_string(date); }
};

template <class T>
struct CellOf<std::optional<T>> {
  static constexpr ColumnType type = CellOf<T>::type;
  static Cell cell(const std::optional<T>& value) {
    if (!value) return {};
    return CellOf<T>::cell(*value);
  }
};

boost::json::value json_of(const Cell&);
void empty_where_no_text(Cell&);

template <class T>
boost::json::value as_json(const T& value) {
  if constexpr (CellOf<T>::type == ColumnType::json)
    return CellOf<T>::json(value);
  else
    return json_of(CellOf<T>::cell(value));
}

template <class T>
boost::json::value as_json(const std::vector<T>& values) {
  boost::json::array array;
  for (const auto& value : values) array.push_back(as_json(value));
  return array;
}

template <class T>
boost::json::value CellOf<T>::json(const T& value) {
  if constexpr (Described<T>) {
    boost::json::object object;
    boost::mp11::mp_for_each<boost::describe::describe_members<T, boost::describe::mod_public>>(
        [&](auto member) { object.emplace(member.name, as_json(value.*member.pointer)); });
    return object;
  } else {
    return as_json(value);
  }
}

// The members in the order of the description, those of `sealed` in its place: visit(member, of, is_sealed).
template <class Row>
void for_each_member(const Row& row, auto visit) {
  boost::mp11::mp_for_each<boost::describe::describe_members<Row, boost::describe::mod_public>>(
      [&](auto member) {
        using Member = std::remove_cvref_t<decltype(row.*member.pointer)>;
        if constexpr (engine::HasSealedPart<Row> && Described<Member>) {
          if (!is_open_member(member.name)) {
            boost::mp11::mp_for_each<boost::describe::describe_members<Member, boost::describe::mod_public>>(
                [&](auto sealed) { visit(sealed.name, row.*member.pointer.*sealed.pointer, true); });
            return;
          }
        }
        visit(member.name, row.*member.pointer, false);
      });
}

template <class Row>
std::vector<Column> columns_of(const std::set<std::string, std::less<>>& indexed) {
  std::vector<Column> columns;
  for_each_member(Row{}, [&](const char* name, const auto& value, bool sealed) {
    columns.push_back(
        {name, CellOf<std::remove_cvref_t<decltype(value)>>::type, sealed, indexed.contains(name)});
  });
  return columns;
}

template <class Row>
std::vector<Cell> cells_of(const Row& row) {
  std::vector<Cell> cells;
  for_each_member(row, [&](const char*, const auto& value, bool sealed) {
    cells.push_back(CellOf<std::remove_cvref_t<decltype(value)>>::cell(value));
    if (sealed) empty_where_no_text(cells.back());
  });
  return cells;
}

// The names that a list sorts, filters and ranges by.
template <class Row>
std::set<std::string, std::less<>> indexed_by(const ListDeclaration<Row>& list) {
  std::set<std::string, std::less<>> names;
  for (const auto& sort : list.sorts) names.insert(sort.name);
  for (const auto& filter : list.filters) names.insert(filter.name);
  for (const auto& range : list.ranges) names.insert(range.name);
  return names;
}

}  // namespace tables

template <Described Row>
struct TableDeclaration {
  std::string name;
  std::string prefix;  // of the keys of its rows
  // `sealed` is empty where the row has no sealed part.
  std::function<Row(std::string_view id, std::string_view open, std::string_view sealed)> read;
  std::function<std::string(const Row&)> scope;
  std::set<std::string, std::less<>> indexed = {};  // names of columns
};

template <Described Row>
class RowTable final : public StoredTable {
 public:
  explicit RowTable(const TableDeclaration<Row>& declared)
      : StoredTable(declared.name, declared.prefix, tables::columns_of<Row>(declared.indexed)),
        read_(declared.read),
        scope_(declared.scope) {}

 private:
  bool has_sealed_part() const override { return engine::HasSealedPart<Row>; }
  TableRow row(std::string_view id, std::string_view open, std::string_view sealed) const override {
    const auto row = read_(id, open, sealed);
    return {std::string(id), scope_(row), tables::cells_of(row)};
  }

  std::function<Row(std::string_view, std::string_view, std::string_view)> read_;
  std::function<std::string(const Row&)> scope_;
};

// The list's own rows, whichever version serves.
template <Described Row>
RowTable<Row> table_of(const List<Row>& list) {
  const auto& declared = list.declaration();
  return RowTable<Row>({.name = declared.name,
                        .prefix = list.row_prefix(),
                        .read = [](std::string_view, std::string_view open,
                                   std::string_view sealed) { return engine::unpack_row<Row>(open, sealed); },
                        .scope = declared.scope,
                        .indexed = tables::indexed_by(declared)});
}

}  // namespace vesture::projections
