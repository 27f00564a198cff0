// The shape of a decider: decide(command, state, now) gives events or a rejection, evolve(state, event)
// folds. An aggregate `A` is a struct that names its parts (see domain/orders/order.hpp for the first one):
//
//   A::Id, A::State, A::Event, A::Command      plain types; State is default-constructible as "nothing yet"
//   A::stream(id)                              the stream's name
//   A::decide(command, state, now)             Decision<Event>; a retry with nothing to add gives no events
//   A::evolve(state, event)                    the next state; throws ImpossibleEvent for what cannot follow
//   A::encode(event, cipher)                   Encoded: what the log keeps
//   A::decode(type, schema, payload, cipher)   std::expected<Event, std::string>: the error says what is
//   corrupt
//   A::kKeptFolded                             optional: eventstore/folded_states.hpp keeps its states
#pragma once

#include <cstdint>
#include <expected>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "domain/common/text.hpp"

namespace vesture::domain {

enum class Kind {
  conflict,   // the state does not allow it (now)
  invalid,    // the input can never be right
  forbidden,  // allowed to others
};

// A rejection is a constant with a stable dotted code, the rule it applies (empty where none does), the JSON
// pointer of the field it is about (empty where it is about no field), and what a person reads.
struct Rejection {
  std::string_view code;
  std::string_view rule;
  std::string_view field;
  Kind kind = Kind::conflict;
  Text title;

  bool operator==(const Rejection& other) const { return code == other.code && field == other.field; }
};

template <class Event>
using Decision = std::expected<std::vector<Event>, Rejection>;

// History that no decision can have made: the stream is corrupt.
struct ImpossibleEvent : std::logic_error {
  using std::logic_error::logic_error;
};

// An event as the log keeps it: FlatBuffers bytes, with a type and the version of its schema.
struct Encoded {
  std::string type;
  std::uint16_t schema = 1;
  std::string payload;
};

}  // namespace vesture::domain
