#include "api/receipt.hpp"

#include <fmt/format.h>

#include <set>

#include "api/http/json.hpp"
#include "eventstore/base64.hpp"
#include "eventstore/bytes.hpp"

namespace vesture::api {

namespace {

namespace base64 = eventstore::base64;
using eventstore::as_text;
using eventstore::Digest;
using eventstore::Refusal;

std::string encoded(std::span<const std::uint8_t> bytes) { return base64::encode(as_text(bytes)); }

std::string name_of(const DisclosedPart& part) {
  return part.event ? fmt::format("event {}", *part.event) : "the actor";
}

// The part's bytes, where they are those that the leaf's digest covers.
std::expected<std::string, Refusal> checked_bytes(const DisclosedPart& part, const eventstore::Leaf& leaf) {
  if (part.event && *part.event >= leaf.events.size())
    return std::unexpected(
        fmt::format("{} is not there: the commit has {}", name_of(part), leaf.events.size()));
  const auto salt = base64::decode(part.salt);
  auto stored = base64::decode(part.stored);
  if (!salt || !stored) return std::unexpected(name_of(part) + " is not base64");
  // The digest covers one after the other: cut elsewhere, the same bytes would be another event's.
  if (salt->size() != sizeof(eventstore::Salt))
    return std::unexpected(name_of(part) + " has a salt that is not 32 bytes long");
  const Digest& committed = part.event ? leaf.events[*part.event] : leaf.actor;
  if (eventstore::part_digest(*salt, *stored) != committed)
    return std::unexpected(name_of(part) + " is not what was committed: its digest differs");
  return std::move(*stored);
}

std::expected<void, Refusal> check_part(const DisclosedPart& part, Proved& proved) {
  auto stored = checked_bytes(part, proved.leaf);
  if (!stored) return std::unexpected(stored.error());
  if (!part.event) {
    proved.actor = eventstore::decode_actor(*stored);
    return {};
  }
  eventstore::decode_event(*stored);
  proved.events.push_back({*part.event, std::move(*stored)});
  return {};
}

std::expected<Proved, Refusal> check_disclosure(const Disclosure& disclosure,
                                                const eventstore::TlogProof& proof,
                                                const eventstore::NoteVerifier& key) {
  const auto leaf = base64::decode(disclosure.leaf);
  if (!leaf) return std::unexpected("the receipt's leaf is not base64");
  auto checkpoint = eventstore::check_proof(proof, eventstore::leaf_hash(*leaf), key);
  if (!checkpoint) return std::unexpected(checkpoint.error());
  auto parsed = eventstore::parse_leaf(*leaf);
  if (!parsed) return std::unexpected("the receipt's leaf is not one of a commit");
  Proved proved{std::move(*checkpoint), std::move(*parsed), std::nullopt, {}};
  if (proved.leaf.position != proof.index + 1)
    return std::unexpected(fmt::format("leaf {} is that of position {}", proof.index, proved.leaf.position));
  std::set<std::optional<std::uint64_t>> seen;
  for (const DisclosedPart& part : disclosure.parts) {
    if (!seen.insert(part.event).second) return std::unexpected(name_of(part) + " is disclosed twice");
    if (const auto checked = check_part(part, proved); !checked) return std::unexpected(checked.error());
  }
  return proved;
}

}  // namespace

Disclosure disclose(const eventstore::Commit& commit, const Shown& shown) {
  Disclosure disclosure;
  disclosure.leaf = base64::encode(eventstore::leaf_bytes(commit));
  if (shown.actor)
    disclosure.parts.push_back({std::nullopt, encoded(commit.actor_salt), encoded(commit.actor_stored)});
  for (std::size_t i = 0; i < commit.events.size(); ++i)
    if (shown.events[i])
      disclosure.parts.push_back({i, encoded(commit.events[i].salt), encoded(commit.events[i].stored)});
  return disclosure;
}

std::string receipt_text(const eventstore::Commit& commit, const Shown& shown, eventstore::Hashes inclusion,
                         const eventstore::SignedCheckpoint& checkpoint) {
  std::string extra;
  write_json(extra, disclose(commit, shown));
  return eventstore::proof_text(
      {std::move(extra), commit.position - 1, std::move(inclusion), checkpoint.note});
}

std::expected<Proved, Refusal> check_receipt(std::string_view text, const eventstore::NoteVerifier& key) {
  const auto proof = eventstore::parse_proof(text);
  if (!proof) return std::unexpected(proof.error());
  if (!proof->extra) return std::unexpected("the proof does not say what it proves: it has no extra data");
  const auto disclosure = read_json<Disclosure>(*proof->extra);
  if (!disclosure) return std::unexpected("the proof's extra data is no disclosure of a commit");
  try {
    return check_disclosure(*disclosure, *proof, key);
  } catch (const eventstore::Corruption& malformed) {
    return std::unexpected(malformed.what());
  }
}

}  // namespace vesture::api
