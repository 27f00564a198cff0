// What happened to one thing: the events of its stream, as people read them.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "api/backend.hpp"
#include "domain/common/time.hpp"

namespace vesture::api {

struct HistoryEntry {
  std::uint64_t version = 0;
  domain::Instant time;
  std::string event;  // "part_moved"
  std::optional<std::uint32_t> part;
  std::optional<std::string> status;  // that it came to
  std::optional<std::string> number;  // of the invoice, order or request that it is about
  std::optional<std::string> reason;
  std::optional<domain::FileId> file = {};
  BOOST_DESCRIBE_CLASS(HistoryEntry, (), (version, time, event, part, status, number, reason, file), (), ())
};

// The aggregate's stream as it lies in the log, then what the unit has decided on it; `entry_of` makes an
// entry of an event, but for its version.
template <class Aggregate>
std::vector<HistoryEntry> history_of(const Backend& backend, const Unit& unit,
                                     const typename Aggregate::Id& id,
                                     HistoryEntry (*entry_of)(const typename Aggregate::Event&)) {
  std::vector<HistoryEntry> history;
  const auto add = [&](std::string_view type, std::uint16_t schema, std::span<const std::uint8_t> payload) {
    const auto event = Aggregate::decode(type, schema, payload, backend.cipher);
    if (!event) throw eventstore::CorruptStream(Aggregate::stream(id), history.size() + 1, event.error());
    history.push_back(entry_of(*event));
    history.back().version = history.size();
  };
  backend.log.read_stream(Aggregate::stream(id), 1,
                          [&](const eventstore::Commit&, const eventstore::Event& event) {
                            add(event.type, event.schema, event.payload);
                            return true;
                          });
  for (const auto& event : unit.pending()) {
    if (event.stream != Aggregate::stream(id)) continue;
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(event.payload.data());
    add(event.type, event.schema, {bytes, event.payload.size()});
  }
  return history;
}

}  // namespace vesture::api
