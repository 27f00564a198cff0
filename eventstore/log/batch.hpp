// What the sequencer writes at once. Appends are decided one after the other, each against the disk and
// against those before it in the batch; their answers hold once the batch is synced. Used by one thread.
#pragma once

#include <rocksdb/write_batch.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "eventstore/log/log.hpp"
#include "eventstore/log/published_versions.hpp"
#include "eventstore/log/store.hpp"
#include "eventstore/log/tree.hpp"
#include "eventstore/two_generations.hpp"

namespace vesture::eventstore {

// The end of the log, as far as it is decided.
struct Tip {
  Position position = 0;
  std::int64_t time = 0;
  Digest chain{};
};

class Batch {
 public:
  Batch(const Store& store, TwoGenerations<Version>& versions, GrowingTree& tree, Tip tip)
      : store_(store), versions_(versions), tree_(tree), tip_(tip) {}

  // The answer to give once this batch is durable.
  Appended add(const Append&);
  // Outcomes that are older than what a lookup looks at go with this batch.
  void drop_outcomes_before(std::uint64_t bucket) { store_.drop_outcomes_before(writes_, bucket); }

  const Tip& tip() const { return tip_; }
  // The streams that were appended to, in the order of the appends.
  const PublishedVersions::Written& written() const { return written_; }
  rocksdb::WriteBatch& writes() { return writes_; }

 private:
  std::optional<Appended> answered_before(const Idempotency&, std::int64_t time) const;
  std::optional<Conflict> conflict(const Append&);
  bool is_at(const StreamAt& expected);
  Version version(const std::string& stream);
  std::vector<Version> assign_versions(const Append&);
  void write_commit(const Append&, std::int64_t time);
  void keep_outcome(const Idempotency&, const Committed&);

  const Store& store_;
  TwoGenerations<Version>& versions_;
  GrowingTree& tree_;
  Tip tip_;
  PublishedVersions::Written written_;
  rocksdb::WriteBatch writes_;
  std::map<std::pair<std::string, std::string>, KeptOutcome> outcomes_;  // of this batch, by caller and key
};

// What a kept outcome means to a request with this digest.
std::variant<Repeated, KeyReused> answer_from(const KeptOutcome&, const Digest& request);

}  // namespace vesture::eventstore
