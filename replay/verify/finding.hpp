// What is wrong with a history: the first thing that was found, exactly.
#pragma once

#include <boost/json/object.hpp>
#include <stdexcept>
#include <string>

#include "eventstore/log/commit.hpp"

namespace vesture::replay {

// What does not apply is empty, or 0.
struct Finding {
  eventstore::Position position = 0;
  std::string stream;
  eventstore::Version version = 0;
  std::string what;
  std::string expected;
  std::string found;
};

std::string text_of(const Finding&);
boost::json::object json_of(const Finding&);

struct Flaw : std::runtime_error {
  explicit Flaw(Finding finding_) : std::runtime_error(text_of(finding_)), finding(std::move(finding_)) {}
  Finding finding;
};

}  // namespace vesture::replay
