#include "replay/source.hpp"

#include <fmt/format.h>

#include <charconv>
#include <stdexcept>

#include "domain/common/time.hpp"
#include "projections/common/cipher_over.hpp"

namespace vesture::replay {

namespace {

namespace fs = std::filesystem;
using eventstore::Log;
using eventstore::Position;

std::optional<Position> as_position(const std::string& text) {
  Position position = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), position);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return position;
}

std::optional<domain::Instant> as_time(const std::string& text) {
  if (const auto day = domain::parse_date(text))
    return {{domain::start_of_day_in_riga({day->days + 1}).microseconds - 1}};
  return domain::parse_instant(text);
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

void add_source_options(CLI::App& command, SourceOptions& options) {
  command.add_option("--data", options.data, "Data directory: a copy, or that of a running server")
      ->required()
      ->check(CLI::ExistingDirectory);
  command.add_option("--master-key", options.master_key, "File of the master key [<data>/master.key]");
}

void add_at_option(CLI::App& command, SourceOptions& options) {
  command.add_option("--at", options.at,
                     "Position, time (2026-03-31T12:00:00Z) or day (2026-03-31) [the last commit]");
}

std::optional<Position> position_of(const Log& log, const std::string& moment) {
  if (moment.empty()) return std::nullopt;
  if (const auto position = as_position(moment)) return position;
  if (const auto time = as_time(moment)) return last_at(log, *time);
  throw std::invalid_argument(fmt::format("{}: neither a position, nor a time, nor a day", moment));
}

Source open_source(const SourceOptions& options) {
  Source source;
  source.data = options.data;
  const auto ring = options.data / "keyring";
  const auto master = options.master_key.value_or(options.data / "master.key");
  if (fs::exists(ring) && fs::exists(master))
    source.keyring = eventstore::Keyring::open_to_read(ring, master);
  source.cipher = std::make_unique<domain::Cipher>(source.keyring ? projections::cipher_over(*source.keyring)
                                                                  : projections::cipher_without_keys());
  source.log = Log::open_to_read(options.data / "log");
  if (const auto at = position_of(*source.log, options.at))
    source.log = Log::open_to_read(options.data / "log", at);
  return source;
}

}  // namespace vesture::replay
