#include "api/lists.hpp"

#include <algorithm>

#include "api/base64url.hpp"
#include "api/nfc.hpp"
#include "projections/accounts/profiles.hpp"

namespace vesture::api {

namespace {

using projections::ListQuery;

constexpr std::size_t kMostValues = 20;       // of one filter
constexpr std::size_t kMostCharacters = 200;  // of a value
constexpr std::string_view kCursorContext = "list.cursor";

Problem cursor_invalid() {
  Problem problem = problems::bad_parameter("cursor");
  problem.code = "list.cursor_invalid";
  problem.title = {"Kursors nav derīgs šim pieprasījumam", "The cursor is not valid for this query"};
  return problem;
}

Problem too_many_values(std::string_view name) {
  Problem problem = problems::bad_parameter(name);
  problem.code = "list.too_many_values";
  problem.title = {"Filtram ir pārāk daudz vērtību", "The filter has too many values"};
  problem.detail = {"Vienam filtram ir ne vairāk kā 20 vērtību", "A filter takes 20 values at most"};
  return problem;
}

std::optional<std::string_view> single(const Call& call, std::string_view name) {
  for (const auto& [key, value] : call.request.query)
    if (key == name) return value;
  return std::nullopt;
}

std::vector<std::string_view> all(const Call& call, std::string_view name) {
  std::vector<std::string_view> values;
  for (const auto& [key, value] : call.request.query)
    if (key == name) values.push_back(value);
  return values;
}

bool is_paging(std::string_view name) { return name == "cursor" || name == "limit" || name == "count"; }

// What a cursor is bound to: the list, whose it is, and all that was asked for but the page itself.
std::string binding(const Call& call, const ListParameters& parameters, std::string_view scope) {
  std::string text(kCursorContext);
  text.append(parameters.list)
      .append(1, '\0')
      .append(scope)
      .append(call.language == domain::Language::en ? "en" : "lv");
  auto query = call.request.query;
  std::erase_if(query, [](const auto& pair) { return is_paging(pair.first); });
  std::ranges::sort(query);
  for (const auto& [name, value] : query) text.append(1, '\0').append(name).append(1, '=').append(value);
  return text;
}

// Cursors are sealed under a key of their own in the keyring, that of the nil id.
constexpr eventstore::Id16 kCursorOwner{};

Result<std::string> open_cursor(const Backend& backend, const Call& call, const ListParameters& parameters,
                                std::string_view scope, std::string_view cursor) {
  const auto sealed = base64url::decode(cursor);
  if (!sealed) return std::unexpected(cursor_invalid());
  try {
    const std::span bytes(reinterpret_cast<const std::uint8_t*>(sealed->data()), sealed->size());
    if (auto after = backend.keyring.open(kCursorOwner, binding(call, parameters, scope), bytes))
      return *after;
  } catch (const eventstore::Corruption&) {
    // Made up, cut, or of another query.
  }
  return std::unexpected(cursor_invalid());
}

Result<void> read_filters(const Call& call, const ListParameters& parameters, ListQuery& query) {
  for (const auto& filter : parameters.filters) {
    const auto values = all(call, filter.name);
    if (values.size() > kMostValues) return std::unexpected(too_many_values(filter.name));
    if (filter.everything && std::ranges::count(values, *filter.everything) != 0) continue;
    for (const auto value : values) {
      auto key = filter.key(value);
      if (!key) return std::unexpected(problems::bad_parameter(filter.name));
      query.any_of[filter.name].push_back(std::move(*key));
    }
  }
  return {};
}

Result<std::optional<domain::Date>> read_date(const Call& call, const std::string& name) {
  const auto text = single(call, name);
  if (!text) return std::nullopt;
  const auto date = domain::parse_date(*text);
  if (!date) return std::unexpected(problems::bad_parameter(name));
  return date;
}

Result<void> read_intervals(const Call& call, const ListParameters& parameters, ListQuery& query) {
  for (const auto& interval : parameters.intervals) {
    const auto from = read_date(call, interval.from);
    if (!from) return std::unexpected(from.error());
    const auto to = read_date(call, interval.to);
    if (!to) return std::unexpected(to.error());
    if (*from && *to && **from > **to) return std::unexpected(problems::bad_parameter(interval.to));
    if (*from || *to) query.days[interval.range] = {*from, *to};
  }
  return {};
}

Result<void> read_restrictions(const Call& call, const ListParameters& parameters, ListQuery& query) {
  for (const auto& restriction : parameters.restrictions) {
    const auto value = single(call, restriction.name);
    if (!value) continue;
    auto rows = restriction.rows(call, *value);
    if (!rows) return std::unexpected(problems::bad_parameter(restriction.name));
    query.restrictions.push_back(std::move(rows));
  }
  return {};
}

Result<void> read_sort(const Call& call, const ListParameters& parameters, ListQuery& query) {
  std::string_view sort = single(call, "sort").value_or(parameters.default_sort);
  if (sort.starts_with('-')) {
    query.descending = true;
    sort.remove_prefix(1);
  }
  const auto found = std::ranges::find(parameters.sorts, sort, &SortParameter::name);
  if (found == parameters.sorts.end()) return std::unexpected(problems::bad_parameter("sort"));
  query.sort = found->in_list(call.language);
  return {};
}

Result<void> read_page(const Backend& backend, const Call& call, const ListParameters& parameters,
                       std::optional<domain::AccountId> account, ListQuery& query) {
  if (const auto limit = single(call, "limit")) {
    const auto [end, error] = std::from_chars(limit->data(), limit->data() + limit->size(), query.limit);
    if (error != std::errc() || end != limit->data() + limit->size() || query.limit < 1 || query.limit > 100)
      return std::unexpected(problems::bad_parameter("limit"));
  } else if (account) {
    query.limit = projections::accounts::page_size_of(backend.views, *account);
  }
  if (const auto count = single(call, "count")) {
    if (*count != "true" && *count != "false") return std::unexpected(problems::bad_parameter("count"));
    query.count = *count == "true";
  }
  if (const auto cursor = single(call, "cursor")) {
    auto after = open_cursor(backend, call, parameters, query.scope, *cursor);
    if (!after) return std::unexpected(after.error());
    query.after = std::move(*after);
  }
  return {};
}

std::optional<std::string> nfc_key(std::string_view text) {
  if (text.empty() || text.size() > 4 * kMostCharacters) return std::nullopt;
  return projections::keyword_key(to_nfc(text));
}

std::size_t characters_in(std::string_view utf8) {
  return static_cast<std::size_t>(std::ranges::count_if(
      utf8, [](char byte) { return (static_cast<unsigned char>(byte) & 0xc0) != 0x80; }));
}

boost::json::object date_schema() { return {{"type", "string"}, {"format", "date"}}; }

}  // namespace

FilterParameter text_filter(std::string name) {
  return {std::move(name), nfc_key, {{"type", "string"}, {"minLength", 1}, {"maxLength", kMostCharacters}}};
}

FilterParameter id_filter(std::string name) {
  const auto key = [](std::string_view text) -> std::optional<std::string> {
    const auto id = domain::parse_uuid(text);
    if (!id) return std::nullopt;
    return std::string(id->view());
  };
  return {std::move(name), key, {{"type", "string"}, {"format", "uuid"}}};
}

FilterParameter choice_filter(std::string name, std::vector<std::string_view> codes) {
  boost::json::array names;
  for (const auto code : codes) names.emplace_back(code);
  const auto key = [codes = std::move(codes)](std::string_view text) -> std::optional<std::string> {
    if (std::ranges::find(codes, text) == codes.end()) return std::nullopt;
    return projections::keyword_key(text);
  };
  return {std::move(name), key, {{"type", "string"}, {"enum", names}}};
}

RestrictionParameter text_search(
    std::string name,
    std::function<std::shared_ptr<const projections::Restriction>(std::string_view)> rows_with) {
  const auto rows = [rows_with = std::move(rows_with)](
                        const Call&,
                        std::string_view value) -> std::shared_ptr<const projections::Restriction> {
    if (value.empty() || characters_in(value) > kMostCharacters) return nullptr;
    return rows_with(value);
  };
  return {std::move(name),
          rows,
          {{"type", "string"}, {"minLength", 1}, {"maxLength", kMostCharacters}},
          "Words, of which the beginnings are enough; case and diacritics do not matter."};
}

IntervalParameter interval(const std::string& range) { return {range, range + "_from", range + "_to"}; }

std::vector<Parameter> report_parameters_of(const ListParameters& list) {
  std::vector<Parameter> parameters;
  for (const auto& filter : list.filters)
    parameters.push_back({filter.name, filter.schema, "Repeated: any of the values.", true});
  for (const auto& interval : list.intervals) {
    parameters.push_back({interval.from, date_schema(), "The first day, in Riga.", false});
    parameters.push_back({interval.to, date_schema(), "The last day, in Riga, included.", false});
  }
  for (const auto& restriction : list.restrictions)
    parameters.push_back({restriction.name, restriction.schema, restriction.description, false});
  boost::json::array sorts;
  for (const auto& sort : list.sorts) {
    sorts.emplace_back(sort.name);
    sorts.emplace_back("-" + sort.name);
  }
  parameters.push_back({"sort",
                        {{"type", "string"}, {"enum", sorts}, {"default", list.default_sort}},
                        "-: descending.",
                        false});
  return parameters;
}

std::vector<Parameter> parameters_of(const ListParameters& list) {
  auto parameters = report_parameters_of(list);
  parameters.push_back(
      {"limit",
       {{"type", "integer"}, {"minimum", 1}, {"maximum", 100}},
       "Items on the page. Where it is not given: the account's page size; in lists of staff, 20.",
       false});
  parameters.push_back({"cursor", {{"type", "string"}}, "`next` of the page before.", false});
  parameters.push_back(
      {"count", {{"type", "boolean"}, {"default", false}}, "Whether to count all items.", false});
  return parameters;
}

ListOwner list_owner(domain::AccountId account) { return {std::string(account.uuid.view()), account}; }

Result<ListQuery> read_list_query(const Backend& backend, const Call& call, const ListParameters& parameters,
                                  ListOwner owner) {
  ListQuery query;
  query.scope = std::move(owner.scope);
  if (const auto read = read_filters(call, parameters, query); !read) return std::unexpected(read.error());
  if (const auto read = read_intervals(call, parameters, query); !read) return std::unexpected(read.error());
  if (const auto read = read_restrictions(call, parameters, query); !read)
    return std::unexpected(read.error());
  if (const auto read = read_sort(call, parameters, query); !read) return std::unexpected(read.error());
  if (const auto read = read_page(backend, call, parameters, owner.account, query); !read)
    return std::unexpected(read.error());
  return query;
}

std::string asked_for(const Call& call) {
  std::string text;
  for (const auto& [name, value] : call.request.query) {
    if (is_paging(name)) continue;
    if (!text.empty()) text += '&';
    text.append(name).append(1, '=').append(value);
  }
  return text;
}

std::string seal_cursor(const Backend& backend, const Call& call, const ListParameters& parameters,
                        const std::string& scope, std::string_view after) {
  return base64url::encode(backend.keyring.seal(kCursorOwner, binding(call, parameters, scope), after));
}

}  // namespace vesture::api
