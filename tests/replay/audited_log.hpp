// Small logs of the domain's events to verify, and a log's rows in memory, where a test changes them.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "eventstore/log/log.hpp"
#include "eventstore/log/stored_rows.hpp"
#include "projections/common/cipher_over.hpp"
#include "replay/verify/log_verification.hpp"
#include "tests/domain/aggregates.hpp"
#include "tests/domain/ciphers.hpp"
#include "tests/eventstore/appends.hpp"

namespace vesture::replay {

template <class Aggregate>
eventstore::NewEvent new_event(const typename Aggregate::Id& id, const typename Aggregate::Event& event) {
  auto encoded = Aggregate::encode(event, domain::masking_cipher());
  return {Aggregate::stream(id), std::move(encoded.type), encoded.schema, std::move(encoded.payload)};
}

inline eventstore::Append append_of(std::vector<eventstore::NewEvent> events) {
  eventstore::Append append;
  append.command = "test";
  append.now = eventstore::kNoon;
  append.actor.means = "staff:VZD";
  append.events = std::move(events);
  return append;
}

inline eventstore::Append look() {
  const auto looked = domain::samples<domain::access::Access>().front();
  return append_of({new_event<domain::access::Access>(looked.account, looked)});
}

inline eventstore::Append registration() {
  const auto order = domain::samples<domain::orders::Order>().front();
  return append_of({new_event<domain::orders::Order>(domain::sample_id<domain::OrderId>(1), order)});
}

// An order with all that can happen to it, a request in the same commits, looks, and outcomes of keys.
inline void append_story(eventstore::Log& log) {
  const auto order = domain::samples<domain::orders::Order>();
  const auto request = domain::samples<domain::orders::ServiceRequest>();
  for (std::size_t i = 0; i < order.size(); ++i) {
    auto append =
        append_of({new_event<domain::orders::Order>(domain::sample_id<domain::OrderId>(1), order[i])});
    if (i < request.size())
      append.events.push_back(
          new_event<domain::orders::ServiceRequest>(domain::sample_id<domain::RequestId>(4), request[i]));
    append.now += static_cast<std::int64_t>(i);
    if (i % 4 == 0) append.idempotency = eventstore::key_of("key-" + std::to_string(i));
    eventstore::committed_at(log.append_and_wait(append));
  }
  eventstore::committed_at(log.append_and_wait(look()));
}

inline Verified verified(const eventstore::StoredRows& rows, const VerifyOptions& options = {},
                         std::vector<ExpectedHead> heads = {}) {
  static const domain::Cipher cipher = projections::cipher_without_keys();
  return verify_log(rows, cipher, ExpectedHeads(std::move(heads)), options);
}

// What is wrong with it; empty where nothing is.
inline std::string flaw_of(const eventstore::StoredRows& rows, const VerifyOptions& options = {},
                           std::vector<ExpectedHead> heads = {}) {
  try {
    verified(rows, options, std::move(heads));
  } catch (const std::runtime_error& flaw) {
    return flaw.what();
  }
  return {};
}

using eventstore::Family;
inline constexpr std::array kFamilies{Family::format, Family::commits, Family::streams, Family::outcomes,
                                      Family::tiles};

class RowsInMemory final : public eventstore::StoredRows {
 public:
  RowsInMemory() = default;
  explicit RowsInMemory(const eventstore::StoredRows& rows) {
    for (const Family family : kFamilies)
      rows.read(family, "", "", [&](std::string_view key, std::string_view value) {
        of(family).emplace(key, value);
        return true;
      });
  }

  using Rows = std::map<std::string, std::string>;
  Rows& of(Family family) { return rows_[family]; }

  void read(Family family, std::string_view from, std::string_view to,
            const std::function<bool(std::string_view key, std::string_view value)>& each) const override {
    if (on_read) on_read(family);
    const auto found = rows_.find(family);
    if (found == rows_.end()) return;
    const Rows& rows = found->second;
    for (auto row = rows.lower_bound(std::string(from)); row != rows.end(); ++row)
      if ((!to.empty() && row->first >= to) || !each(row->first, row->second)) return;
  }
  eventstore::Position last_position() const override {
    const auto found = rows_.find(Family::commits);
    if (found == rows_.end() || found->second.empty()) return 0;
    return eventstore::parse_position_key(found->second.rbegin()->first);
  }
  std::vector<std::string> unknown_families() const override { return unknown; }

  std::vector<std::string> unknown;
  std::function<void(Family)> on_read;  // on any thread

 private:
  std::map<Family, Rows> rows_;
};

}  // namespace vesture::replay
