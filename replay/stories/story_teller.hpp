// Commits told to a person: one sentence an event (event_words.hpp), and who did it by what right.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "domain/common/text.hpp"
#include "eventstore/log/log.hpp"

namespace vesture::replay {

// Remembers the numbers of what it has told of. Used by one thread; the log outlives it.
class StoryTeller {
 public:
  StoryTeller(const eventstore::Log& log, domain::Language language) : log_(log), language_(language) {}

  // Throws eventstore::Corruption for an event that cannot be read. A type that is not known is told by its name.
  std::string sentence(const eventstore::Event&);
  std::vector<std::string> sentences(const eventstore::Commit&);
  // "Person 0190…, as the account's owner": who, by what right.
  std::string actor(const eventstore::Commit&) const;

 private:
  // "Order P-0000000001", of a stream; the stream's name where it has no number.
  const std::string& thing(const std::string& stream);
  std::string name_of_thing(const std::string& stream) const;

  const eventstore::Log& log_;
  domain::Language language_;
  std::map<std::string, std::string, std::less<>> things_;
};

}  // namespace vesture::replay
