#include "eventstore/log/batch.hpp"

#include <algorithm>

#include "eventstore/log/format.hpp"

namespace vesture::eventstore {

std::variant<Repeated, KeyReused> answer_from(const KeptOutcome& kept, const Digest& request) {
  if (kept.request != request) return KeyReused{};
  return Repeated{kept.outcome, kept.position};
}

Appended Batch::add(const Append& append) {
  const std::int64_t time = std::max(append.now, tip_.time);
  if (append.idempotency) {
    if (auto answer = answered_before(*append.idempotency, time)) return std::move(*answer);
  }
  if (auto found = conflict(append)) return std::move(*found);
  Committed committed{0, time};
  if (!append.events.empty()) {
    write_commit(append, time);
    committed.position = tip_.position;
  }
  if (append.idempotency) keep_outcome(*append.idempotency, committed);
  return committed;
}

std::optional<Appended> Batch::answered_before(const Idempotency& idempotency, std::int64_t time) const {
  const auto answer = [&](const KeptOutcome& kept) {
    return std::visit([](auto&& either) { return Appended(either); }, answer_from(kept, idempotency.request));
  };
  const auto here = outcomes_.find({idempotency.caller, idempotency.key});
  if (here != outcomes_.end()) return answer(here->second);
  if (const auto kept = store_.outcome(idempotency.caller, idempotency.key, time)) return answer(*kept);
  return std::nullopt;
}

std::optional<Conflict> Batch::conflict(const Append& append) {
  for (const StreamAt& at : append.expected) {
    const Version actual = is_at(at) ? at.version : version(at.stream);
    if (actual != at.version) return Conflict{at.stream, at.version, actual};
  }
  return std::nullopt;
}

// Mostly it is where it was expected, and to find that out costs less than to find where it is.
bool Batch::is_at(const StreamAt& expected) {
  if (const auto known = versions_.use(expected.stream)) return *known == expected.version;
  if (!store_.is_at(expected.stream, expected.version)) return false;
  versions_.set(expected.stream, expected.version);
  return true;
}

Version Batch::version(const std::string& stream) {
  if (const auto known = versions_.use(stream)) return *known;
  const Version stored = store_.version(stream);
  versions_.set(stream, stored);
  return stored;
}

std::vector<Version> Batch::assign_versions(const Append& append) {
  std::vector<Version> assigned;
  assigned.reserve(append.events.size());
  for (const NewEvent& event : append.events) {
    assigned.push_back(version(event.stream) + 1);
    versions_.set(event.stream, assigned.back());
    written_.emplace_back(event.stream, assigned.back());
  }
  return assigned;
}

void Batch::write_commit(const Append& append, std::int64_t time) {
  const std::vector<Version> versions = assign_versions(append);
  const Place place{tip_.position + 1, time, tip_.chain};
  const Record record = encode_commit(append, versions, place);
  store_.add_commit(writes_, place.position, record.bytes);
  for (std::uint32_t i = 0; i < append.events.size(); ++i)
    store_.add_stream_entry(writes_, append.events[i].stream, versions[i], {place.position, i});
  tree_.add(store_, writes_, record.leaf);
  tip_ = {place.position, time, record.chain};
}

void Batch::keep_outcome(const Idempotency& idempotency, const Committed& committed) {
  const KeptOutcome kept{committed.time, committed.position, idempotency.request, idempotency.outcome};
  store_.add_outcome(writes_, idempotency, kept);
  outcomes_.insert_or_assign({idempotency.caller, idempotency.key}, kept);
}

}  // namespace vesture::eventstore
