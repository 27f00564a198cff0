#include "replay/verify/stream_index.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "eventstore/bytes.hpp"
#include "eventstore/digits.hpp"
#include "eventstore/log/format.hpp"
#include "replay/verify/finding.hpp"

namespace vesture::replay {

namespace {

using eventstore::Commit;
using eventstore::Event;
using eventstore::Family;
using eventstore::StoredRows;

RowSum sum_of_index(const StoredRows& rows, std::string_view sum_key, std::vector<std::string> boundaries,
                    eventstore::ForkJoin& threads) {
  std::ranges::sort(boundaries);
  const auto repeated = std::ranges::unique(boundaries);
  boundaries.erase(repeated.begin(), repeated.end());
  std::vector<RowSum> sums(boundaries.size() + 1, RowSum(sum_key));
  threads.run(sums.size(), [&](std::size_t i) {
    const std::string from = i == 0 ? "" : boundaries[i - 1];
    const std::string to = i == boundaries.size() ? "" : boundaries[i];
    RowSum sum(sum_key);
    rows.read(Family::streams, from, to, [&](std::string_view key, std::string_view value) {
      sum.add(key, value);
      return true;
    });
    sums[i] = sum;
  });
  RowSum whole(sum_key);
  for (const RowSum& sum : sums) whole.add(sum);
  return whole;
}

std::string text_of_entry(std::string_view value) {
  try {
    const auto entry = eventstore::parse_stream_entry(value);
    return fmt::format("event {} of position {}", entry.index, entry.position);
  } catch (const eventstore::Corruption&) {
    return eventstore::hex_digits(value);
  }
}

void require_entry(const StoredRows& rows, const Commit& commit, std::uint32_t index) {
  const Event& event = commit.events[index];
  const std::string expected = eventstore::stream_entry({commit.position, index});
  const auto found = rows.find(Family::streams, eventstore::stream_key(event.stream, event.version));
  if (found == expected) return;
  throw Flaw({commit.position, std::string(event.stream), event.version,
              "the index of streams does not lead to the event", text_of_entry(expected),
              found ? text_of_entry(*found) : "no entry"});
}

// One by one, which takes its time: something is known to be wrong.
void find_event_without_entry(const StoredRows& rows) {
  rows.read(Family::commits, "", "", [&](std::string_view, std::string_view record) {
    const Commit commit = eventstore::decode_commit(record);
    for (std::uint32_t i = 0; i < commit.events.size(); ++i) require_entry(rows, commit, i);
    return true;
  });
}

// The commits were all proved: what does not parse is the entry.
bool leads_to_its_event(const StoredRows& rows, std::string_view key, std::string_view value) try {
  const auto entry = eventstore::parse_stream_entry(value);
  const auto record = rows.find(Family::commits, eventstore::position_key(entry.position));
  if (!record) return false;
  const Commit commit = eventstore::decode_commit(*record);
  if (entry.index >= commit.events.size()) return false;
  const Event& event = commit.events[entry.index];
  return key == eventstore::stream_key(event.stream, event.version) &&
         value == eventstore::stream_entry({commit.position, entry.index});
} catch (const eventstore::Corruption&) {
  return false;
}

void find_entry_without_event(const StoredRows& rows) {
  rows.read(Family::streams, "", "", [&](std::string_view key, std::string_view value) {
    if (leads_to_its_event(rows, key, value)) return true;
    throw Flaw({0, "", 0, "the index of streams has an entry that no event has", "none",
                fmt::format("key {}, {}", eventstore::hex_digits(key), text_of_entry(value))});
  });
}

}  // namespace

void check_stream_index(const StoredRows& rows, const RowSum& of_events, std::string_view sum_key,
                        std::vector<std::string> boundaries, eventstore::ForkJoin& threads) {
  if (sum_of_index(rows, sum_key, std::move(boundaries), threads) == of_events) return;
  find_event_without_entry(rows);
  find_entry_without_event(rows);
  throw std::logic_error("the sums differ and no row does");
}

}  // namespace vesture::replay
