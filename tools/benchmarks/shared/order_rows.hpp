// Rows of order lists as the benchmarks generate them, and what is asked of them (ORD-16, ORD-17). The rows of one list
// differ by their numbers alone, so that every size of it has the same kinds of rows.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "projections/orders/order_list.hpp"
#include "tools/benchmarks/shared/question.hpp"

namespace vesture::bench {

struct ListSize {
  std::size_t rows = 0;
  std::uint32_t accounts = 1;  // that the rows are spread over
};

// Row `number` of a list: 0 up to but without size.rows. Rows of one order, three parts each, are of one account.
projections::orders::OrderRow order_row(std::size_t number, ListSize size);

// Filters of ORD-16 alone and together: broad, rare and none found, ranges in every position.
std::vector<Question> order_questions();

}  // namespace vesture::bench
