// How long messages are kept (RET-01 to RET-03): five years from sending, receiving, or a draft's last saving; for the
// last 30 days of them in deleted, from where nothing is restored any more.
#pragma once

#include "domain/common/calendar.hpp"
#include "domain/common/time.hpp"

namespace vesture::domain::mail {

inline constexpr Term kKept{"RET-01", 5, TermUnit::calendar_years_without_roll};
inline constexpr int kLastDays = 30;

// The term of what was sent, received or saved at `at`.
Deadline keeping_from(Instant at);
// When its last 30 days begin: 24:00 in Riga of a day.
Instant last_days_begin(const Deadline& keeping);

// When a copy or a draft that is kept is next to be looked at: its last days, or where these have begun, its end.
Instant next_step(const Deadline& keeping, bool last_days_have_begun);

}  // namespace vesture::domain::mail
