#include "replay/verify/other_rows.hpp"

#include <fmt/format.h>

#include "eventstore/digits.hpp"
#include "replay/verify/finding.hpp"

namespace vesture::replay {

void check_other_families(const eventstore::StoredRows& rows) {
  for (const auto& name : rows.unknown_families())
    throw Flaw({0, "", 0, "the log has a family of rows that this program does not know", "", name});
  rows.read(eventstore::Family::format, "", "", [](std::string_view key, std::string_view) {
    if (key == eventstore::kFormatKey) return true;
    throw Flaw({0, "", 0, "a row beside that of the format", "", "key " + eventstore::hex_digits(key)});
  });
}

Outcomes check_outcomes(const eventstore::StoredRows& rows, eventstore::Position head) {
  Outcomes checked;
  rows.read(eventstore::Family::outcomes, "", "", [&](std::string_view key, std::string_view row) {
    const auto fail = [&](const std::string& why) {
      throw Flaw({0, "", 0,
                  fmt::format("the outcome kept under key {}: {}", eventstore::hex_digits(key), why), "",
                  ""});
    };
    try {
      const auto kept = eventstore::parse_outcome_row(key, row);
      if (kept.position > head)
        fail(fmt::format("it is of position {}, beyond the last commit", kept.position));
    } catch (const eventstore::Corruption& corruption) {
      fail(corruption.what());
    }
    ++checked.rows;
    if (eventstore::is_undigested_outcome(key)) ++checked.undigested;
    return true;
  });
  return checked;
}

}  // namespace vesture::replay
