// A list that serves in another's place until that one is built: the version before, its rows converted.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "projections/common/comparison.hpp"
#include "projections/common/list_query.hpp"
#include "projections/common/serving.hpp"
#include "projections/common/view_store.hpp"

namespace vesture::projections {

template <class Row>
class List;

namespace engine {

template <class Row>
class Predecessor {
 public:
  virtual ~Predecessor() = default;
  // As List's; NotYetServed where the query names what this list does not have.
  virtual PageEnd page(const ViewSnapshot&, const ListQuery&, const TakeRow<Row>&) const = 0;
  virtual void each(const ViewSnapshot&, const ListQuery&, const std::function<bool(const Row&)>&) const = 0;
  virtual std::optional<Row> find(const ViewSnapshot&, std::string_view id) const = 0;
  virtual std::unique_ptr<RowsById<Row>> rows_by_id(const ViewSnapshot&) const = 0;
};

template <class OldRow, class Row>
class ConvertedRows final : public RowsById<Row> {
 public:
  ConvertedRows(std::unique_ptr<RowsById<OldRow>> old, const std::function<Row(OldRow)>& converted)
      : old_(std::move(old)), converted_(converted) {}

  bool valid() const override { return old_->valid(); }
  std::string_view id() const override { return old_->id(); }
  Row row() const override { return converted_(old_->row()); }
  void next() override { old_->next(); }

 private:
  std::unique_ptr<RowsById<OldRow>> old_;
  const std::function<Row(OldRow)>& converted_;
};

template <class OldRow, class Row>
class ConvertedList final : public Predecessor<Row> {
 public:
  ConvertedList(List<OldRow> old, std::function<Row(OldRow)> converted)
      : old_(std::move(old)), converted_(std::move(converted)) {}

  PageEnd page(const ViewSnapshot& snapshot, const ListQuery& query,
               const TakeRow<Row>& take) const override {
    check_declares(query);
    return old_.page(snapshot, query, [&](OldRow&& row) { take(converted_(std::move(row))); });
  }

  void each(const ViewSnapshot& snapshot, const ListQuery& query,
            const std::function<bool(const Row&)>& visit) const override {
    check_declares(query);
    old_.each(snapshot, query, [&](const OldRow& row) { return visit(converted_(row)); });
  }

  std::optional<Row> find(const ViewSnapshot& snapshot, std::string_view id) const override {
    auto old = old_.find(snapshot, id);
    if (!old) return std::nullopt;
    return converted_(std::move(*old));
  }

  std::unique_ptr<RowsById<Row>> rows_by_id(const ViewSnapshot& snapshot) const override {
    return std::make_unique<ConvertedRows<OldRow, Row>>(old_.served_rows_by_id(snapshot), converted_);
  }

 private:
  void check_declares(const ListQuery& query) const {
    if (!old_.declares(query))
      throw NotYetServed("list " + old_.declaration().name + ": asked for what a newer version has");
  }

  List<OldRow> old_;
  std::function<Row(OldRow)> converted_;
};

}  // namespace engine
}  // namespace vesture::projections
