#include "projections/common/rebuild.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <stdexcept>
#include <thread>

#include "eventstore/fork_join.hpp"
#include "projections/common/apply_commit.hpp"
#include "projections/common/checkpoint.hpp"
#include "projections/common/entry_load.hpp"
#include "projections/common/packed.hpp"

namespace vesture::projections {

using eventstore::Commit;
using eventstore::Log;
using eventstore::Position;

namespace {

constexpr std::size_t kBytesAtOnce = 16 << 20;
constexpr std::string_view kUnfinishedKey = "rebuild";

// Kept in Family::meta until the checkpoints are.
struct Unfinished {
  Position head = 0;           // to be reached
  Position position = 0;       // applied
  eventstore::Digest chain{};  // the log's hash there
  std::vector<std::string> prefixes;
  bool is_whole =
      false;  // ended early, with everything on the disk; not so while it goes on, or after a crash
  BOOST_DESCRIBE_CLASS(Unfinished, (), (head, position, chain, prefixes, is_whole), (), ())
};

std::optional<Unfinished> kept_unfinished(const ViewStore& store) {
  const auto bytes = store.get(Family::meta, kUnfinishedKey);
  if (!bytes) return std::nullopt;
  return unpack<Unfinished>(*bytes);
}

// One view on its way: its rows as far as they are in memory.
struct Growing {
  Growing(const Projection& of, ViewStore& into)
      : projection(of), prefixes(of.prefixes()), batch(into, Gathered::for_loading) {}

  const Projection& projection;
  std::vector<std::string> prefixes;
  ViewBatch batch;
  std::size_t loads = 0;
};

class Rebuild {
 public:
  Rebuild(const Log& log, const std::vector<std::unique_ptr<Projection>>& projections, ViewStore& into,
          const RebuildOptions& options)
      : log_(log), into_(into), options_(options) {
    for (const auto& projection : projections)
      growing_.push_back(std::make_unique<Growing>(*projection, into));
    mark_.head = log.head();
    for (const auto& view : growing_)
      mark_.prefixes.insert(mark_.prefixes.end(), view->prefixes.begin(), view->prefixes.end());
  }

  bool run() {
    take_up();
    into_.compact_by_itself(false);
    const bool whole = apply_commits() && load_entries();
    if (whole) {
      merge_runs();
      into_.compact_by_itself(true);
      write_checkpoints();
    } else {
      mark(true);
    }
    return whole;
  }

 private:
  // Goes on from where an earlier call ended, or begins.
  void take_up() {
    if (const auto kept = kept_unfinished(into_)) {
      if (!kept->is_whole) throw std::runtime_error("was broken off by a crash: remove it, and begin anew");
      if (kept->head != mark_.head || kept->prefixes != mark_.prefixes ||
          log_.chain_at(kept->position) != kept->chain)
        throw std::runtime_error(fmt::format(
            "was begun for other views, another log, or position {} instead of {}", kept->head, mark_.head));
      mark_ = *kept;
      goes_on_ = true;
    }
    mark(false);
  }

  void mark(bool is_whole) {
    mark_.is_whole = is_whole;
    mark_.chain = log_.chain_at(mark_.position);
    ViewBatch batch(into_);
    batch.put(Family::meta, kUnfinishedKey, pack(mark_));
    into_.write(batch);
    into_.flush();
  }

  bool apply_commits() {
    auto block = read_block(mark_.position + 1);
    bool ended = false;
    while (!block.empty() && !ended) {
      std::vector<Commit> next;
      threads_.run(growing_.size() + 1, [&](std::size_t task) {
        if (task == 0)
          next = read_block(block.back().position + 1);
        else
          grow(*growing_[task - 1], block);
      });
      mark_.position = block.back().position;
      block = std::move(next);
      ended = options_.progress && !options_.progress(mark_.position);
    }
    for (const auto& view : growing_) load(*view);
    return !ended;
  }

  std::vector<Commit> read_block(Position from) const {
    std::vector<Commit> block;
    std::size_t bytes = 0;
    log_.read_from(from, [&](Commit&& commit) {
      bytes += commit.bytes.size();
      block.push_back(std::move(commit));
      return block.size() < options_.commits_at_once && bytes < kBytesAtOnce;
    });
    return block;
  }

  void grow(Growing& view, const std::vector<Commit>& commits) {
    for (const auto& commit : commits) apply_commit(view.projection, commit, view.batch);
    if (view.batch.bytes() > options_.memory_bytes / growing_.size()) load(view);
  }

  void load(Growing& view) {
    into_.load(view.batch, view.prefixes);
    ++view.loads;
  }

  bool load_entries() {
    for (const auto& view : growing_)
      for (const auto* list : view->projection.lists())
        entries_.push_back(
            std::make_unique<EntryLoad>(into_, *list, options_.memory_bytes / options_.threads));
    std::atomic<bool> ended = false;
    const auto callers = std::this_thread::get_id();
    threads_.run(threads_.threads(), [&](std::size_t) {
      for (const auto& entries : entries_)
        while (!ended && entries->load_run())
          if (std::this_thread::get_id() == callers && options_.indexing &&
              !options_.indexing(rows_indexed()))
            ended = true;
    });
    return !ended;
  }

  std::uint64_t rows_indexed() const {
    std::uint64_t rows = 0;
    for (const auto& entries : entries_) rows += entries->rows();
    return rows;
  }

  void merge_runs() {
    for (const auto& view : growing_)
      if (goes_on_ || view->loads > 1)
        for (const auto& prefix : view->prefixes) into_.merge(prefix, options_.threads);
    for (const auto& entries : entries_)
      if (entries->runs() > 1) into_.merge(entries->prefix(), options_.threads);
  }

  void write_checkpoints() {
    ViewBatch batch(into_);
    for (const auto& view : growing_) {
      const auto& projection = view->projection;
      const Checkpoint checkpoint{projection.version(), mark_.head, log_.chain_at(mark_.head),
                                  view->prefixes};
      put_checkpoint(batch, Role::serving, projection.name(), checkpoint);
      serve_rows(batch, checkpoint);
    }
    batch.erase(Family::meta, kUnfinishedKey);
    into_.write(batch);
    into_.flush();
  }

  const Log& log_;
  ViewStore& into_;
  const RebuildOptions& options_;
  eventstore::ForkJoin threads_{options_.threads};
  std::vector<std::unique_ptr<Growing>> growing_;
  std::vector<std::unique_ptr<EntryLoad>> entries_;
  Unfinished mark_;
  bool goes_on_ = false;
};

}  // namespace

bool rebuild(const Log& log, const std::vector<std::unique_ptr<Projection>>& projections, ViewStore& into,
             const RebuildOptions& options) {
  return Rebuild(log, projections, into, options).run();
}

std::optional<Position> unfinished_for(const ViewStore& store) {
  const auto kept = kept_unfinished(store);
  if (!kept) return std::nullopt;
  return kept->head;
}

}  // namespace vesture::projections
