// Rows of the lists of e-service requests as the benchmarks generate them, and what is asked of them (ORD-05, ORD-07).
#pragma once

#include <cstddef>
#include <vector>

#include "projections/orders/request_list.hpp"
#include "tools/benchmarks/shared/order_rows.hpp"
#include "tools/benchmarks/shared/question.hpp"

namespace vesture::bench {

// Row `number` of a list: 0 up to but without size.rows. A third of them have a label, a quarter a linked order.
projections::orders::RequestRow request_row(std::size_t number, ListSize size);

// Filters of ORD-05 alone and together.
std::vector<Question> request_questions();

}  // namespace vesture::bench
