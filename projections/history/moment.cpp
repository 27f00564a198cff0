#include "projections/history/moment.hpp"

#include <fmt/format.h>

#include <charconv>
#include <limits>
#include <stdexcept>

namespace vesture::projections::history {

namespace {

using eventstore::Log;
using eventstore::Position;

std::optional<Position> as_position(const std::string& text) {
  Position position = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), position);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return position;
}

// Commits are in the order of their times.
Position last_at(const Log& log, domain::Instant time) {
  Position known = 0;
  Position beyond = log.head() + 1;
  while (beyond - known > 1) {
    const Position middle = known + (beyond - known) / 2;
    (log.read(middle)->time <= time.microseconds ? known : beyond) = middle;
  }
  return known;
}

}  // namespace

std::optional<domain::Instant> time_of(const std::string& moment) {
  if (const auto day = domain::parse_date(moment))
    return {{domain::start_of_day_in_riga({day->days + 1}).microseconds - 1}};
  return domain::parse_instant(moment);
}

domain::Instant known_until(const Log& log) {
  const auto last = log.read(log.head());
  return {last ? last->time : std::numeric_limits<std::int64_t>::min()};
}

std::optional<Position> position_of(const Log& log, const std::string& moment, domain::Instant known) {
  if (moment.empty()) return std::nullopt;
  if (const auto position = as_position(moment)) return position;
  const auto time = time_of(moment);
  if (!time)
    throw std::invalid_argument(fmt::format("{}: neither a position, nor a time, nor a day", moment));
  if (known < *time)
    throw std::out_of_range(fmt::format("{}: could not tell: the last commit here is position {}{}", moment,
                                        log.head(), log.head() == 0 ? "" : " of " + to_string(known)));
  return last_at(log, *time);
}

}  // namespace vesture::projections::history
