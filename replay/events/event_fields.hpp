// Any event as named fields, read by its schema: what exports and stories need of an event whose type they do not know.
//
//   ids                 as text
//   times, dates        a long named at, due or …_at as RFC 3339; an int named …_days as YYYY-MM-DD
//   enumerations        the value's name in the schema
//   sealed fields       {"sealed": <bytes>}: personal data is never opened here
//   digests             hexadecimal digits
//   absent              left out; also what a `has_…` field says is not there, and that field itself
#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "eventstore/log/commit.hpp"

namespace vesture::replay {

// "orders.PartMoved" … : every type that the domain's schemas have, in the order of their names.
std::vector<std::string> event_types();

// nullopt where this program does not know the type; throws eventstore::Corruption where the bytes are not of it.
std::optional<boost::json::object> fields_of(const eventstore::Event&);

// What a field of an event is; for tables that name fields.
struct FieldKind {
  std::string enumeration;               // "OrderStatus"; empty where it is none
  std::vector<std::string> enumerators;  // its values' names
};
// `path`: "part", "content.size". nullopt where the type has no such field.
std::optional<FieldKind> field_kind(std::string_view event_type, std::string_view path);

}  // namespace vesture::replay
