// What routes work with: the log, the views, the keys, the clock. Put together once, in node.cpp; every part
// of it may be used from any thread.
#pragma once

#include <atomic>
#include <functional>
#include <optional>

#include "api/grants.hpp"
#include "api/looks.hpp"
#include "api/mail/rules.hpp"
#include "api/numbers.hpp"
#include "api/outside/scanner.hpp"
#include "api/route.hpp"
#include "api/signatures/container.hpp"
#include "eventstore/keyring.hpp"
#include "eventstore/transparency/publisher.hpp"
#include "eventstore/vault/vault.hpp"
#include "projections/common/runner.hpp"
#include "projections/common/view_store.hpp"

namespace vesture::api {

class MailSender;

// A moment of the past that is shown in place of the present. Nothing is written then: commands are refused, and looks
// are not put on record.
struct PastMoment {
  std::uint64_t position = 0;  // the log's head is there
  domain::Instant time;        // and the clock stands there
};

struct Backend {
  eventstore::Log& log;
  eventstore::Keyring& keyring;
  const domain::Cipher& cipher;
  projections::ViewStore& views;
  projections::Runner& runner;
  std::function<domain::Instant()> now;
  std::function<domain::Uuid()> mint;  // a new UUIDv7
  eventstore::FoldedStates& folded;
  Numbers& numbers;
  Looks& looks;
  std::uint64_t opened_at;  // the log's head when it was opened
  eventstore::Vault& vault;
  Scanner* scanner;                // nullptr where none is configured
  const signatures::Trust& trust;  // whose signatures are valid (MAIL-19)
  std::uint64_t most_file_bytes;
  MailSender* mail;  // nullptr where none is configured: no e-mail is wanted then
  // What was destroyed has been destroyed again (errands/destruction.hpp): until then no content is given out.
  std::atomic<bool>& contents_settled;
  eventstore::CheckpointPublisher* checkpoints;  // nullptr where the log is only read: nothing is signed then
  // The machine's clock, by which tokens are judged: as now(), but where the past is shown.
  std::function<domain::Instant()> present;
  std::optional<PastMoment> past = {};
  MailRules mail_rules = {};

  // The work of one command or query, which begins now.
  Unit begin() const { return Unit(log, cipher, now(), &folded); }

  template <class AnId>
  AnId mint_id() const {
    return AnId{mint()};
  }
};

// Views as they are now, and the position that those which the route reads are at, at least.
struct ViewsNow {
  std::uint64_t position;
  projections::ViewSnapshot views;
};
ViewsNow views_now(const Backend&, const Call&);
// Whether every view that goes on has what the log had when it was opened: until then lists are not whole.
bool views_caught_up(const Backend&);

// The answer to a command shows the thing: where nothing was decided, and so is on record, that is a look of anyone but
// the owner.
void record_answer(const Backend&, const Call&, Unit&, const Grant&, const domain::Uuid& object);
// Puts a look on record (AUD-01), unless the same person looked at the same thing within ten minutes. HEAD shows nothing.
void record_look(const Backend&, const Call&, Unit&, const Grant&, const domain::Uuid& object,
                 std::string_view filters);

// The decision of an aggregate, as a result for a route.
template <class Aggregate>
Result<void> decide(Unit& unit, const typename Aggregate::Id& id,
                    const typename Aggregate::Command& command) {
  const auto decision = unit.decide<Aggregate>(id, command);
  if (!decision) return std::unexpected(problem_of(decision.error()));
  return {};
}

// 422: the body's field names something that is not there, or not the caller's to name.
Problem unknown_reference(std::string_view pointer);

// If-Match against the version that the resource has; right where the header is not there.
Result<void> check_if_match(const Call&, eventstore::Version);

}  // namespace vesture::api
