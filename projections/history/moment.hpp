// A moment as people name it: a position ("4711"), a time (RFC 3339) or a day ("2026-03-31": its end in Riga).
#pragma once

#include <optional>
#include <string>

#include "domain/common/time.hpp"
#include "eventstore/log/log.hpp"

namespace vesture::projections::history {

// The time or the day's end that it names; nullopt for a position, for an empty text, and for what is none of them.
std::optional<domain::Instant> time_of(const std::string& moment);

// Until when a copy of the log knows what happened: its last commit's time; for ever ago where there is none.
domain::Instant known_until(const eventstore::Log&);

// The position that it names, or that of the last commit at or before the time, 0 where none was there yet; nullopt for
// an empty text. Throws std::invalid_argument for what is none of them, and std::out_of_range for a time after `known`:
// what came until then is in no commit here.
std::optional<eventstore::Position> position_of(const eventstore::Log&, const std::string& moment,
                                                domain::Instant known);

}  // namespace vesture::projections::history
