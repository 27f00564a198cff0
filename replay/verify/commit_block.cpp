#include "replay/verify/commit_block.hpp"

#include <fmt/format.h>

#include "eventstore/bytes.hpp"
#include "eventstore/digits.hpp"
#include "eventstore/log/format.hpp"

namespace vesture::replay {

namespace {

using eventstore::Commit;
using eventstore::Position;

constexpr std::size_t kAlignment = 8;

std::size_t aligned(std::size_t offset) { return (offset + kAlignment - 1) / kAlignment * kAlignment; }

}  // namespace

std::uint64_t hash_of_stream(std::string_view name) { return std::hash<std::string_view>{}(name); }

void CommitBlock::read(const eventstore::StoredRows& rows, const CommitRange& range, Depth depth,
                       std::string_view sum_key) {
  bytes_.clear();
  ends_.clear();
  events_.clear();
  flaw_.reset();
  count_ = 0;
  index_rows_ = RowSum(sum_key);
  take_rows(rows, range);
  if (commits_.size() < ends_.size()) commits_.resize(ends_.size());
  try {
    for (std::size_t i = 0; i < ends_.size(); ++i) {
      decode(i, depth);
      ++count_;
    }
  } catch (const eventstore::Corruption& corruption) {
    flaw_ = Finding{range.first + count_, "", 0, corruption.what(), "", ""};
  }
  for (const Commit& commit : commits())
    for (const auto& event : commit.events)
      events_.push_back({hash_of_stream(event.stream), &commit, &event});
}

void CommitBlock::take_rows(const eventstore::StoredRows& rows, const CommitRange& range) {
  Position next = range.first;
  // The first block has whatever lies before the first commit, too.
  const std::string from = range.first == 1 ? "" : eventstore::position_key(range.first);
  const std::string to = range.to_the_end ? "" : eventstore::position_key(range.last + 1);
  rows.read(eventstore::Family::commits, from, to, [&](std::string_view key, std::string_view record) {
    const std::string expected = eventstore::position_key(next);
    if (key != expected || next > range.last) {
      flaw_ = Finding{next,
                      "",
                      0,
                      "a row of the commits has a key that does not follow",
                      next > range.last ? "no more rows" : eventstore::hex_digits(expected),
                      eventstore::hex_digits(key)};
      return false;
    }
    bytes_.resize(aligned(bytes_.size()));
    bytes_.insert(bytes_.end(), record.begin(), record.end());
    ends_.push_back(bytes_.size());
    ++next;
    return bytes_.size() < kMostBytes;
  });
  if (!flaw_ && next <= range.last && bytes_.size() < kMostBytes)
    flaw_ = Finding{next, "", 0, "no commit is there", fmt::format("commits up to {}", range.last), ""};
}

void CommitBlock::decode(std::size_t index, Depth depth) {
  const std::size_t begin = index == 0 ? 0 : aligned(ends_[index - 1]);
  Commit& commit = commits_[index];
  eventstore::parse_commit(std::span(bytes_).subspan(begin, ends_[index] - begin), commit);
  if (depth == Depth::parsed) return;
  eventstore::prove_commit(commit);
  sum_up(commit);
}

void CommitBlock::sum_up(const Commit& commit) {
  for (std::uint32_t i = 0; i < commit.events.size(); ++i)
    index_rows_.add(eventstore::stream_key(commit.events[i].stream, commit.events[i].version),
                    eventstore::stream_entry({commit.position, i}));
}

}  // namespace vesture::replay
