// The rows of the log's column families, byte for byte. Numbers in keys are big-endian, so that they sort;
// what was once written is read for ever.
//
//   family     key                                     value
//   default    "format"                                kFormatVersion u32, little-endian
//   commits    position u64                            record (log/format.hpp)
//   streams    stream name, 0x00, version u64          position u64, index of the event in its commit u32
//   outcomes   bucket u64, 0x00, caller-size u8,       SHA-256(key-size u64 key outcome)[32], outcome
//              caller, key
//              bucket u64, caller-size u8, caller, key outcome: as written before outcomes carried a digest
//   tiles      level u8, index u64                     hash[32]{256} (transparency/tiles.hpp)
//
//   outcome := time i64, position u64, request digest[32], status u16, headers-size u32, headers, body
//
// A stream's entry is big-endian, an outcome little-endian. A caller is never empty, which tells the two kinds of
// outcomes apart. Their digest finds accidents: an outcome is no history, and nothing signs it. A bucket is 24 hours of
// commit time, so that outcomes are dropped a whole bucket at a time; a lookup looks at the bucket of now and the one
// before. Tiles are there once they are whole; a log from before there were any lacks the family, and gets both when it
// is opened to write.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "eventstore/log/log.hpp"

namespace vesture::eventstore {

// Persisted numbers: never change them.
inline constexpr std::uint32_t kFormatVersion = 1;
inline constexpr std::string_view kFormatKey = "format";
inline constexpr std::int64_t kBucketMicroseconds = 24LL * 60 * 60 * 1'000'000;

enum class Family { format, commits, streams, outcomes, tiles };

std::string position_key(Position);
Position parse_position_key(std::string_view);  // throws Corruption

struct StreamEntry {
  Position position = 0;
  std::uint32_t index = 0;
};

// What all keys of a stream begin with.
std::string stream_prefix(std::string_view stream);
std::string stream_key(std::string_view stream, Version);
Version parse_stream_version(std::string_view key);  // throws Corruption
std::string stream_entry(const StreamEntry&);
StreamEntry parse_stream_entry(std::string_view value);  // throws Corruption

struct KeptOutcome {
  std::int64_t time = 0;
  Position position = 0;
  Digest request{};
  Outcome outcome;
};

std::string tile_key(unsigned level, std::uint64_t index);
std::uint64_t parse_tile_index(std::string_view key);  // throws Corruption

std::uint64_t bucket_of(std::int64_t time);
std::string bucket_key(std::uint64_t bucket);
std::string outcome_key(std::uint64_t bucket, std::string_view caller, std::string_view key);
std::string undigested_outcome_key(std::uint64_t bucket, std::string_view caller, std::string_view key);
std::string outcome_row(std::string_view outcome_key, const KeptOutcome&);
// Of either kind; throws Corruption where digest, sizes or bucket are not right.
KeptOutcome parse_outcome_row(std::string_view key, std::string_view row);
bool is_undigested_outcome(std::string_view key);

}  // namespace vesture::eventstore
