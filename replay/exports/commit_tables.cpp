#include "replay/exports/commit_tables.hpp"

#include <boost/json/serialize.hpp>

#include "domain/common/ids.hpp"
#include "domain/common/time.hpp"
#include "eventstore/bytes.hpp"
#include "eventstore/digits.hpp"
#include "projections/audit/audit_list.hpp"
#include "replay/events/event_fields.hpp"

namespace vesture::replay {

namespace {

Cell number(std::uint64_t value) { return static_cast<std::int64_t>(value); }

Cell id(const eventstore::Id16& bytes) {
  const domain::Uuid uuid{bytes};
  return uuid.is_nil() ? Cell() : Cell(domain::to_string(uuid));
}

Cell origin_of(const eventstore::Commit& commit, const domain::Cipher& cipher) {
  if (commit.actor.origin.empty()) return {};
  const auto opened = cipher.open({commit.actor.person}, projections::audit::kOriginContext,
                                  eventstore::as_bytes(commit.actor.origin));
  return opened ? Cell(*opened) : Cell();
}

}  // namespace

TableShape commits_table(bool sealed) {
  TableShape table{.name = "commits",
                   .columns = {{"position", ColumnType::integer},
                               {"time", ColumnType::instant, false, true},
                               {"command", ColumnType::text, false, true},
                               {"actor_id", ColumnType::id, false, true},
                               {"account_id", ColumnType::id, false, true},
                               {"means", ColumnType::text},
                               {"cause", ColumnType::integer, false, true},
                               {"idempotent", ColumnType::boolean},
                               {"events", ColumnType::integer},
                               {"leaf", ColumnType::text},
                               {"chain", ColumnType::text}},
                   .key_columns = 1,
                   .changes = false};
  if (sealed) table.columns.push_back({"origin", ColumnType::text, true});
  return table;
}

TableShape events_table() {
  return {.name = "events",
          .columns = {{"position", ColumnType::integer},
                      {"number", ColumnType::integer},
                      {"stream", ColumnType::text, false, true},
                      {"version", ColumnType::integer},
                      {"type", ColumnType::text, false, true},
                      {"schema", ColumnType::integer},
                      {"payload_bytes", ColumnType::integer},
                      {"fields", ColumnType::json}},
          .key_columns = 2,
          .changes = false};
}

Cells commit_row(const eventstore::Commit& commit, bool sealed, const domain::Cipher& cipher) {
  Cells row{number(commit.position),
            domain::to_string(domain::Instant{commit.time}),
            commit.command,
            id(commit.actor.person),
            id(commit.actor.account),
            commit.actor.means,
            commit.cause == 0 ? Cell() : number(commit.cause),
            !commit.idempotency_key.empty(),
            number(commit.events.size()),
            eventstore::hex_digits(commit.leaf),
            eventstore::hex_digits(commit.chain)};
  if (sealed) row.push_back(origin_of(commit, cipher));
  return row;
}

Cells event_row(const eventstore::Commit& commit, std::size_t at) {
  const auto& event = commit.events[at - 1];
  const auto fields = fields_of(event);
  return {number(commit.position),      number(at),
          std::string(event.stream),    number(event.version),
          std::string(event.type),      number(event.schema),
          number(event.payload.size()), fields ? Cell(boost::json::serialize(*fields)) : Cell()};
}

}  // namespace vesture::replay
