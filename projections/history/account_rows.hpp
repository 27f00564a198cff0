// What a view has of an account, as data.
#pragma once

#include <boost/json/object.hpp>
#include <functional>
#include <memory>
#include <vector>

#include "domain/common/ids.hpp"
#include "projections/common/projection.hpp"
#include "projections/common/table.hpp"

namespace vesture::projections::history {

// The tables of the versions that are wanted, in the order of their names.
std::vector<const Table*> tables_of(const std::vector<std::unique_ptr<Projection>>&);

// Whether its rows are accounts': it has a column `account`, and is not an institution's list, which has the rows of the
// accounts' lists once more.
bool has_rows_of_accounts(const Table&);
// Whether the row is the account's; of a table that has rows of accounts.
bool is_of_account(const Table&, const TableRow&, domain::AccountId);
// The account's rows in the order of their ids, until `each` gives false.
void each_row_of(const Table&, const ViewSnapshot&, domain::AccountId,
                 const std::function<bool(const TableRow&)>& each);

// The row by the names of its columns, in their order; null is no value, json columns are JSON.
boost::json::object json_of(const Table&, const TableRow&);

}  // namespace vesture::projections::history
