#include "projections/mail/suspicions.hpp"

#include "projections/common/decoded.hpp"
#include "projections/common/row_table.hpp"

namespace vesture::projections::mail {

namespace {

namespace dom = domain::mail;
using Keys = std::vector<std::string>;

ListDeclaration<SuspicionRow> declared() {
  ListDeclaration<SuspicionRow> list;
  list.name = "suspicions";
  list.scope = [](const SuspicionRow&) { return std::string(); };
  list.id = [](const SuspicionRow& row) { return std::string(row.suspicion.uuid.view()); };
  list.time = [](const SuspicionRow& row) { return row.time; };
  list.time_range = list.time_sort = "time";
  list.sorts = {{"time", Distinct::many, [](const SuspicionRow& row) { return instant_key(row.time); }}};
  list.filters = {{"kind", Selects::broad,
                   [](const SuspicionRow& row) { return Keys{keyword_key(tables::code(row.kind))}; }}};
  list.ranges = {{"time", [](const SuspicionRow& row) -> std::optional<Instant> { return row.time; }}};
  list.combinations = {{"kind"}};
  return list;
}

SuspicionRow row_of(const dom::SuspicionReported& e) {
  SuspicionRow row{e.suspicion, e.account, e.kind, e.message, e.reported_by, e.at, {}};
  if (!e.description.destroyed) row.sealed.description = e.description.text;
  return row;
}

}  // namespace

const List<SuspicionRow>& suspicion_list() {
  static const List<SuspicionRow> list(declared());
  return list;
}

std::vector<const engine::Engine*> SuspicionsProjection::lists() const {
  return {&suspicion_list().engine()};
}

std::vector<const Table*> SuspicionsProjection::tables() const {
  static const auto table = table_of(suspicion_list());
  return {&table};
}

void SuspicionsProjection::apply(const eventstore::Commit& commit, ViewBatch& batch) const {
  for (const auto& event : commit.events)
    if (is_of<dom::Suspicion>(event)) {
      const auto reported = decoded<dom::Suspicion>(event, cipher_);
      suspicion_list().put(batch, row_of(std::get<dom::SuspicionReported>(reported)));
    }
}

}  // namespace vesture::projections::mail
