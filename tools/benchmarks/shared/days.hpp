// The time that generated rows lie in: as many days, whatever the size of the list.
#pragma once

#include <cstddef>
#include <cstdint>

#include "domain/common/ids.hpp"
#include "domain/common/time.hpp"
#include "projections/common/list_query.hpp"

namespace vesture::bench {

using domain::Date;

inline constexpr Date kFirstDay{18'600};  // 2020-12-04
inline constexpr std::int32_t kDays = 1'800;
inline constexpr std::int64_t kDayMicroseconds = 86'400LL * 1'000'000;

// When row `number` of `rows` was made: in their order, evenly over the days, no two at once.
inline domain::Instant moment_of(std::size_t number, std::size_t rows) {
  const auto share = static_cast<std::int64_t>(number) * kDays / static_cast<std::int64_t>(rows);
  return {(kFirstDay.days + share) * kDayMicroseconds + static_cast<std::int64_t>(number)};
}

// An id of its own for each row.
inline domain::Uuid id_of(domain::Instant made, std::size_t number) {
  const auto byte = [number](int shift) { return static_cast<std::uint8_t>(number >> shift); };
  return domain::uuid_v7(made.microseconds / 1'000, {0, 0, 0, 0, 0, 0, byte(24), byte(16), byte(8), byte(0)});
}

// Days of the rows, both included, counted from the first.
inline projections::DayRange days_of(std::int32_t from, std::int32_t to) {
  return {Date{kFirstDay.days + from}, Date{kFirstDay.days + to}};
}

}  // namespace vesture::bench
