#include "tools/benchmarks/shared/list_sql.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>
#include <utility>

#include "domain/common/ids.hpp"
#include "domain/common/time.hpp"
#include "tools/benchmarks/shared/accounts.hpp"

namespace vesture::bench {
namespace {

using domain::Date;
using projections::ListQuery;
using Columns = std::vector<std::string>;

void append_once(Columns& columns, const std::string& column) {
  if (std::ranges::find(columns, column) == columns.end()) columns.push_back(column);
}

std::string link_table(const SqlList& list, const SqlFilter& filter) {
  return list.table + "_" + filter.column;
}

// The column as it is in the table, or in that of the links (text).
std::string literal(const SqlList& list, const SqlFilter& filter, const std::string& key) {
  const auto column = std::ranges::find(list.columns, filter.column, &SqlColumn::name);
  const bool is_uuid = column != list.columns.end() && column->type.starts_with("uuid");
  return quoted(is_uuid ? to_string(domain::uuid_at(key)) : key);
}

// What pgbench could take for a variable (":00") is not in it.
std::string moment(Date day) {
  return fmt::format("to_timestamp({})", domain::start_of_day_in_riga(day).microseconds / 1'000'000);
}

// One SELECT, under construction.
class PageSelect {
 public:
  PageSelect(const SqlList& list, const ListQuery& query, const PagePlace& place)
      : list_(list), query_(query), place_(place), sort_(list.sorts.at(query.sort)) {
    order_ = {sort_.column};
    append_once(order_, "created");
    for (const auto& column : list.id) append_once(order_, column);
    conditions_.push_back("account = " + place.account);
  }

  void only_with_value() { conditions_.push_back(sort_.column + " IS NOT NULL"); }
  // They are in the order of time.
  void only_without_value() {
    conditions_.push_back(sort_.column + " IS NULL");
    std::erase(order_, sort_.column);
  }
  // Of an earlier part all rows were shown, of a later one none.
  void from_its_beginning() { begins_at_place_ = false; }

  void filter(const std::string& name, const Columns& keys) {
    const auto& filter = list_.filters.at(name);
    Columns values;
    for (const auto& key : keys) values.push_back(literal(list_, filter, key));
    const auto is_any = values.size() == 1
                            ? fmt::format("{} = {}", filter.column, values.front())
                            : fmt::format("{} IN ({})", filter.column, fmt::join(values, ", "));
    if (filter.linked) {
      conditions_.push_back(fmt::format("({0}) IN (SELECT {0} FROM {1} WHERE account = {2} AND {3})",
                                        fmt::join(list_.id, ", "), link_table(list_, filter), place_.account,
                                        is_any));
      return;
    }
    conditions_.push_back(is_any);
    // Of several values that are merged a page's place says which comes first.
    if (query_.any_of.at(name).size() == 1) std::erase(order_, filter.column);
  }

  std::string text() {
    for (const auto& [name, days] : query_.days) between(list_.ranges.at(name), days);
    if (is_following()) conditions_.push_back(comparison());
    return fmt::format("SELECT * FROM {} WHERE {} ORDER BY {} LIMIT {}", list_.table,
                       fmt::join(conditions_, " AND "), order_by(order_, query_.descending),
                       query_.limit + 1);
  }

  static std::string order_by(const Columns& columns, bool descending) {
    return fmt::format("{}{}", fmt::join(columns, descending ? " DESC, " : ", "), descending ? " DESC" : "");
  }

 private:
  bool is_following() const { return begins_at_place_ && place_.first_row; }

  // The place of the page is beyond the bound on its side.
  void between(const std::string& column, const projections::DayRange& days) {
    const bool implied = is_following() && order_.front() == column;
    if (days.from && !(implied && !query_.descending))
      conditions_.push_back(fmt::format("{} >= {}", column, moment(*days.from)));
    if (days.to && !(implied && query_.descending))
      conditions_.push_back(fmt::format("{} < {}", column, moment(Date{days.to->days + 1})));
  }

  std::string comparison() const {
    Columns values;
    for (const auto& column : order_) values.push_back(place_.first_row(column));
    return fmt::format("({}) {} ({})", fmt::join(order_, ", "),
                       query_.descending ? "<=" : ">=", fmt::join(values, ", "));
  }

  const SqlList& list_;
  const ListQuery& query_;
  const PagePlace& place_;
  const SqlSort& sort_;
  Columns order_;
  Columns conditions_;
  bool begins_at_place_ = true;
};

using Filters = std::map<std::string, Columns>;

// Every choice of one value for each filter.
std::vector<Filters> single_choices(const Filters& filters) {
  std::vector<Filters> choices(1);
  for (const auto& [name, keys] : filters) {
    std::vector<Filters> longer;
    for (const auto& choice : choices)
      for (const auto& key : keys) {
        longer.push_back(choice);
        longer.back()[name] = {key};
      }
    choices = std::move(longer);
  }
  return choices;
}

std::string one_after_the_other(const Columns& selects) {
  return fmt::format("({})", fmt::join(selects, ") UNION ALL ("));
}

// The page's rows that the restriction of the sort's values leaves.
template <class Restrict>
std::string part(const SqlList& list, const ListQuery& query, const PagePlace& place, AnyOf any_of,
                 const Columns& order, Restrict restrict) {
  const auto select = [&](const Filters& filters) {
    PageSelect page(list, query, place);
    restrict(page);
    for (const auto& [name, keys] : filters) page.filter(name, keys);
    return page.text();
  };
  const auto choices = single_choices(query.any_of);
  if (any_of == AnyOf::in_list || choices.size() == 1) return select(query.any_of);
  Columns selects;
  for (const auto& choice : choices) selects.push_back(select(choice));
  return fmt::format("SELECT * FROM ({}) AS choices ORDER BY {} LIMIT {}", one_after_the_other(selects),
                     PageSelect::order_by(order, query.descending), query.limit + 1);
}

}  // namespace

std::string quoted(const std::string& text) {
  std::string all = "'";
  for (const char c : text) all.append(c == '\'' ? 2 : 1, c);
  return all + "'";
}

std::string account_expression(const std::string& number) {
  const auto beginning = to_string(account_of(0)).substr(0, 24);
  return fmt::format("('{}' || lpad(to_hex({}::int), 12, '0'))::uuid", beginning, number);
}

std::string create_tables(const SqlList& list) {
  Columns columns;
  for (const auto& column : list.columns) columns.push_back(column.name + " " + column.type);
  auto sql = fmt::format("CREATE TABLE {} ({}, PRIMARY KEY ({}));\n", list.table, fmt::join(columns, ", "),
                         fmt::join(list.id, ", "));
  for (const auto& [name, filter] : list.filters) {
    if (!filter.linked) continue;
    Columns ids;
    for (const auto& id : list.id) {
      const auto column = std::ranges::find(list.columns, id, &SqlColumn::name);
      ids.push_back(column->name + " " + column->type);
    }
    sql += fmt::format("CREATE TABLE {} (account uuid NOT NULL, {} text NOT NULL, {});\n",
                       link_table(list, filter), filter.column, fmt::join(ids, ", "));
  }
  return sql;
}

std::vector<std::string> create_indexes(const SqlList& list) {
  std::set<std::string> indexes;
  auto combinations = list.combinations;
  combinations.push_back({});
  for (const auto& combination : combinations)
    for (const auto& [name, sort] : list.sorts) {
      Columns columns{"account"};
      for (const auto& filter : combination) append_once(columns, list.filters.at(filter).column);
      append_once(columns, sort.column);
      append_once(columns, "created");
      for (const auto& id : list.id) append_once(columns, id);
      indexes.insert(fmt::format("CREATE INDEX ON {} ({})", list.table, fmt::join(columns, ", ")));
    }
  for (const auto& [name, filter] : list.filters)
    if (filter.linked)
      indexes.insert(fmt::format("CREATE INDEX ON {} (account, {}, {})", link_table(list, filter),
                                 filter.column, fmt::join(list.id, ", ")));
  return {indexes.begin(), indexes.end()};
}

std::string page_query(const SqlList& list, const ListQuery& query, const PagePlace& place, AnyOf any_of) {
  const auto& sort = list.sorts.at(query.sort);
  Columns order{sort.column};
  append_once(order, "created");
  for (const auto& id : list.id) append_once(order, id);
  if (!sort.nullable) return part(list, query, place, any_of, order, [](PageSelect&) {});

  const auto with_value =
      part(list, query, place, any_of, order, [](PageSelect& page) { page.only_with_value(); });
  std::erase(order, sort.column);
  const auto without_value = part(list, query, place, any_of, order, [](PageSelect& page) {
    page.only_without_value();
    page.from_its_beginning();
  });
  return one_after_the_other({with_value, without_value}) + fmt::format(" LIMIT {}", query.limit + 1);
}

std::string pgbench_script(const SqlList& list, const ListQuery& query, std::size_t pages, AnyOf any_of) {
  PagePlace place{.account = account_expression(":account_no")};
  const std::string any_account = "\\set account_no random(0, :accounts - 1)\n";
  const auto first = page_query(list, query, place, any_of);
  if (pages == 1) return any_account + first + ";\n";
  place.first_row = [](const std::string& column) { return ":last_" + column; };
  const auto following = page_query(list, query, place, any_of);
  return fmt::format(
      "\\if :page = 0\n{}{} \\aset last_\n\\else\n{} \\aset last_\n\\endif\n\\set page (:page + 1) % {}\n",
      any_account, first, following, pages);
}

}  // namespace vesture::bench
