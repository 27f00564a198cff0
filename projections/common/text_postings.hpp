// The postings of a text index, read in the order of time: those of one word lie so, those of several words are merged,
// and those of all words of a query are met with each other.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "projections/common/restriction.hpp"
#include "projections/common/view_store.hpp"

namespace vesture::projections {

// More words that begin so are not merged.
inline constexpr std::size_t kMostWordsMerged = 256;

// Words that are looked for by their beginning, as keys of Family::sealed_index: text_index.hpp has their grammar.
struct WordsThatBegin {
  std::string key;      // up to where the beginning ends
  std::size_t word_at;  // in the key
  bool descending;
};

// Rows that have any of the words, each once, beyond the time and id of `after`; nullptr where there are too many words.
std::unique_ptr<RowsByTime> rows_with_any(const ViewSnapshot&, const WordsThatBegin&, std::string_view after);

// Rows that are in all of them, which go one way; none where there are none of them.
std::unique_ptr<RowsByTime> rows_in_all(std::vector<std::unique_ptr<RowsByTime>>);

}  // namespace vesture::projections
