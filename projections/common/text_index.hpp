// Text search beside a list: which rows have words that begin so (words.hpp), in the whole of their text or in one field.
//
//   forward  list 'f' scope id                      -> time (word, fields)*    the words of a row
//   posting  list 'p' scope field word 0x00 time id -> nothing
//   list     = name 0x00 version:1
//   scope    = length:1 bytes
//   time     = as in list_keys.hpp
//
// Forward lists lie in Family::sealed_rows and postings in Family::sealed_index: both come of content, and go in one batch
// with their row. What a row had before is told by its forward list, so that words that stay cause no writes.
//
// What a search costs: in the order of the list's time it reads the postings of the query's words in that order, merged
// and met with each other (text_postings.hpp) and with the list's entries (list_engine.hpp): for each row that is found
// some seeks, however many have the words. In another order, or where more words begin so than are merged, it reads the
// postings of the rarest word, up to as many as the list engine takes for few (list.hpp); beyond that the list is walked,
// and each entry's forward list is asked.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "domain/common/time.hpp"
#include "projections/common/restriction.hpp"
#include "projections/common/view_store.hpp"

namespace vesture::projections {

using domain::Instant;

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

  // In place of what the row had. `time` is the list's time of the row.
  void put(ViewBatch&, std::string_view scope, std::string_view id, Instant time, const FieldWords&) const;
  void erase(ViewBatch&, std::string_view scope, std::string_view id) const;

  // Rows that have, for each word of the query, one that begins so; none where the query has no words. The index outlives
  // it.
  std::shared_ptr<const Restriction> rows_with(TextField, std::string_view query) const;

 private:
  std::string prefix_;
};

}  // namespace vesture::projections
