// RocksDB's write-ahead log, read by ourselves before RocksDB does: its own recovery cannot tell a torn tail,
// which was never acknowledged, from damage to what was. The grammar is RocksDB's (db/log_format.h):
//
//   file   := block*                       of 32 KiB; the last one may be shorter
//   block  := record* zeros                a record never crosses a block's end; fewer than 7 bytes left are
//   zeros record := crc u32 (masked CRC-32C over what follows the size), size u16, type u8, [log number u32],
//   payload
//
// Types 1 to 4 are full, first, middle and last; 5 to 8 are the same with the number of the log.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

namespace vesture::eventstore {

struct TornTail {
  std::filesystem::path file;
  std::uint64_t offset = 0;  // where the record begins that is not whole
};

// The sequencer syncs each batch before it writes the next, so at most one record can be torn: the last.
// Where a whole one begins after a bad one, acknowledged commits are damaged: throws Corruption with file and
// offset.
std::optional<TornTail> find_torn_tail(const std::filesystem::path& directory);

// Shortens the file to its last whole record and syncs it.
void cut_off(const TornTail&);

}  // namespace vesture::eventstore
