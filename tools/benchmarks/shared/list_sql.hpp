// A list as a table of PostgreSQL: the tables, the indexes that its planner wants, and pages as queries. The same ListQuery
// is asked of both, so that what is compared is the same question.
//
// Indexes begin with the account. There is one for each sort, and one for each sort under each declared combination of
// filters, as the list engine has them; a filter that selects by several values of a row has a table of its own. Pages are
// by keyset: a comparison of rows over the sort's column, the time and the id. Values that filters fix, and bounds that
// the place of the page implies, are left out of it, because a B-tree begins to read at one bound alone.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "projections/common/list_query.hpp"

namespace vesture::bench {

struct SqlColumn {
  std::string name;
  std::string type;
};

struct SqlSort {
  std::string column;
  bool nullable = false;  // empty values come last in both directions
};

struct SqlFilter {
  std::string column;
  bool linked = false;  // a row has several values: in the table `<table>_<column>`
};

struct SqlList {
  std::string table;
  std::vector<SqlColumn> columns;  // answered all of them; `account` and `created` among them
  std::vector<std::string> id;     // columns that break ties after `created`
  std::map<std::string, SqlSort> sorts;
  std::map<std::string, SqlFilter> filters;
  std::map<std::string, std::string> ranges;           // their columns
  std::vector<std::vector<std::string>> combinations;  // of filters
};

std::string create_tables(const SqlList&);
// Each index once, however many sorts want it.
std::vector<std::string> create_indexes(const SqlList&);

// How a filter with several values is asked: `column IN (…)`, or each value's rows by themselves, in their order, merged.
enum class AnyOf { in_list, merged };

// Where a page begins, in SQL.
struct PagePlace {
  std::string account;  // an expression
  // The first row's value of a column; none for the first page.
  std::function<std::string(const std::string& column)> first_row = {};
};

// A page and the row after it, as the query's limit says; the scope and `after` are the place's. Throws
// std::out_of_range for a name that the table does not have. Of a nullable sort the first row has a value.
std::string page_query(const SqlList&, const projections::ListQuery&, const PagePlace&, AnyOf);

// A script for pgbench: each transaction is a page; after the last of `pages` the first, of another account of
// :accounts. :page is 0 to begin with.
std::string pgbench_script(const SqlList&, const projections::ListQuery&, std::size_t pages, AnyOf);

std::string quoted(const std::string& text);
// The id of account_of(number), which may be an expression.
std::string account_expression(const std::string& number);

}  // namespace vesture::bench
