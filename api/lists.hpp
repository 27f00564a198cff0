// A list over HTTP: its parameters as they stand in the query string and in OpenAPI, the sealed cursor, and
// the answer around a page. The list itself is declared in projections/.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/backend.hpp"
#include "api/report.hpp"
#include "api/route.hpp"
#include "projections/common/list.hpp"

namespace vesture::api {

// ?name=: one value as the key that the list's filter has; nullopt where it cannot be one.
struct FilterParameter {
  std::string name;
  std::function<std::optional<std::string>(std::string_view)> key;
  boost::json::object schema;
  std::optional<std::string_view> everything = {};  // the value that asks for all rows, where there is one
};

FilterParameter text_filter(std::string name);  // at most 200 characters, compared whole, as NFC
FilterParameter id_filter(std::string name);    // a UUID
FilterParameter choice_filter(std::string name, std::vector<std::string_view> codes);

// ?from= and ?to=, civil dates, both included, over the list's range.
struct IntervalParameter {
  std::string range;  // the list's name for it
  std::string from;   // the parameters' names
  std::string to;
};
IntervalParameter interval(const std::string& range);  // <range>_from, <range>_to

struct SortParameter {
  SortParameter(std::string both)
      : name(both), in_list([both](domain::Language) { return both; }) {}  // NOLINT
  SortParameter(const char* both) : SortParameter(std::string(both)) {}    // NOLINT
  SortParameter(std::string parameter, std::function<std::string(domain::Language)> of_list)
      : name(std::move(parameter)), in_list(std::move(of_list)) {}

  std::string name;
  std::function<std::string(domain::Language)> in_list;  // the list's name for it, which may be by language
};

// ?name=, once: what is asked beside the list's columns (projections/common/restriction.hpp).
struct RestrictionParameter {
  std::string name;
  // nullptr where the value cannot be one.
  std::function<std::shared_ptr<const projections::Restriction>(const Call&, std::string_view value)> rows;
  boost::json::object schema;
  std::string description;
};

// ?q= and the like: words, at most 200 characters. Rows have, for each of them, a word that begins so.
RestrictionParameter text_search(
    std::string name,
    std::function<std::shared_ptr<const projections::Restriction>(std::string_view)> rows_with);

struct ListParameters {
  std::string list;  // what cursors are bound to
  std::vector<FilterParameter> filters;
  std::vector<IntervalParameter> intervals;
  std::vector<SortParameter> sorts;
  std::string default_sort;  // "-created"
  std::vector<RestrictionParameter> restrictions = {};
};

// For the route's declaration. A report takes the same, but for limit, cursor and count.
std::vector<Parameter> parameters_of(const ListParameters&);
std::vector<Parameter> report_parameters_of(const ListParameters&);

// Whose list is read, and whose page size counts where the query names no limit.
struct ListOwner {
  std::string scope;
  std::optional<domain::AccountId> account = {};
};
// An account's own list: the page size is the one that it has set (ACC-06).
ListOwner list_owner(domain::AccountId);

// What the query string asks for; or what is wrong with it, by name. list.too_many_values,
// list.cursor_invalid, request.parameter_invalid.
Result<projections::ListQuery> read_list_query(const Backend&, const Call&, const ListParameters&, ListOwner);
// The filters and the sort as they were asked for, for the record of a look.
std::string asked_for(const Call&);

// The place after which the next page starts, sealed and bound to its query and language.
std::string seal_cursor(const Backend&, const Call&, const ListParameters&, const std::string& scope,
                        std::string_view after);

template <class Item>
struct ListAnswer {
  WrittenJson<std::vector<Item>> items;
  std::optional<std::string> next;  // a cursor; null on the last page
  std::uint64_t position = 0;
  std::optional<std::uint64_t> total;           // with ?count=true, exact
  std::optional<std::uint64_t> total_at_least;  // with ?count=true, where there are more than can be counted
};

template <class Item>
struct Json<ListAnswer<Item>> {
  static void write(json::Text& out, const ListAnswer<Item>& list) {
    using namespace std::string_view_literals;
    out.put(R"({"items":)"sv);
    write_json(out, list.items);
    out.put(R"(,"next":)"sv);
    write_json(out, list.next);
    out.put(R"(,"position":)"sv);
    write_json(out, list.position);
    if (list.total) {
      out.put(R"(,"total":)"sv);
      write_json(out, *list.total);
    }
    if (list.total_at_least) {
      out.put(R"(,"total_at_least":)"sv);
      write_json(out, *list.total_at_least);
    }
    out.put('}');
  }
  static boost::json::object schema() {
    boost::json::object properties;
    properties["items"] = schema_of<std::vector<Item>>();
    properties["next"] = schema_of<std::optional<std::string>>();
    properties["position"] = schema_of<std::uint64_t>();
    properties["total"] = schema_of<std::uint64_t>();
    properties["total_at_least"] = schema_of<std::uint64_t>();
    return json::object_schema(std::move(properties), {"items", "next", "position"});
  }
};

// A list over HTTP: what it takes, where its rows lie, and what an item looks like.
template <class Item, class Row>
struct ListOver {
  const ListParameters& parameters;
  const projections::List<Row>& list;
  // The item may refer into the row, and lives no longer than it.
  Item (*item)(Row&&, domain::Language);
  // What the row does not tell, from the views that it is of.
  std::function<void(const projections::ViewSnapshot&, Item&)> complete = {};
};

template <class Item>
using ListResult = Result<Answered<ListAnswer<Item>>>;

// The items of one page, written as they are read; `seen` gets its rows.
template <class Item, class Row>
projections::PageEnd write_items(std::string& into, const projections::ViewSnapshot& views,
                                 const projections::ListQuery& query, const ListOver<Item, Row>& over,
                                 domain::Language language, const std::function<void(const Row&)>& seen) {
  json::Text out(into);
  bool first = true;
  out.put('[');
  auto end = over.list.page(views, query, [&](Row&& row) {
    if (seen) seen(row);
    auto item = over.item(std::move(row), language);
    if (over.complete) over.complete(views, item);
    if (!std::exchange(first, false)) out.put(',');
    write_json(out, item);
  });
  out.put(']');
  return end;
}

template <class Item, class Row>
ListResult<Item> answer_page(const Backend& backend, const Call& call, const ListOver<Item, Row>& over,
                             ListOwner owner, const std::function<void(const Row&)>& seen = {}) {
  const auto query = read_list_query(backend, call, over.parameters, std::move(owner));
  if (!query) return std::unexpected(query.error());
  const auto now = views_now(backend, call);
  Answered<ListAnswer<Item>> answered;
  auto& list = answered.value;
  const auto page = write_items(list.items.text, now.views, *query, over, call.language, seen);
  if (!page.next.empty()) list.next = seal_cursor(backend, call, over.parameters, query->scope, page.next);
  list.position = now.position;
  (page.total_is_lower_bound ? list.total_at_least : list.total) = page.total;
  answered.reply.position = now.position;
  return answered;
}

// An account's own list, to whom it is granted; the grant's problem otherwise. Looks by anyone but the owner go on record.
template <class Item, class Row>
ListResult<Item> answer_account_list(const Backend& backend, const Call& call, Unit& unit,
                                     const Result<Grant>& grant, const ListOver<Item, Row>& over) {
  if (!grant) return std::unexpected(grant.error());
  auto answered = answer_page(backend, call, over, list_owner(grant->account));
  if (!answered) return answered;
  if (!grant->own) record_look(backend, call, unit, *grant, {}, asked_for(call));
  act_as(*grant, answered->reply);
  return answered;
}

// An institution's list over all accounts. The look is on record in each account that the page shows.
template <class Item, class Row>
ListResult<Item> answer_staff_list(const Backend& backend, const Call& call, Unit& unit,
                                   const ListOver<Item, Row>& over, std::string scope) {
  std::set<domain::AccountId> accounts;
  auto answered = answer_page<Item, Row>(backend, call, over, {std::move(scope)},
                                         [&](const Row& row) { accounts.insert(row.account); });
  if (!answered) return answered;
  for (const auto& account : accounts)
    record_look(backend, call, unit, grant_for_staff(call, account), {}, asked_for(call));
  act_as(grant_for_staff(call, {}), answered->reply);
  return answered;
}

// The account's whole list as a report, to whom it is granted; rows and order are those that the list gives (ORD-06).
template <class Item, class Row>
Result<Reply> answer_report(const Backend& backend, const Call& call, Unit& unit, const Result<Grant>& grant,
                            const ListOver<Item, Row>& over, domain::Text sheet,
                            const std::vector<ReportColumn<Item>>& columns) {
  if (!grant) return std::unexpected(grant.error());
  const auto query = read_list_query(backend, call, over.parameters, list_owner(grant->account));
  if (!query) return std::unexpected(query.error());
  const auto now = views_now(backend, call);
  ReportWriter<Item> writer(call, sheet, columns);
  over.list.each(now.views, *query,
                 [&](const Row& row) { return writer.add(over.item(Row(row), call.language)); });
  auto reply = writer.finish(now.position);
  if (!reply) return reply;
  if (!grant->own) record_look(backend, call, unit, *grant, {}, asked_for(call));
  act_as(*grant, *reply);
  return reply;
}

}  // namespace vesture::api
