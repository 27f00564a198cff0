#include "api/account_history.hpp"

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <stdexcept>

#include "api/http/problem_parts.hpp"
#include "api/lists.hpp"
#include "projections/common/cipher_over.hpp"
#include "projections/common/contents_over.hpp"
#include "projections/history/account_rows.hpp"
#include "projections/history/account_views.hpp"
#include "projections/history/moment.hpp"

namespace vesture::api {

namespace {

namespace bj = boost::json;
namespace history = projections::history;

Problem too_long() {
  auto made =
      problem(422, "history.too_long", {"Konta vēsture ir pārāk gara", "The account's history is too long"});
  made.rule = "AUD-05";
  made.detail = {"Auditors to var apskatīt žurnāla kopijā ar vesture-replay.",
                 "An auditor can look at it in a copy of the log, with vesture-replay."};
  return made;
}

// Owners and users who manage the account by their right now, auditors to every account that there is.
Result<Grant> grant_to_look(const Call& call, Unit& unit) {
  const auto own = grant_for_path(call, unit, Right::manage);
  if (own || !call.caller.is_staff() || !call.caller.has_role("auditor")) return own;
  const auto account = call.id<domain::AccountId>(0);
  if (!account || !live_account(unit, *account)) return std::unexpected(problems::not_found());
  return grant_for_staff(call, *account);
}

// The position that ?at= names, among those that the views have; where they are now if there is no ?at=.
Result<eventstore::Position> moment_asked_for(const Backend& backend, const Call& call,
                                              eventstore::Position now) {
  const auto at = std::ranges::find(call.request.query, "at", &std::pair<std::string, std::string>::first);
  if (at == call.request.query.end()) return now;
  try {
    // What comes until a moment ahead is not known yet, here either.
    const auto position = history::position_of(backend.log, at->second, backend.now()).value_or(now);
    if (position > backend.log.head()) return std::unexpected(problems::bad_parameter("at"));
    if (position > now) return std::unexpected(problems::not_yet(now));
    return position;
  } catch (const std::logic_error&) {  // no moment, or one ahead
    return std::unexpected(problems::bad_parameter("at"));
  }
}

bj::array rows_of(const projections::Table& table, const history::AccountViews& views,
                  domain::AccountId account) {
  bj::array rows;
  history::each_row_of(table, views.snapshot(), account, [&](const projections::TableRow& row) {
    rows.push_back(history::json_of(table, row));
    return true;
  });
  return rows;
}

bj::object answer_of(const Backend& backend, const history::AccountViews& views,
                     const projections::Table& table, domain::AccountId account) {
  bj::object answer{{"view", table.name()}, {"position", views.position()}, {"time", nullptr}};
  if (const auto commit = backend.log.read(views.position()))
    answer["time"] = to_string(domain::Instant{commit->time});
  answer["rows"] = rows_of(table, views, account);
  return answer;
}

// Auditors see what happened, not the texts: as /v1/commits leaves them sealed.
const domain::Cipher& cipher_for(const Grant& grant, const Backend& backend) {
  static const domain::Cipher kWithoutKeys = projections::cipher_without_keys();
  return grant.staff ? kWithoutKeys : backend.cipher;
}

projections::Contents contents_for(const Grant& grant, const Backend& backend) {
  return grant.staff ? projections::no_contents() : projections::contents_over(backend.vault);
}

history::AccountViewsBounds bounds_of(const AccountHistoryRules& rules) {
  const auto end = std::chrono::steady_clock::now() + rules.most_time;
  return {rules.most_commits, [end] { return std::chrono::steady_clock::now() < end; }};
}

Result<Reply> show(const Backend& backend, const AccountHistoryRules& rules, const Call& call, Unit& unit) {
  const auto grant = grant_to_look(call, unit);
  if (!grant) return std::unexpected(grant.error());
  const auto now = views_now(backend, call);
  const auto at = moment_asked_for(backend, call, now.position);
  if (!at) return std::unexpected(at.error());
  history::AccountViews views(backend.log, cipher_for(*grant, backend), grant->account,
                              history::found_in_views(now.views, grant->account), call.path[1],
                              contents_for(*grant, backend));
  const auto* table = views.account_table(call.path[1]);
  if (!table) return std::unexpected(problems::not_found());
  if (!views.go_to(*at, bounds_of(rules))) return std::unexpected(too_long());
  Reply reply;
  reply.body = bj::serialize(answer_of(backend, views, *table, grant->account));
  reply.position = now.position;
  if (!grant->own)
    record_look(backend, call, unit, *grant, {}, "view=" + table->name() + "&" + asked_for(call));
  act_as(*grant, reply);
  return reply;
}

bj::object answer_schema() {
  const bj::object object{{"type", "object"}};
  return json::object_schema({{"view", schema_of<std::string>()},
                              {"position", schema_of<std::uint64_t>()},
                              {"time", schema_of<std::optional<domain::Instant>>()},
                              {"rows", bj::object{{"type", "array"}, {"items", object}}}},
                             {"view", "position", "time", "rows"});
}

}  // namespace

std::vector<Route> account_history_routes(const Backend& backend, AccountHistoryRules rules) {
  auto shown = declare(Access::person, "GET", "/v1/accounts/{account}/history/{view}", "history.show",
                       "What a view had of the account at a past moment: every row, by id. To auditors, "
                       "what is sealed is empty.");
  shown.parameters = {
      {"at",
       {{"type", "string"}},
       "A position, a time (RFC 3339) or a day (its end in Riga); none ahead; where not given: now.",
       false}};
  shown.slow = true;
  shown.long_answer = LongAnswer::history;
  shown.reads = {"audit", "changes"};
  shown.answer_schema = answer_schema();
  shown.run = [&backend, rules](const Call& call, Unit& unit) { return show(backend, rules, call, unit); };
  std::vector<Route> routes;
  routes.push_back(std::move(shown));
  return routes;
}

}  // namespace vesture::api
