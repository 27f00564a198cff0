// What each event tells a person, in one sentence, and which rules (rules.md) it is decided by: one table of all types.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "domain/common/text.hpp"

namespace vesture::replay {

// {field} and {field.part} stand for the event's fields (event_fields.hpp). Beside them there are
//   {Stream}   the thing whose stream it is, by the number that people know it by: "Order P-0000000001"
//   {Subject}  the same of the thing that the field `subject` names
//   {notice}   the title of the notification that the event raises
struct EventWords {
  std::string_view type;
  domain::Text sentence;
  std::vector<std::string_view> rules;
};

std::span<const EventWords> all_event_words();
// nullptr for a type that this program does not know.
const EventWords* words_of(std::string_view event_type);

// The word for an enumeration's value: of "OrderStatus", "ready"; the value itself where it has none.
std::string_view word_of(std::string_view enumeration, std::string_view value, domain::Language);

// An actor's means (eventstore::Actor) in words: by what right.
std::string right_in_words(std::string_view means, domain::Language);

}  // namespace vesture::replay
