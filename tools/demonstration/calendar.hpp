// The institution's days: Monday to Friday from half past eight to five. Public holidays are working days here.
#pragma once

#include "domain/common/time.hpp"
#include "tools/demonstration/chance.hpp"

namespace vesture::demonstration {

// The same day, or the Monday after a weekend.
domain::Date working_day(domain::Date);
domain::Date working_days_after(domain::Date, int days);

domain::Instant at_noon(domain::Date);
domain::Instant in_working_hours(domain::Date, Chance&);  // of the working day
// In the working hours of some day between the two; more often towards the end.
domain::Instant some_time(Chance&, domain::Date from, domain::Date to);
// So many working days after a time, at some moment of the working hours.
domain::Instant later(domain::Instant, int working_days, Chance&);
domain::Instant minutes_later(domain::Instant, int minutes);

}  // namespace vesture::demonstration
