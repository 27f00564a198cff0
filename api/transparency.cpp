#include "api/transparency.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/describe.hpp>

#include "api/http/decimal.hpp"
#include "api/receipt.hpp"
#include "domain/access/access.hpp"
#include "eventstore/base64.hpp"
#include "eventstore/bytes.hpp"
#include "projections/accounts/people.hpp"
#include "projections/audit/changes.hpp"
#include "projections/history/account_views.hpp"

namespace vesture::api {

namespace {

namespace base64 = eventstore::base64;
using LookStream = domain::access::Access;
using eventstore::as_text;
using eventstore::Commit;
using eventstore::Event;

constexpr const char* kText = "text/plain; charset=utf-8";
constexpr const char* kBytes = "application/octet-stream";
constexpr const char* kAuditor = "auditor";

Reply cached(std::string body, const char* media_type, const char* how_long) {
  Reply reply;
  reply.body = std::move(body);
  reply.content_type = media_type;
  reply.headers.emplace_back("Cache-Control", how_long);
  return reply;
}

Result<Reply> give_checkpoint(const Backend& backend) {
  if (!backend.checkpoints) return std::unexpected(problems::not_found());
  return cached(backend.checkpoints->of_head().note, kText, "no-cache");
}

std::string bytes_of(const eventstore::Log& log, const eventstore::Tile& tile) {
  return eventstore::tile_bytes(log.hashes(tile));
}

std::string bytes_of(const eventstore::Log& log, const eventstore::EntryBundle& bundle) {
  return log.entries(bundle);
}

unsigned width_in(const eventstore::Log& log, const eventstore::Tile& tile) {
  return eventstore::tile_width(tile.level, tile.index, log.head());
}

unsigned width_in(const eventstore::Log& log, const eventstore::EntryBundle& bundle) {
  return eventstore::tile_width(0, bundle.index, log.head());
}

Result<Reply> give_tile(const Backend& backend, const Call& call) {
  const auto asked = eventstore::parse_tile_path("tile/" + call.path[0]);
  if (!asked) return std::unexpected(problems::not_found());
  return std::visit(
      [&](const auto& known) -> Result<Reply> {
        if (width_in(backend.log, known) < known.width) return std::unexpected(problems::not_found());
        return cached(bytes_of(backend.log, known), kBytes, "public, max-age=31536000, immutable");
      },
      *asked);
}

struct PartJson {
  std::string digest;
  std::optional<std::string> salt;
  std::optional<std::string> stored;
  BOOST_DESCRIBE_CLASS(PartJson, (), (digest, salt, stored), (), ())
};

struct EventJson {
  std::string digest;
  std::optional<std::string> stream;
  std::optional<std::uint64_t> version;
  std::optional<std::string> type;
  std::optional<std::uint64_t> schema;
  std::optional<std::string> salt;
  std::optional<std::string> stored;
  BOOST_DESCRIBE_CLASS(EventJson, (), (digest, stream, version, type, schema, salt, stored), (), ())
};

// Bytes are in base64; what the reader may not see is there as its digest alone.
struct CommitJson {
  std::uint64_t position = 0;
  domain::Instant time;
  std::string leaf;
  std::string leaf_hash;
  PartJson actor;
  std::vector<EventJson> events;
  BOOST_DESCRIBE_CLASS(CommitJson, (), (position, time, leaf, leaf_hash, actor, events), (), ())
};

std::string encoded(std::span<const std::uint8_t> bytes) { return base64::encode(as_text(bytes)); }

std::string digest_of(std::span<const std::uint8_t> salt, std::span<const std::uint8_t> stored) {
  return encoded(eventstore::part_digest(as_text(salt), as_text(stored)));
}

EventJson event_json(const Event& event, bool shown) {
  EventJson json;
  json.digest = digest_of(event.salt, event.stored);
  if (!shown) return json;
  json.stream = event.stream;
  json.version = event.version;
  json.type = event.type;
  json.schema = event.schema;
  json.salt = encoded(event.salt);
  json.stored = encoded(event.stored);
  return json;
}

CommitJson commit_json(const Commit& commit, const Shown& shown) {
  CommitJson json{commit.position,
                  {commit.time},
                  base64::encode(eventstore::leaf_bytes(commit)),
                  encoded(commit.leaf),
                  {digest_of(commit.actor_salt, commit.actor_stored), {}, {}},
                  {}};
  if (shown.actor) {
    json.actor.salt = encoded(commit.actor_salt);
    json.actor.stored = encoded(commit.actor_stored);
  }
  for (std::size_t i = 0; i < commit.events.size(); ++i)
    json.events.push_back(event_json(commit.events[i], shown.events[i]));
  return json;
}

// A commit, what of it the caller may see, and by what right.
struct Seen {
  Commit commit;
  Shown shown;
  Grant grant;
};

domain::AccountId account_of(const Commit& commit) { return {{commit.actor.account}}; }

Shown everything(const Commit& commit) { return {true, std::vector<bool>(commit.events.size(), true)}; }

Shown what_concerns(const Commit& commit, domain::AccountId account) {
  const bool for_it = account_of(commit) == account;
  Shown shown{for_it || account_of(commit).uuid.is_nil(), projections::audit::events_of(commit, account)};
  for (std::size_t i = 0; i < commit.events.size(); ++i)
    if (commit.events[i].stream.starts_with(LookStream::kCategory))
      shown.events[i] = commit.events[i].stream == LookStream::stream(account);
  return shown;
}

// All that they did; but of messages not what became of the other side's copies by it.
Shown to_its_actor(const Commit& commit) {
  if (!projections::audit::is_about_messages(commit)) return everything(commit);
  auto shown = what_concerns(commit, account_of(commit));
  shown.actor = true;
  return shown;
}

bool is_auditor(const Caller& caller) { return caller.is_staff() && caller.has_role(kAuditor); }

Grant grant_of_actor(const Commit& commit) {
  const std::string& means = commit.actor.means;
  return {.account = account_of(commit),
          .means = means,
          .own = means == "owner",
          .staff = means.starts_with("staff:")};
}

// To an account that the caller manages and the commit concerns; nullopt where it concerns none of them.
std::optional<Grant> grant_by_account(const Backend& backend, const Caller& caller, Unit& unit,
                                      const Commit& commit) {
  namespace people = projections::accounts;
  for (const auto& row : people::memberships_of(backend.views.snapshot(), caller.person)) {
    if (!projections::history::concerns(commit, row.account)) continue;
    const auto grant = grant_of(unit, caller.person, row.account);
    if (grant && grant->rights.has(Right::manage)) return *grant;
  }
  return std::nullopt;
}

Result<Seen> see(const Backend& backend, const Call& call, Unit& unit) {
  const auto position = parse_decimal<std::uint64_t>(call.path[0]);
  auto commit = position ? backend.log.read(*position) : std::nullopt;
  if (!commit) return std::unexpected(problems::not_found());
  if (is_auditor(call.caller)) {
    auto grant = grant_for_staff(call, account_of(*commit));
    auto shown = everything(*commit);
    return Seen{std::move(*commit), std::move(shown), std::move(grant)};
  }
  if (call.caller.person.uuid.bytes == commit->actor.person) {
    auto grant = grant_of_actor(*commit);
    auto shown = to_its_actor(*commit);
    return Seen{std::move(*commit), std::move(shown), std::move(grant)};
  }
  auto grant = grant_by_account(backend, call.caller, unit, *commit);
  if (!grant) return std::unexpected(problems::not_found());
  auto shown = what_concerns(*commit, grant->account);
  return Seen{std::move(*commit), std::move(shown), std::move(*grant)};
}

void record(const Backend& backend, const Call& call, Unit& unit, const Seen& seen) {
  if (seen.grant.own) return;
  record_look(backend, call, unit, seen.grant, {}, fmt::format("position={}", seen.commit.position));
}

Result<Answered<CommitJson>> open_commit(const Backend& backend, const Call& call, Unit& unit) {
  const auto seen = see(backend, call, unit);
  if (!seen) return std::unexpected(seen.error());
  record(backend, call, unit, *seen);
  Answered<CommitJson> answered{commit_json(seen->commit, seen->shown), {}};
  act_as(seen->grant, answered.reply);
  return answered;
}

// That event alone, where ?event= names one.
Result<Shown> narrowed(const Call& call, const Shown& shown) {
  const auto asked =
      std::ranges::find(call.request.query, "event", [](const auto& pair) { return pair.first; });
  if (asked == call.request.query.end()) return shown;
  const auto index = parse_decimal<std::uint64_t>(asked->second);
  if (!index) return std::unexpected(problems::bad_parameter("event"));
  if (*index >= shown.events.size() || !shown.events[*index]) return std::unexpected(problems::not_found());
  Shown alone{false, std::vector<bool>(shown.events.size(), false)};
  alone.events[*index] = true;
  return alone;
}

Result<Reply> give_receipt(const Backend& backend, const Call& call, Unit& unit) {
  if (!backend.checkpoints) return std::unexpected(problems::not_found());
  const auto seen = see(backend, call, unit);
  if (!seen) return std::unexpected(seen.error());
  const auto shown = narrowed(call, seen->shown);
  if (!shown) return std::unexpected(shown.error());
  record(backend, call, unit, *seen);
  const auto position = seen->commit.position;
  const auto checkpoint = backend.checkpoints->covering(position);
  auto inclusion = backend.log.inclusion_proof(position, checkpoint.head.size);
  Reply reply;
  reply.content_type = kText;
  reply.body = receipt_text(seen->commit, *shown, std::move(inclusion), checkpoint);
  act_as(seen->grant, reply);
  return reply;
}

// Its function reads tiles and commits, and may wait for the disk.
Route slow(Access access, std::string path, std::string operation, std::string summary) {
  auto declared = declare(access, "GET", std::move(path), std::move(operation), std::move(summary));
  declared.slow = true;
  return declared;
}

}  // namespace

std::vector<Route> transparency_routes(const Backend& backend) {
  std::vector<Route> routes;

  auto checkpoint = slow(Access::open, "/log/checkpoint", "log.checkpoint",
                         "The log's head, signed: C2SP tlog-checkpoint.");
  checkpoint.media_type = kText;
  checkpoint.run = [&backend](const Call&, Unit&) { return give_checkpoint(backend); };
  routes.push_back(std::move(checkpoint));

  auto tile = slow(Access::open, "/log/tile/{tile...}", "log.tile",
                   "Hashes of the log's tree, or its leaves: C2SP tlog-tiles.");
  tile.media_type = kBytes;
  tile.run = [&backend](const Call& call, Unit&) { return give_tile(backend, call); };
  routes.push_back(std::move(tile));

  routes.push_back(route<CommitJson>(
      slow(Access::person, "/v1/commits/{position}", "commits.open",
           "One commit, as far as it concerns the caller; auditors see each."),
      [&backend](const Call& call, Unit& unit) { return open_commit(backend, call, unit); }));

  auto receipt = slow(Access::person, "/v1/commits/{position}/proof", "commits.prove",
                      "A receipt for a commit that is verified offline: C2SP tlog-proof.");
  receipt.media_type = kText;
  receipt.parameters = {{"event",
                         {{"type", "integer"}, {"minimum", 0}},
                         "Discloses this event of the commit alone, counted from 0"}};
  receipt.run = [&backend](const Call& call, Unit& unit) { return give_receipt(backend, call, unit); };
  routes.push_back(std::move(receipt));

  return routes;
}

}  // namespace vesture::api
