// What a list must give, computed plainly over all of its items: for the stories of lists.
#pragma once

#include <gtest/gtest.h>

#include <boost/json/value.hpp>
#include <functional>
#include <string>
#include <vector>

#include "tests/api/orders_fixture.hpp"

namespace vesture::api {

// One parameter of the query and what it selects.
struct Selection {
  std::string query;  // "status=ready&status=completed"
  std::function<bool(const boost::json::value& item)> selects;
};

// The civil date in Riga of an RFC 3339 time in winter, when Riga is two hours ahead.
std::string winter_day_in_riga(const boost::json::value& utc);

// Tries every subset of the selections against the plain computation over `all`, which is in the order that
// the list has by default. Gives how many subsets selected something but not everything.
int expect_every_combination(Visitor& visitor, const std::string& path,
                             const std::vector<boost::json::value>& all,
                             const std::vector<Selection>& selections);

// A sort order's key of an item; "" where it has none, which comes last in both directions.
using SortKey = std::function<std::string(const boost::json::value& item)>;

// Both directions: exactly the items of `all`, by the key, ties by creation and id.
void expect_sorted(Visitor& visitor, const std::string& path, const std::vector<boost::json::value>& all,
                   const std::string& sort, const SortKey& key);

}  // namespace vesture::api
