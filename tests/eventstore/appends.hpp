// What the tests append, and how they look at the answers.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "eventstore/bytes.hpp"
#include "eventstore/log/log.hpp"

namespace vesture::eventstore {

inline constexpr std::int64_t kNoon = 1'750'000'000'000'000;
inline constexpr std::int64_t kHour = 3'600'000'000;

inline Append append_to(const std::string& stream, const std::string& payload = "x") {
  Append append;
  append.command = "write";
  append.now = kNoon;
  append.events.push_back({stream, "Written", 1, payload});
  return append;
}

inline Append append_at(const std::string& stream, Version expected, const std::string& payload = "x") {
  Append append = append_to(stream, payload);
  append.expected.push_back({stream, expected});
  return append;
}

inline Idempotency key_of(const std::string& key, std::uint8_t request = 1) {
  Idempotency idempotency;
  idempotency.caller = "caller";
  idempotency.key = key;
  idempotency.request[0] = request;
  idempotency.outcome = {201, "Location: /a", "{\"a\":1}"};
  return idempotency;
}

inline Position committed_at(const Appended& answer) {
  const auto* const committed = std::get_if<Committed>(&answer);
  if (committed == nullptr) ADD_FAILURE() << "not committed: alternative " << answer.index();
  return committed == nullptr ? 0 : committed->position;
}

inline std::string text_of(const Event& event) { return std::string(as_text(event.payload)); }

// Stream, version and payload of every event, in the log's order.
struct Line {
  Position position = 0;
  std::string stream;
  Version version = 0;
  std::string payload;

  bool operator==(const Line&) const = default;
};

inline void add_lines(std::vector<Line>& lines, const Commit& commit) {
  for (const Event& event : commit.events)
    lines.push_back({commit.position, std::string(event.stream), event.version, text_of(event)});
}

inline std::vector<Line> all_lines(const Log& log) {
  std::vector<Line> lines;
  log.read_from(1, [&](Commit&& commit) {
    add_lines(lines, commit);
    return true;
  });
  return lines;
}

inline std::vector<std::string> texts(const Log& log, const std::string& stream, Version from = 1) {
  std::vector<std::string> found;
  log.read_stream(stream, from, [&](const Commit&, const Event& event) {
    found.push_back(text_of(event));
    return true;
  });
  return found;
}

}  // namespace vesture::eventstore
