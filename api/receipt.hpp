// A citizen's receipt for one act: a tlog-proof (eventstore/transparency/tlog_proof.hpp) whose extra data is what the
// commit's leaf is made of, as far as it is disclosed. With the log's verifier key it proves by itself, offline and
// without the server, that this was done at that moment.
//
//   extra := {"leaf": base64, "parts": [part …]}                                 JSON
//   part  := {"event": index in the commit, from 0, or null for the actor, "salt": base64, "stored": base64}
//
// SHA-256 over a part's salt, of 32 bytes, and stored bytes is its digest in the leaf (log/format.hpp). Each part is there
// once at most.
//
// What is not disclosed is in the leaf as a salted digest, which tells nothing.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "eventstore/log/commit.hpp"
#include "eventstore/log/format.hpp"
#include "eventstore/transparency/publisher.hpp"
#include "eventstore/transparency/tlog_proof.hpp"

namespace vesture::api {

// Which parts of a commit a reader is shown.
struct Shown {
  bool actor = false;
  std::vector<bool> events;  // one for each of the commit's
};

struct DisclosedPart {
  std::optional<std::uint64_t> event;
  std::string salt;
  std::string stored;
  BOOST_DESCRIBE_CLASS(DisclosedPart, (), (event, salt, stored), (), ())
};

struct Disclosure {
  std::string leaf;
  std::vector<DisclosedPart> parts;
  BOOST_DESCRIBE_CLASS(Disclosure, (), (leaf, parts), (), ())
};

Disclosure disclose(const eventstore::Commit&, const Shown&);
// `inclusion` is the proof of the commit in the checkpoint's tree.
std::string receipt_text(const eventstore::Commit&, const Shown&, eventstore::Hashes inclusion,
                         const eventstore::SignedCheckpoint&);

// What a receipt proves.
struct Proved {
  eventstore::Checkpoint checkpoint;
  eventstore::Leaf leaf;
  std::optional<eventstore::StoredActor> actor;
  struct Event {
    std::uint64_t index = 0;
    std::string stored;  // as eventstore::decode_event() takes it, which has taken it once
  };
  std::vector<Event> events;
};

std::expected<Proved, eventstore::Refusal> check_receipt(std::string_view text,
                                                         const eventstore::NoteVerifier&);

}  // namespace vesture::api
