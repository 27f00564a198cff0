#include "projections/accounts/register_changes.hpp"

#include "projections/common/decoded.hpp"
#include "projections/common/list_keys.hpp"
#include "projections/common/row_table.hpp"

namespace vesture::projections::accounts {

namespace {

namespace dom = domain::accounts;
using Keys = std::vector<std::string>;

ListDeclaration<RegisterChangeRow> declared() {
  ListDeclaration<RegisterChangeRow> list;
  list.name = "register-changes";
  list.scope = [](const RegisterChangeRow&) { return std::string(); };
  list.id = [](const RegisterChangeRow& row) { return unsigned_key(row.sequence); };
  list.time = [](const RegisterChangeRow& row) { return row.time; };
  list.time_range = list.time_sort = "time";
  list.sorts = {{"time", Distinct::many, [](const RegisterChangeRow& row) { return instant_key(row.time); }}};
  list.filters = {{"kind", Selects::broad,
                   [](const RegisterChangeRow& row) { return Keys{keyword_key(tables::code(row.kind))}; }}};
  list.ranges = {{"time", [](const RegisterChangeRow& row) -> std::optional<Instant> { return row.time; }}};
  list.combinations = {{"kind"}};
  return list;
}

RegisterChangeRow row_of(const dom::RegisterChangeTaken& e) {
  RegisterChangeRow row{e.sequence, e.kind, std::nullopt, e.at};
  if (!e.account.uuid.is_nil()) row.account = e.account;
  return row;
}

}  // namespace

const List<RegisterChangeRow>& register_change_list() {
  static const List<RegisterChangeRow> list(declared());
  return list;
}

std::size_t count_put_aside(const ViewSnapshot& views) {
  std::size_t count = 0;
  ListQuery query;
  query.sort = "time";
  register_change_list().each(views, query, [&](const RegisterChangeRow&) { return ++count > 0; });
  return count;
}

std::vector<const engine::Engine*> RegisterChangesProjection::lists() const {
  return {&register_change_list().engine()};
}

std::vector<const Table*> RegisterChangesProjection::tables() const {
  static const auto table = table_of(register_change_list());
  return {&table};
}

void RegisterChangesProjection::apply(const eventstore::Commit& commit, ViewBatch& batch) const {
  for (const auto& event : commit.events)
    if (is_of<dom::TakenChange>(event)) {
      const auto taken = std::get<dom::RegisterChangeTaken>(decoded<dom::TakenChange>(event, cipher_));
      if (taken.outcome == dom::ChangeOutcome::put_aside) register_change_list().put(batch, row_of(taken));
    }
}

}  // namespace vesture::projections::accounts
