#include "replay/verify/log_verification.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "eventstore/fork_join.hpp"
#include "replay/verify/commit_block.hpp"
#include "replay/verify/commit_order.hpp"
#include "replay/verify/interrupted_rows.hpp"
#include "replay/verify/other_rows.hpp"
#include "replay/verify/stream_index.hpp"
#include "replay/verify/stream_shard.hpp"

namespace vesture::replay {

namespace {

using eventstore::Position;
using eventstore::StoredRows;

constexpr Position kCommitsOfBlock = 512;
constexpr unsigned kBlocksOfThread = 4;
constexpr unsigned kShardsOfThread = 4;

void keep_first(std::optional<Finding>& first, const std::optional<Finding>& other) {
  if (other && (!first || other->position < first->position)) first = other;
}

// Fewer than the threads could do, where they would take up more than is allowed: each as large as it may get.
std::size_t blocks_within(const VerifyOptions& options) {
  const std::size_t most = std::size_t{kBlocksOfThread} * options.threads;
  return std::clamp<std::size_t>(options.block_bytes / CommitBlock::kMostBytes, 1, most);
}

// One after the other, rounds of: blocks of commits are read side by side; then their order is looked at, and shards of
// the streams fold their events, side by side again.
class Verification {
 public:
  Verification(const StoredRows& rows, const domain::Cipher& cipher, const ExpectedHeads& heads,
               const VerifyOptions& options)
      : rows_(rows),
        watched_(rows, options.interrupted),
        options_(options),
        threads_(options.threads),
        sum_key_(eventstore::random_bytes(32)),
        last_(rows.last_position()),
        order_(watched_, heads),
        index_rows_(sum_key_),
        blocks_(blocks_within(options)) {
    const std::uint64_t shards = std::uint64_t{kShardsOfThread} * options.threads;
    for (std::uint64_t i = 0; i < shards; ++i) shards_.emplace_back(i, shards, cipher);
  }

  Verified run() {
    check_other_families(watched_);
    HashRange range;
    pass(range, Depth::proved);
    order_.finish();
    check_stream_index(watched_, index_rows_, sum_key_, std::move(boundaries_), threads_);
    while (range.last != HashRange{}.last) {
      range = {range.last + 1, range.last + std::max<std::uint64_t>(1, range.last - range.first)};
      if (range.last < range.first) range.last = HashRange{}.last;
      pass(range, Depth::parsed);
    }
    const Outcomes outcomes = check_outcomes(watched_, last_);
    return {.head = {last_, order_.root()},
            .events = index_rows_.rows(),
            .streams = streams_,
            .tiles = order_.tiles(),
            .outcomes = outcomes.rows,
            .undigested_outcomes = outcomes.undigested,
            .passes = passes_};
  }

 private:
  // Folds the streams of the range; of as much of it as there is memory for, and that it is then.
  void pass(HashRange& range, Depth depth) {
    ++passes_;
    Position next = 1;
    do {
      report(next - 1);
      next = round(next, range, depth);
      narrow(range);
    } while (next <= last_);
    report(last_);
    for (auto& shard : shards_) {
      streams_ += shard.streams();
      shard.clear();
    }
  }

  void report(Position done) const {
    if (!options_.progress(passes_, done))
      throw Interrupted(fmt::format("interrupted at position {} of {}{}", done, last_,
                                    passes_ == 1 ? "" : fmt::format(", pass {}", passes_)));
  }

  // Gives the position after the last one read.
  Position round(Position from, const HashRange& range, Depth depth) {
    const std::size_t blocks = read_blocks(from, depth);
    Position next = from;
    std::optional<Finding> first;
    for (std::size_t i = 0; i < blocks; ++i) {
      keep_first(first, blocks_[i].flaw());
      next += blocks_[i].commits().size();
    }
    keep_first(first, depth == Depth::proved ? fold_in_order(blocks, range) : fold(blocks, range));
    if (first) throw Flaw(*first);
    return next;
  }

  // Gives the number of blocks that follow on each other: after one that ended early, none does.
  std::size_t read_blocks(Position from, Depth depth) {
    threads_.run(blocks_.size(), [&](std::size_t i) {
      const Position first = from + i * kCommitsOfBlock;
      const Position last = std::min(first + kCommitsOfBlock - 1, last_);
      const bool at_end = first <= last_ + 1 && last == last_;
      blocks_[i].read(rows_, {first, last, at_end}, depth, sum_key_);
    });
    for (std::size_t i = 0; i < blocks_.size(); ++i)
      if (blocks_[i].commits().size() < kCommitsOfBlock) return i + 1;
    return blocks_.size();
  }

  std::optional<Finding> fold_in_order(std::size_t blocks, const HashRange& range) {
    for (std::size_t i = 0; i < blocks; ++i) index_rows_.add(blocks_[i].index_rows());
    if (!blocks_.front().events().empty())
      boundaries_.emplace_back(blocks_.front().events().front().event->stream);
    std::vector<std::optional<Finding>> findings(shards_.size() + 1);
    threads_.run(findings.size(), [&](std::size_t i) {
      findings[i] = i == 0 ? check_order(blocks) : fold_shard(shards_[i - 1], blocks, range);
    });
    return first_of(findings);
  }

  std::optional<Finding> fold(std::size_t blocks, const HashRange& range) {
    std::vector<std::optional<Finding>> findings(shards_.size());
    threads_.run(findings.size(),
                 [&](std::size_t i) { findings[i] = fold_shard(shards_[i], blocks, range); });
    return first_of(findings);
  }

  std::optional<Finding> check_order(std::size_t blocks) {
    for (std::size_t i = 0; i < blocks; ++i)
      if (auto finding = order_.add(blocks_[i].commits())) return finding;
    return std::nullopt;
  }

  std::optional<Finding> fold_shard(StreamShard& shard, std::size_t blocks, const HashRange& range) const {
    for (std::size_t i = 0; i < blocks; ++i)
      if (auto finding = shard.add(blocks_[i].events(), range)) return finding;
    return std::nullopt;
  }

  static std::optional<Finding> first_of(const std::vector<std::optional<Finding>>& findings) {
    std::optional<Finding> first;
    for (const auto& finding : findings) keep_first(first, finding);
    return first;
  }

  void narrow(HashRange& range) {
    while (range.first != range.last && bytes_of_streams() > options_.stream_bytes) {
      range.last = range.first + (range.last - range.first) / 2;
      threads_.run(shards_.size(), [&](std::size_t i) { shards_[i].keep(range); });
    }
  }

  std::size_t bytes_of_streams() const {
    std::size_t bytes = 0;
    for (const auto& shard : shards_) bytes += shard.bytes();
    return bytes;
  }

  const StoredRows& rows_;
  const InterruptedRows watched_;
  const VerifyOptions& options_;
  eventstore::ForkJoin threads_;
  const std::string sum_key_;
  const Position last_;
  CommitOrder order_;
  RowSum index_rows_;
  std::vector<std::string> boundaries_;  // of the index, a name of a stream for each round
  std::vector<CommitBlock> blocks_;
  std::vector<StreamShard> shards_;
  std::uint64_t streams_ = 0;
  unsigned passes_ = 0;
};

}  // namespace

Verified verify_log(const StoredRows& rows, const domain::Cipher& cipher, const ExpectedHeads& heads,
                    const VerifyOptions& options) {
  return Verification(rows, cipher, heads, options).run();
}

}  // namespace vesture::replay
