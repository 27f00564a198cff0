#include "eventstore/log/format.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "eventstore/bytes.hpp"
#include "eventstore/crypto.hpp"
#include "eventstore/transparency/merkle.hpp"

namespace vesture::eventstore {

namespace {

constexpr std::size_t kSaltBytes = std::tuple_size_v<Salt>;
constexpr std::size_t kAlignment = 8;
static_assert(__STDCPP_DEFAULT_NEW_ALIGNMENT__ >= kAlignment, "payloads are read in place");
static_assert(kHeaderBytes % kAlignment == 0 && kSaltBytes % kAlignment == 0);

void pad(std::string& out) { out.append((kAlignment - out.size() % kAlignment) % kAlignment, '\0'); }

void append_stored_actor(std::string& out, const Append& append) {
  const std::string_view key = append.idempotency ? std::string_view(append.idempotency->key) : "";
  const std::string_view texts[] = {append.actor.means, append.actor.origin, append.command, key};
  out.append(as_text(append.actor.person));
  out.append(as_text(append.actor.account));
  append_little(out, append.cause);
  for (const std::string_view text : texts) append_little(out, static_cast<std::uint16_t>(text.size()));
  for (const std::string_view text : texts) out.append(text);
  pad(out);
}

void append_stored_event(std::string& out, const NewEvent& event, Version version) {
  append_little(out, version);
  append_little(out, static_cast<std::uint32_t>(event.payload.size()));
  append_little(out, event.schema);
  append_little(out, static_cast<std::uint8_t>(event.stream.size()));
  append_little(out, static_cast<std::uint8_t>(event.type.size()));
  out.append(event.stream);
  out.append(event.type);
  pad(out);
  out.append(event.payload);
  pad(out);
}

std::string leaf_head(Position position, std::int64_t time) {
  std::string leaf;
  append_big(leaf, position);
  append_big(leaf, time);
  return leaf;
}

Digest next_chain(const Digest& previous, const Digest& leaf) {
  return sha256({as_text(previous), as_text(leaf)});
}

StoredActor take_actor(ByteReader& in) {
  StoredActor stored;
  stored.actor.person = in.array<Id16>();
  stored.actor.account = in.array<Id16>();
  stored.cause = in.little<Position>();
  std::uint16_t sizes[4];
  for (std::uint16_t& size : sizes) size = in.little<std::uint16_t>();
  stored.actor.means = in.take(sizes[0]);
  stored.actor.origin = in.take(sizes[1]);
  stored.command = in.take(sizes[2]);
  stored.idempotency_key = in.take(sizes[3]);
  in.align(kAlignment);
  return stored;
}

Event take_event(ByteReader& in) {
  Event event;
  event.version = in.little<Version>();
  const auto payload_size = in.little<std::uint32_t>();
  event.schema = in.little<std::uint16_t>();
  const auto stream_size = in.little<std::uint8_t>();
  const auto type_size = in.little<std::uint8_t>();
  event.stream = in.take(stream_size);
  event.type = in.take(type_size);
  in.align(kAlignment);
  event.payload = as_bytes(in.take(payload_size));
  in.align(kAlignment);
  return event;
}

void read_actor(ByteReader& in, std::span<const std::uint8_t> record, Commit& commit) {
  commit.actor_salt = as_bytes(in.take(kSaltBytes));
  const std::size_t begin = in.offset();
  StoredActor stored = take_actor(in);
  commit.actor = std::move(stored.actor);
  commit.cause = stored.cause;
  commit.command = std::move(stored.command);
  commit.idempotency_key = std::move(stored.idempotency_key);
  commit.actor_stored = record.subspan(begin, in.offset() - begin);
}

Event read_event(ByteReader& in, std::span<const std::uint8_t> record) {
  const auto salt = as_bytes(in.take(kSaltBytes));
  const std::size_t begin = in.offset();
  Event event = take_event(in);
  event.salt = salt;
  event.stored = record.subspan(begin, in.offset() - begin);
  return event;
}

void check(bool within, std::string_view what, std::size_t most) {
  if (!within) throw std::invalid_argument(fmt::format("{}: at most {} bytes are taken", what, most));
}

void check_event(const NewEvent& event) {
  if (event.stream.empty() || event.stream.find('\0') != std::string::npos)
    throw std::invalid_argument("a stream's name is not empty and has no NUL");
  check(event.stream.size() <= kMaxStreamBytes, "stream", kMaxStreamBytes);
  check(event.type.size() <= kMaxTypeBytes, "type", kMaxTypeBytes);
}

}  // namespace

void check_limits(const Append& append) {
  if (append.events.size() > kMaxEvents)
    throw std::invalid_argument(fmt::format("a commit has at most {} events", kMaxEvents));
  check(append.actor.means.size() <= kMaxTextBytes, "means", kMaxTextBytes);
  check(append.actor.origin.size() <= kMaxTextBytes, "origin", kMaxTextBytes);
  check(append.command.size() <= kMaxTextBytes, "command", kMaxTextBytes);
  if (append.idempotency) {
    if (append.idempotency->caller.empty()) throw std::invalid_argument("an idempotency key has a caller");
    check(append.idempotency->caller.size() <= 255, "idempotency caller", 255);
    check(append.idempotency->key.size() <= 255, "idempotency key", 255);
  }
  std::size_t payloads = 0;
  for (const NewEvent& event : append.events) {
    check_event(event);
    payloads += event.payload.size();
  }
  check(payloads <= kMaxCommitBytes, "payloads of a commit", kMaxCommitBytes);
}

Record encode_commit(const Append& append, std::span<const Version> versions, const Place& place) {
  Record record;
  std::string& out = record.bytes;
  append_little(out, kRecordMagic);
  append_little(out, static_cast<std::uint32_t>(append.events.size()));
  append_little(out, place.position);
  append_little(out, place.time);
  out.append(as_text(place.previous));
  out.append(as_text(record.chain));

  const std::string salts = random_bytes(kSaltBytes * (1 + append.events.size()));
  std::string leaf = leaf_head(place.position, place.time);
  const auto append_salted = [&](std::size_t index, const auto& append_stored) {
    const std::string_view salt = std::string_view(salts).substr(index * kSaltBytes, kSaltBytes);
    out.append(salt);
    const std::size_t begin = out.size();
    append_stored();
    leaf.append(as_text(part_digest(salt, std::string_view(out).substr(begin))));
  };
  append_salted(0, [&] { append_stored_actor(out, append); });
  for (std::size_t i = 0; i < append.events.size(); ++i)
    append_salted(1 + i, [&] { append_stored_event(out, append.events[i], versions[i]); });

  record.leaf = leaf_hash(leaf);
  record.chain = next_chain(place.previous, record.leaf);
  out.replace(kHeaderBytes - record.chain.size(), record.chain.size(), as_text(record.chain));
  return record;
}

Commit decode_commit(std::string_view record) {
  Commit commit;
  commit.bytes.assign(record.begin(), record.end());
  parse_commit(commit.bytes, commit);
  prove_commit(commit);
  return commit;
}

void parse_commit(std::span<const std::uint8_t> record, Commit& into) {
  ByteReader in(as_text(record), "commit record");
  if (in.little<std::uint32_t>() != kRecordMagic) throw Corruption("commit record: unknown format");
  const auto events = in.little<std::uint32_t>();
  if (events > kMaxEvents) throw Corruption("commit record: more events than a commit has");
  into.position = in.little<Position>();
  into.time = in.little<std::int64_t>();
  into.previous = in.array<Digest>();
  into.chain = in.array<Digest>();
  read_actor(in, record, into);
  into.events.clear();
  into.events.reserve(events);
  for (std::uint32_t i = 0; i < events; ++i) into.events.push_back(read_event(in, record));
  if (in.left() != 0) throw Corruption("commit record: bytes beyond its end");
}

void prove_commit(Commit& commit) { proved_leaf(commit); }

std::string proved_leaf(Commit& commit) {
  std::string leaf = leaf_bytes(commit);
  commit.leaf = leaf_hash(leaf);
  if (next_chain(commit.previous, commit.leaf) != commit.chain)
    throw Corruption(fmt::format("commit record of position {}: its hash does not match", commit.position));
  return leaf;
}

namespace {

template <class Taken>
Taken decode_whole(std::string_view stored, std::string_view what, Taken (*take)(ByteReader&)) {
  ByteReader in(stored, what);
  Taken taken = take(in);
  if (in.left() != 0) throw Corruption(fmt::format("{}: bytes beyond its end", what));
  return taken;
}

}  // namespace

StoredActor decode_actor(std::string_view stored) { return decode_whole(stored, "stored actor", take_actor); }

Event decode_event(std::string_view stored) { return decode_whole(stored, "stored event", take_event); }

Digest part_digest(std::string_view salt, std::string_view stored) { return sha256({salt, stored}); }

std::optional<Leaf> parse_leaf(std::string_view bytes) {
  constexpr std::size_t kHead = sizeof(Position) + sizeof(std::int64_t) + sizeof(Digest);
  if (bytes.size() < kHead || bytes.size() > kHead + kMaxEvents * sizeof(Digest)) return std::nullopt;
  if ((bytes.size() - kHead) % sizeof(Digest) != 0) return std::nullopt;
  ByteReader in(bytes, "leaf");
  Leaf leaf;
  leaf.position = in.big<Position>();
  leaf.time = in.big<std::int64_t>();
  leaf.actor = in.array<Digest>();
  while (in.left() != 0) leaf.events.push_back(in.array<Digest>());
  return leaf;
}

std::string leaf_bytes(const Commit& commit) {
  std::string leaf = leaf_head(commit.position, commit.time);
  leaf.reserve(leaf.size() + sizeof(Digest) * (1 + commit.events.size()));
  leaf.append(as_text(part_digest(as_text(commit.actor_salt), as_text(commit.actor_stored))));
  for (const Event& event : commit.events)
    leaf.append(as_text(part_digest(as_text(event.salt), as_text(event.stored))));
  return leaf;
}

}  // namespace vesture::eventstore
