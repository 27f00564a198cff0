// Text search beside a list: which rows have words that begin so (words.hpp), in the whole of their text or in one field.
//
//   forward  list 'f' scope id                      -> (word, fields)*    the words of a row
//   posting  list 'p' scope field word 0x00 id      -> nothing
//   list     = name 0x00 version:1
//   scope    = length:1 bytes
//
// Forward lists lie in Family::sealed_rows and postings in Family::sealed_index: both come of content, and go in one batch
// with their row. What a row had before is told by its forward list, so that words that stay cause no writes.
//
// What a search costs: it reads the postings of the query's words, the rarest first, up to as many as the list engine
// takes for few (list.hpp). Beyond that the list is walked in its order, and each entry's forward list is asked.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "projections/common/restriction.hpp"
#include "projections/common/view_store.hpp"

namespace vesture::projections {

// One bit each: 1 to 7.
using TextField = std::uint8_t;
// All of a row's words, whatever their field.
inline constexpr TextField kAnyField = 0;

// Words (words_of) by field; under kAnyField those that are of no field.
using FieldWords = std::map<TextField, std::vector<std::string>>;

class TextIndex {
 public:
  // Different words that are kept of one row. Fields are counted first, in their order, then the rest.
  static constexpr std::size_t kMostWords = 2'000;

  TextIndex(std::string name, std::uint8_t version);

  std::string prefix() const { return prefix_; }  // of all keys

  // In place of what the row had.
  void put(ViewBatch&, std::string_view scope, std::string_view id, const FieldWords&) const;
  void erase(ViewBatch&, std::string_view scope, std::string_view id) const;

  // Rows that have, for each word of the query, one that begins so; none where the query has no words. The index outlives
  // it.
  std::shared_ptr<const Restriction> rows_with(TextField, std::string_view query) const;

 private:
  std::string prefix_;
};

}  // namespace vesture::projections
