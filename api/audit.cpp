#include "api/audit.hpp"

#include <boost/describe.hpp>
#include <charconv>

#include "api/http/json.hpp"
#include "api/lists.hpp"
#include "domain/rights/read_rights.hpp"
#include "projections/audit/audit_list.hpp"
#include "projections/audit/changes.hpp"

namespace vesture::api {

namespace {

namespace views = projections::audit;

struct AuditItem {
  std::uint64_t position = 0;
  domain::Instant time;
  domain::PersonId actor;
  std::string means;
  std::string action;
  std::optional<domain::Uuid> object;
  std::optional<std::string> filters;
  std::optional<std::string> origin;
  BOOST_DESCRIBE_CLASS(AuditItem, (), (position, time, actor, means, action, object, filters, origin), (), ())
};

std::optional<std::string> some(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

AuditItem item_of(views::AuditRow&& row, domain::Language) {
  AuditItem item{row.position,
                 row.time,
                 row.actor,
                 row.means,
                 row.action,
                 std::nullopt,
                 some(row.sealed.filters),
                 some(row.sealed.origin)};
  if (!row.object.is_nil()) item.object = row.object;
  return item;
}

const ListParameters& list_parameters() {
  static const ListParameters parameters{"audit",
                                         {id_filter("actor"), text_filter("action")},
                                         {{"time", "from", "to"}},
                                         {"time", "actor", "action"},
                                         "-time"};
  return parameters;
}

ListOver<AuditItem, views::AuditRow> audit_of_account() {
  return {list_parameters(), views::audit_list(), item_of};
}

const std::vector<ReportColumn<AuditItem>>& report_columns() {
  using Item = AuditItem;
  static const std::vector<ReportColumn<Item>> columns{
      {{"Laiks", "Time"}, [](const Item& i) { return ReportCell(i.time); }},
      {{"Kas", "Who"}, [](const Item& i) { return ReportCell(to_string(i.actor)); }},
      {{"Ar kādām tiesībām", "By what right"}, [](const Item& i) { return ReportCell(i.means); }},
      {{"Darbība", "Action"}, [](const Item& i) { return ReportCell(i.action); }},
      {{"Objekts", "Object"},
       [](const Item& i) { return i.object ? ReportCell(to_string(*i.object)) : ReportCell(); }},
      {{"Atlase", "Filters"}, [](const Item& i) { return cell_of(i.filters); }},
      {{"No kurienes", "Where from"}, [](const Item& i) { return cell_of(i.origin); }},
      {{"Pozīcija", "Position"}, [](const Item& i) { return ReportCell(std::to_string(i.position)); }},
  };
  return columns;
}

struct ChangedThing {
  std::string kind;
  std::string id;
  BOOST_DESCRIBE_CLASS(ChangedThing, (), (kind, id), (), ())
};

struct Change {
  std::uint64_t position = 0;
  domain::Instant time;
  std::string action;
  std::vector<ChangedThing> changed;
  BOOST_DESCRIBE_CLASS(Change, (), (position, time, action, changed), (), ())
};

std::string event_of(const views::ChangeRow& row) {
  Change change{row.position, row.time, row.action, {}};
  for (const auto& thing : row.things) change.changed.push_back({thing.kind, to_string(thing.id)});
  std::string text = "id: " + std::to_string(row.position) + "\nevent: change\ndata: ";
  write_json(text, change);
  return text + "\n\n";
}

bool is_of_mailbox(const views::ChangedThing& thing) {
  return thing.kind == "message" || thing.kind == "draft";
}

bool is_managed(const views::ChangedThing& thing) {
  return thing.kind == "account" || thing.kind == "profile" || thing.kind == "read-rights";
}

// What the grant lets one see of a change (RGT-01, RGT-03); nullopt where that is nothing.
std::optional<views::ChangeRow> shown_to(const Grant& grant, views::ChangeRow row) {
  if (grant.rights.has(Right::manage)) return row;
  std::erase_if(row.things, [&](const views::ChangedThing& thing) {
    return grant.reader ? !is_of_mailbox(thing) : is_managed(thing);
  });
  if (row.things.empty()) return std::nullopt;
  return row;
}

// One client's stream of an account's changes. What is there already and what comes are read the same way,
// from the view, so there is no gap between them.
class ChangeStream : public EventStream {
 public:
  ChangeStream(const Backend& backend, domain::AccountId account, const Caller& caller, std::uint64_t after)
      : backend_(backend), account_(account), person_(caller.person), until_(caller.until), last_(after) {
    next = [this] { return more(); };
    subscribe = [this](std::function<void()> wake) {
      subscription_ = backend_.runner.subscribe([wake = std::move(wake)](eventstore::Position) { wake(); });
    };
  }

 private:
  static constexpr std::size_t kAtOnce = 100;

  std::optional<std::string> more() {
    if (backend_.present() >= until_) return std::nullopt;
    if (!may_still_look()) return std::nullopt;
    const auto snapshot = backend_.views.snapshot();
    std::string text;
    if (!greeted_) text = ": changes\n\n";
    greeted_ = true;
    for (auto& row : views::changes_after(snapshot, account_, last_, kAtOnce)) {
      last_ = row.position;
      const auto shown = shown_to(*grant_, std::move(row));
      if (shown) text += event_of(*shown);
    }
    return text;
  }

  // By the log as it is now: asked whenever anything was committed and at each ping, so the stream ends with the right.
  bool may_still_look() {
    Unit unit = backend_.begin();
    const auto grant = grant_of(unit, person_, account_);
    if (!grant) return false;
    grant_ = *grant;
    return true;
  }

  const Backend& backend_;
  const domain::AccountId account_;
  const domain::PersonId person_;
  const domain::Instant until_;
  std::uint64_t last_;
  std::optional<Grant> grant_;
  bool greeted_ = false;
  eventstore::Subscription subscription_;
};

Result<Reply> follow_changes(const Backend& backend, const Call& call, Unit& unit) {
  const auto grant = grant_for_mailbox(call, unit, Right::read);
  if (!grant) return std::unexpected(grant.error());
  std::uint64_t after = backend.runner.position();
  if (const auto last = call.request.header("last-event-id"); !last.empty()) {
    const auto [end, error] = std::from_chars(last.data(), last.data() + last.size(), after);
    if (error != std::errc() || end != last.data() + last.size())
      return std::unexpected(problems::bad_parameter("Last-Event-ID"));
  }
  Reply reply;
  reply.content_type = "text/event-stream";
  reply.stream = std::make_shared<ChangeStream>(backend, grant->account, call.caller, after);
  if (!grant->own) record_look(backend, call, unit, *grant, {}, {});
  act_as(*grant, reply);
  return reply;
}

Route of_account(std::string path, std::string operation, std::string summary) {
  return declare(Access::person, "GET", "/v1/accounts/{account}" + path, std::move(operation),
                 std::move(summary));
}

}  // namespace

std::vector<Route> audit_routes(const Backend& backend) {
  std::vector<Route> routes;

  auto list = of_account("/audit", "audit.list", "Who did what in the account.");
  list.parameters = parameters_of(list_parameters());
  list.reads = {"audit", "profiles"};
  routes.push_back(route<ListAnswer<AuditItem>>(std::move(list), [&backend](const Call& call, Unit& unit) {
    return answer_account_list(backend, call, unit, grant_for_path(call, unit, Right::manage),
                               audit_of_account());
  }));

  auto whole =
      of_account("/audit/report", "audit.report", "The same list whole: JSON, or an Excel file by Accept.");
  whole.parameters = report_parameters_of(list_parameters());
  whole.reads = {"audit"};
  routes.push_back(report_route<AuditItem>(std::move(whole), [&backend](const Call& call, Unit& unit) {
    return answer_report(backend, call, unit, grant_for_path(call, unit, Right::manage), audit_of_account(),
                         {"Darbības kontā", "Actions in the account"}, report_columns());
  }));

  auto changes =
      of_account("/changes", "audit.follow", "The account's changes as they come: server-sent events.");
  changes.media_type = "text/event-stream";
  changes.long_answer = LongAnswer::stream;
  changes.reads = {"changes"};
  changes.answer_schema = schema_of<Change>();
  changes.run = [&backend](const Call& call, Unit& unit) { return follow_changes(backend, call, unit); };
  routes.push_back(std::move(changes));

  return routes;
}

}  // namespace vesture::api
