#include "domain/mail/keeping.hpp"

namespace vesture::domain::mail {

Deadline keeping_from(Instant at) { return deadline(kKept, riga_date(at)); }

Instant last_days_begin(const Deadline& keeping) {
  return start_of_day_in_riga({riga_date(keeping.due).days - kLastDays});
}

Instant end_of_last_days(Instant begin) { return start_of_day_in_riga({riga_date(begin).days + kLastDays}); }

Instant next_step(const Deadline& keeping, bool moved_for_last_days) {
  return moved_for_last_days ? keeping.due : last_days_begin(keeping);
}

TermStep due_step(const Deadline& keeping, bool moved_for_last_days, Instant now) {
  if (now >= keeping.due) return TermStep::destroy;
  if (!moved_for_last_days && now >= last_days_begin(keeping)) return TermStep::move_to_deleted;
  return TermStep::none;
}

}  // namespace vesture::domain::mail
