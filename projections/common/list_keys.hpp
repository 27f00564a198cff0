// The bytes of a list's keys. All comparisons in a list are comparisons of these bytes.
//
//   key    = list 'r' id                                       a row by its id
//          | list 'e' scope index place                        an entry of an index
//   list   = name 0x00 version:1
//   scope  = length:1 bytes
//   index  = group:1 text* order:1 nodes                       one text for each filter of the group
//   nodes  = 0x00 | (range + 1):1 level:1 node:4               node: big endian, sign flipped
//   place  = 0x01 text time id | 0x02 0x00 0x00 time id        with a sort key | without one
//   text   = bytes, 0x00 written as 0x00 0xff, then 0x00 0x00
//   time   = microseconds:8, big endian, sign flipped
//
// The numbers of groups, orders and ranges are their places in the declaration: a declaration that changes
// takes a new version. A place is where a row stands in one order; a page's cursor is the place of its last
// row.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/common/time.hpp"

namespace vesture::projections {

using domain::Date;
using domain::Instant;

// One value as bytes whose order is the value's order.
std::string keyword_key(std::string_view text);   // by its bytes: codes, numbers with leading zeros
std::string collated_key(std::string_view text);  // by Latvian collation (ICU): names, labels
std::string unsigned_key(std::uint64_t number);
std::string instant_key(Instant at);

namespace engine {

inline constexpr char kWithValue = 0x01;
inline constexpr char kWithoutValue = 0x02;
inline constexpr char kAfterPlaces = 0x03;

void append_text(std::string& out, std::string_view bytes);

std::string place(const std::optional<std::string>& sort_key, Instant time, std::string_view id);

// A place taken apart; views into it.
struct PlaceParts {
  std::string_view head;  // presence and sort key with its end: what rows of one sort key share
  Instant time;
  std::string_view id;
};
std::optional<PlaceParts> parse_place(std::string_view place);

// Of a place in the order of time: the time and the id that it ends in, and back.
std::string_view time_and_id(std::string_view place);
std::string place_by_time(std::string_view time_and_id);
inline constexpr std::size_t kTimeBytes = 8;

// Whether one place comes before the other: places without a value last both ways.
bool comes_before(std::string_view left, std::string_view right, bool descending);

// A span of days whose rows lie together in an index: 1, 16 or 256 days wide, aligned.
struct DayNode {
  std::uint8_t level = 0;
  std::int32_t index = 0;

  bool operator==(const DayNode&) const = default;
};
inline constexpr std::uint8_t kNodeLevels = 3;

DayNode node_of(Date day, std::uint8_t level);
// The fewest nodes that hold exactly these days, both included.
std::vector<DayNode> nodes_between(Date first, Date last);

void append_nodes(std::string& out, std::size_t range, DayNode node);
void append_no_nodes(std::string& out);
// All nodes of one level: what comes before the node's number.
void append_node_level(std::string& out, std::size_t range, std::uint8_t level);
// The node's number at the start of these bytes.
std::int32_t node_index_at(std::string_view bytes);

}  // namespace engine
}  // namespace vesture::projections
