// One command's work on the log: load and fold the aggregates it needs, let them decide, and append all of it
// as one commit. Whatever was loaded must still be at that version when the commit is written, so a rule that
// spans aggregates needs no saga. Knows aggregates by their shape alone (domain/common/decision.hpp).
#pragma once

#include <any>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include "eventstore/folded_states.hpp"
#include "eventstore/log/log.hpp"

namespace vesture::eventstore {

// History that cannot be folded: nothing may be written to this stream.
struct CorruptStream : std::runtime_error {
  CorruptStream(std::string stream_name, Version at, const std::string& why)
      : std::runtime_error(stream_name + " version " + std::to_string(at) + ": " + why),
        stream(std::move(stream_name)) {}
  std::string stream;
};

// `Cipher` is what the aggregates' codecs seal and open with, `Instant` what they take as now.
// Used by one thread; a conflict throws it away and starts a new one.
template <class Cipher, class Instant>
class UnitOfWork {
 public:
  // `folded` outlives it; nullptr: everything is folded from the log.
  UnitOfWork(const Log& log, const Cipher& cipher, Instant now, FoldedStates* folded = nullptr)
      : log_(log), cipher_(cipher), now_(now), folded_(folded) {}

  Instant now() const { return now_; }

  // The aggregate as it stands, with what this unit has already decided.
  template <class Aggregate>
  const typename Aggregate::State& load(const typename Aggregate::Id& id) {
    return loaded<Aggregate>(id).state;
  }

  // Lets the aggregate decide. Its events are folded in and wait for the commit. Gives the aggregate's
  // rejection.
  template <class Aggregate>
  auto decide(const typename Aggregate::Id& id, const typename Aggregate::Command& command) {
    auto& [state, version] = loaded<Aggregate>(id);
    auto decision = Aggregate::decide(command, state, now_);
    if (decision) {
      for (const auto& event : *decision) {
        add<Aggregate>(id, event);
        state = Aggregate::evolve(std::move(state), event);
        ++version;
      }
    }
    return decision;
  }

  // An event that no decider needs to agree to (a look on record): appended at whatever version the stream
  // has.
  template <class Aggregate>
  void record(const typename Aggregate::Id& id, const typename Aggregate::Event& event) {
    add<Aggregate>(id, event);
  }

  // The version of an aggregate's stream, with what this unit has decided.
  template <class Aggregate>
  Version version(const typename Aggregate::Id& id) {
    return loaded<Aggregate>(id).version;
  }

  bool empty() const { return events_.empty(); }
  // What has been decided so far and waits for the commit.
  const std::vector<NewEvent>& pending() const { return events_; }

  // What is to happen once the commit is durable; never where it is refused.
  void when_committed(std::function<void()> then) { when_committed_.push_back(std::move(then)); }
  void committed() const {
    for (const auto& then : when_committed_) then();
  }
  // What is to happen where nobody knows whether the commit is durable.
  void when_undecided(std::function<void()> then) { when_undecided_.push_back(std::move(then)); }
  void undecided() const {
    for (const auto& then : when_undecided_) then();
  }

  // The streams' expectations and events of this unit, as the log takes them; the rest is the caller's to
  // fill.
  Append take() {
    Append append;
    append.events = std::move(events_);
    append.expected = std::move(expected_);
    return append;
  }

 private:
  template <class Aggregate>
  struct Loaded {
    typename Aggregate::State state;
    Version version = 0;
  };

  template <class Aggregate>
  static constexpr bool kKept = requires {
    requires Aggregate::kKeptFolded;
  };

  template <class Aggregate>
  Loaded<Aggregate>& loaded(const typename Aggregate::Id& id) {
    const std::string stream = Aggregate::stream(id);
    if (const auto known = loaded_.find(stream); known != loaded_.end())
      return *std::any_cast<Loaded<Aggregate>>(&known->second);
    Loaded<Aggregate> fresh = kept<Aggregate>(stream);
    if (fresh.version == 0 || log_.version(stream) != fresh.version) fold_further<Aggregate>(stream, fresh);
    expected_.push_back({stream, fresh.version});
    return loaded_[stream].template emplace<Loaded<Aggregate>>(std::move(fresh));
  }

  template <class Aggregate>
  Loaded<Aggregate> kept(const std::string& stream) const {
    if constexpr (kKept<Aggregate>)
      if (const auto found = folded_ ? folded_->find(stream) : std::nullopt)
        return {*static_cast<const typename Aggregate::State*>(found->state.get()), found->version};
    return {};
  }

  template <class Aggregate>
  void fold_further(const std::string& stream, Loaded<Aggregate>& loaded) const {
    const auto fold = [&](const Commit&, const Event& stored) {
      auto event = Aggregate::decode(stored.type, stored.schema, stored.payload, cipher_);
      if (!event) throw CorruptStream(stream, stored.version, event.error());
      try {
        loaded.state = Aggregate::evolve(std::move(loaded.state), *event);
      } catch (const std::logic_error& impossible) {
        throw CorruptStream(stream, stored.version, impossible.what());
      }
      loaded.version = stored.version;
      return true;
    };
    try {
      log_.read_stream(stream, loaded.version + 1, fold);
    } catch (const Corruption& corruption) {
      throw CorruptStream(stream, loaded.version + 1, corruption.what());
    }
    if constexpr (kKept<Aggregate>)
      if (folded_ && loaded.version > 0)
        folded_->keep(stream,
                      {std::make_shared<const typename Aggregate::State>(loaded.state), loaded.version});
  }

  template <class Aggregate>
  void add(const typename Aggregate::Id& id, const typename Aggregate::Event& event) {
    auto encoded = Aggregate::encode(event, cipher_);
    events_.push_back(
        {Aggregate::stream(id), std::move(encoded.type), encoded.schema, std::move(encoded.payload)});
  }

  const Log& log_;
  const Cipher& cipher_;
  Instant now_;
  FoldedStates* folded_;
  std::map<std::string, std::any> loaded_;
  std::vector<StreamAt> expected_;
  std::vector<NewEvent> events_;
  std::vector<std::function<void()>> when_committed_;
  std::vector<std::function<void()>> when_undecided_;
};

}  // namespace vesture::eventstore
