// The rows of a log that are no history: its format, and the outcomes kept for idempotency keys.
#pragma once

#include <cstdint>

#include "eventstore/log/stored_rows.hpp"

namespace vesture::replay {

// Throws Flaw where there is a family of rows that logs do not have, or a row beside the format's.
void check_other_families(const eventstore::StoredRows&);

struct Outcomes {
  std::uint64_t rows = 0;
  std::uint64_t undigested = 0;  // of those
};

// They are kept for a day, prove nothing, and only their own digests tell whether they are as they were written. Throws
// Flaw.
Outcomes check_outcomes(const eventstore::StoredRows&, eventstore::Position head);

}  // namespace vesture::replay
