// Rows by their ids that no list shows: what a projection remembers to make others from. A row is a described struct, packed
// as a list's rows are (list.hpp): what it has of sealed fields lies in its member `sealed`, and apart.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "projections/common/list.hpp"
#include "projections/common/row_table.hpp"
#include "projections/common/view_store.hpp"

namespace vesture::projections {

template <Described Row>
class Records {
 public:
  Records(std::string name, std::uint8_t version) : name_(std::move(name)), prefix_(name_) {
    prefix_.push_back('\0');
    prefix_.push_back(static_cast<char>(version));
  }

  const std::string& name() const { return name_; }
  const std::string& prefix() const { return prefix_; }  // of all keys; the row's id follows

  void put(ViewBatch& batch, std::string_view id, const Row& row) const {
    const auto packed = engine::pack_row(row);
    batch.put(Family::rows, key_of(id), packed.open);
    if constexpr (engine::HasSealedPart<Row>) batch.put(Family::sealed_rows, key_of(id), packed.sealed);
  }
  void erase(ViewBatch& batch, std::string_view id) const {
    batch.erase(Family::rows, key_of(id));
    if constexpr (engine::HasSealedPart<Row>) batch.erase(Family::sealed_rows, key_of(id));
  }
  // `from` is a ViewBatch, a ViewSnapshot or a ViewStore.
  template <class From>
  std::optional<Row> find(const From& from, std::string_view id) const {
    const auto open = from.get(Family::rows, key_of(id));
    if (!open) return std::nullopt;
    std::string sealed;
    if constexpr (engine::HasSealedPart<Row>) sealed = from.get(Family::sealed_rows, key_of(id)).value_or("");
    return engine::unpack_row<Row>(*open, sealed);
  }

  // Of the rows whose ids begin so, in order. For what is rare (ViewBatch::keys).
  std::vector<std::string> ids(const ViewBatch& batch, std::string_view beginning) const {
    std::vector<std::string> ids;
    for (const auto& key : batch.keys(Family::rows, key_of(beginning)))
      ids.push_back(key.substr(prefix_.size()));
    return ids;
  }

  // `scope`: whose the row is, as lists key it; "" where it is nobody's alone.
  RowTable<Row> table(std::function<std::string(const Row&)> scope) const {
    const auto read = [](std::string_view, std::string_view open, std::string_view sealed) {
      return engine::unpack_row<Row>(open, sealed);
    };
    return RowTable<Row>({.name = name_, .prefix = prefix_, .read = read, .scope = std::move(scope)});
  }

 private:
  std::string key_of(std::string_view id) const { return std::string(prefix_).append(id); }

  std::string name_;
  std::string prefix_;
};

}  // namespace vesture::projections
