#include "projections/audit/audit_list.hpp"

#include "domain/access/access.hpp"
#include "projections/audit/changes.hpp"
#include "projections/common/decoded.hpp"
#include "projections/common/row_table.hpp"

namespace vesture::projections::audit {

namespace {

using domain::access::Access;
using Keys = std::vector<std::string>;

ListDeclaration<AuditRow> declared() {
  ListDeclaration<AuditRow> list;
  list.name = "audit";
  list.scope = [](const AuditRow& row) { return std::string(row.account.uuid.view()); };
  list.id = [](const AuditRow& row) {
    return unsigned_key(row.position) + std::string(row.account.uuid.view());
  };
  list.time = [](const AuditRow& row) { return row.time; };
  list.time_range = list.time_sort = "time";
  list.sorts = {
      {"time", Distinct::many, [](const AuditRow& row) { return instant_key(row.time); }},
      {"actor", Distinct::few, [](const AuditRow& row) { return std::string(row.actor.uuid.view()); }},
      {"action", Distinct::few, [](const AuditRow& row) { return keyword_key(row.action); }},
  };
  list.filters = {
      {"actor", Selects::broad, [](const AuditRow& row) { return Keys{std::string(row.actor.uuid.view())}; }},
      {"action", Selects::broad, [](const AuditRow& row) { return Keys{keyword_key(row.action)}; }},
  };
  list.ranges = {{"time", [](const AuditRow& row) -> std::optional<Instant> { return row.time; }}};
  list.combinations = {{"actor"}, {"action"}, {"actor", "action"}};
  return list;
}

// The row of a commit, without the account that it is shown to.
AuditRow row_of(const eventstore::Commit& commit, const domain::Cipher& cipher) {
  AuditRow row;
  row.position = commit.position;
  row.time = {commit.time};
  row.actor = {{commit.actor.person}};
  row.means = commit.actor.means;
  row.action = commit.command;
  if (!commit.actor.origin.empty()) {
    const auto& sealed = commit.actor.origin;
    const std::span bytes(reinterpret_cast<const std::uint8_t*>(sealed.data()), sealed.size());
    row.sealed.origin = cipher.open(row.actor.uuid, kOriginContext, bytes).value_or("");
  }
  return row;
}

}  // namespace

const List<AuditRow>& audit_list() {
  static const List<AuditRow> list(declared());
  return list;
}

std::vector<const engine::Engine*> AuditProjection::lists() const { return {&audit_list().engine()}; }

std::vector<const Table*> AuditProjection::tables() const {
  static const auto table = table_of(audit_list());
  return {&table};
}

void AuditProjection::apply(const eventstore::Commit& commit, ViewBatch& batch) const {
  const auto row = row_of(commit, cipher_);
  const domain::AccountId for_whom{{commit.actor.account}};
  bool shown = false;
  for (const auto& event : commit.events) {
    if (!is_of<Access>(event)) continue;
    const auto looked = decoded<Access>(event, cipher_);
    auto look = row;
    look.account = looked.account;
    look.object = looked.object;
    look.sealed.filters = looked.filters.text;
    audit_list().put(batch, look);
    shown = shown || looked.account == for_whom;
  }
  if (shown || for_whom.uuid.is_nil()) return;
  auto action = row;
  action.account = for_whom;
  if (const auto things = things_of(commit); !things.empty()) action.object = things.front().id;
  audit_list().put(batch, action);
}

}  // namespace vesture::projections::audit
