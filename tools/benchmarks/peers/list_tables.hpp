// The order list and the list of e-service requests as tables of PostgreSQL (list_sql.hpp), with their rows as COPY reads
// them. What our rows hold in one, links included, lies in one row there too: no join is paid for.
//
// Names and labels are in the order of ICU's Latvian collation on both sides, all else in that of its bytes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "projections/orders/order_list.hpp"
#include "projections/orders/request_list.hpp"
#include "tools/benchmarks/shared/list_sql.hpp"

namespace vesture::bench {

using SqlFields = std::vector<std::optional<std::string>>;  // in the order of the columns; nullopt: NULL

SqlList orders_table();
SqlList requests_table();

SqlFields fields_of(const projections::orders::OrderRow&);
SqlFields fields_of(const projections::orders::RequestRow&);

// The one filter with a table of its own: its rows for this row.
std::vector<SqlFields> links_of(const projections::orders::OrderRow&);
std::vector<SqlFields> links_of(const projections::orders::RequestRow&);

// Without its newline.
std::string copy_line(const SqlFields&);

}  // namespace vesture::bench
