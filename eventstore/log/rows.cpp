#include "eventstore/log/rows.hpp"

#include "eventstore/bytes.hpp"
#include "eventstore/crypto.hpp"

namespace vesture::eventstore {

namespace {

Digest outcome_digest(std::string_view key, std::string_view outcome) {
  std::string key_size;
  append_big(key_size, std::uint64_t{key.size()});
  return sha256({key_size, key, outcome});
}

}  // namespace

std::string position_key(Position position) {
  std::string key;
  append_big(key, position);
  return key;
}

Position parse_position_key(std::string_view key) { return ByteReader(key, "commit key").big<Position>(); }

std::string stream_prefix(std::string_view stream) {
  std::string prefix(stream);
  prefix += '\0';
  return prefix;
}

std::string stream_key(std::string_view stream, Version version) {
  std::string key = stream_prefix(stream);
  append_big(key, version);
  return key;
}

Version parse_stream_version(std::string_view key) {
  if (key.size() < sizeof(Version)) throw Corruption("stream key ends early");
  return ByteReader(key.substr(key.size() - sizeof(Version)), "stream key").big<Version>();
}

std::string stream_entry(const StreamEntry& entry) {
  std::string value;
  append_big(value, entry.position);
  append_big(value, entry.index);
  return value;
}

StreamEntry parse_stream_entry(std::string_view value) {
  ByteReader in(value, "stream entry");
  StreamEntry entry;
  entry.position = in.big<Position>();
  entry.index = in.big<std::uint32_t>();
  return entry;
}

std::string tile_key(unsigned level, std::uint64_t index) {
  std::string key;
  append_big(key, static_cast<std::uint8_t>(level));
  append_big(key, index);
  return key;
}

std::uint64_t parse_tile_index(std::string_view key) {
  ByteReader in(key, "tile key");
  in.take(sizeof(std::uint8_t));
  return in.big<std::uint64_t>();
}

std::uint64_t bucket_of(std::int64_t time) {
  return time < 0 ? 0 : static_cast<std::uint64_t>(time / kBucketMicroseconds);
}

std::string bucket_key(std::uint64_t bucket) {
  std::string key;
  append_big(key, bucket);
  return key;
}

std::string undigested_outcome_key(std::uint64_t bucket, std::string_view caller, std::string_view key) {
  std::string out = bucket_key(bucket);
  append_big(out, static_cast<std::uint8_t>(caller.size()));
  out.append(caller);
  out.append(key);
  return out;
}

std::string outcome_key(std::uint64_t bucket, std::string_view caller, std::string_view key) {
  std::string out = undigested_outcome_key(bucket, caller, key);
  out.insert(out.begin() + sizeof bucket, '\0');
  return out;
}

bool is_undigested_outcome(std::string_view key) {
  return key.size() > sizeof(std::uint64_t) && key[sizeof(std::uint64_t)] != '\0';
}

std::string outcome_row(std::string_view key, const KeptOutcome& kept) {
  std::string fields;
  append_little(fields, kept.time);
  append_little(fields, kept.position);
  fields.append(as_text(kept.request));
  append_little(fields, kept.outcome.status);
  append_little(fields, static_cast<std::uint32_t>(kept.outcome.headers.size()));
  fields.append(kept.outcome.headers);
  fields.append(kept.outcome.body);
  return std::string(as_text(outcome_digest(key, fields))) + fields;
}

KeptOutcome parse_outcome_row(std::string_view key, std::string_view row) {
  if (!is_undigested_outcome(key)) {
    const auto digest = ByteReader(row, "outcome row").array<Digest>();
    row.remove_prefix(digest.size());
    if (outcome_digest(key, row) != digest) throw Corruption("outcome row: its digest does not match");
  }
  ByteReader in(row, "outcome row");
  KeptOutcome kept;
  kept.time = in.little<std::int64_t>();
  kept.position = in.little<Position>();
  kept.request = in.array<Digest>();
  kept.outcome.status = in.little<std::uint16_t>();
  kept.outcome.headers = in.take(in.little<std::uint32_t>());
  kept.outcome.body = in.take(in.left());
  if (ByteReader(key, "outcome key").big<std::uint64_t>() != bucket_of(kept.time))
    throw Corruption("outcome row: its time is not of its bucket");
  return kept;
}

}  // namespace vesture::eventstore
