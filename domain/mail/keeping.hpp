// How long messages are kept (RET-01 to RET-03): five years from sending, receiving, or a draft's last saving; for the
// last 30 days of them in deleted, from where nothing is restored any more.
#pragma once

#include "domain/common/calendar.hpp"
#include "domain/common/time.hpp"

namespace vesture::domain::mail {

inline constexpr Term kKept{"RET-01", 5, TermUnit::calendar_years_without_roll};
inline constexpr int kLastDays = 30;

// The clauses by which what is kept goes for good: its owner asked for it, or its term is over.
inline constexpr std::string_view kDestroyedAsAsked = "MAIL-09";
inline constexpr std::string_view kDestroyedByTerm = "RET-03";

// The term of what was sent, received or saved at `at`.
Deadline keeping_from(Instant at);
// When its last 30 days begin: 24:00 in Riga of a day.
Instant last_days_begin(const Deadline& keeping);
// When the term ends whose last 30 days begin then.
Instant end_of_last_days(Instant begin);

// When a copy or a draft that is kept is next to be looked at: its last days, or where it was moved to deleted for
// them, its end.
Instant next_step(const Deadline& keeping, bool moved_for_last_days);

enum class TermStep { none, move_to_deleted, destroy };
// What the term asks for at `now`. A move that nobody came for in time is left out at the end.
TermStep due_step(const Deadline& keeping, bool moved_for_last_days, Instant now);

}  // namespace vesture::domain::mail
