// A moment as people name it: a position ("4711"), a time (RFC 3339) or a day ("2026-03-31": its end in Riga).
#pragma once

#include <optional>
#include <string>

#include "domain/common/time.hpp"
#include "eventstore/log/log.hpp"

namespace vesture::projections::history {

// The time or the day's end that it names; nullopt for a position, for an empty text, and for what is none of them.
std::optional<domain::Instant> time_of(const std::string& moment);

// The position that it names, or that of the last commit at or before the time, 0 where none was there yet; nullopt for
// an empty text. Throws std::invalid_argument for what is none of them.
std::optional<eventstore::Position> position_of(const eventstore::Log&, const std::string& moment);

}  // namespace vesture::projections::history
