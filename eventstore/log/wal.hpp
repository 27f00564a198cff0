// RocksDB's write-ahead log, read by ourselves before RocksDB does: its own recovery cannot tell a torn tail,
// which was never acknowledged, from damage to what was. The grammar is RocksDB's (db/log_format.h), and that
// of its MANIFEST too:
//
//   file   := block*                  of 32 KiB; the last one may be shorter
//   block  := record* zeros           a record never crosses a block's end; fewer than 7 bytes left are zeros
//   record := crc u32, size u16, type u8, [log number u32], payload
//   crc    := masked CRC-32C over what follows the size
//
// Types 1 to 4 are full, first, middle and last; 5 to 8 are the same with the number of the log.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace vesture::eventstore {

struct TornTail {
  std::filesystem::path file;
  std::uint64_t offset = 0;  // where the record begins that is not whole
};

// The sequencer syncs each batch before it writes the next, so at most one record can be torn: the last.
// Where a whole one begins after a bad one, acknowledged commits are damaged: throws Corruption with file and
// offset. Looks at the write-ahead log and at the MANIFEST in use, where there are any.
std::vector<TornTail> find_torn_tails(const std::filesystem::path& directory);

// A tail that is cut off, and can be put back as long as its file "….torn" is there.
class CutTail {
 public:
  // Saves the tail beside its file, then shortens the file to its last whole record; both are synced.
  explicit CutTail(const TornTail&);
  void put_back() const;
  void discard() const;

 private:
  std::filesystem::path saved() const;

  TornTail torn_;
  std::string tail_;
};

}  // namespace vesture::eventstore
