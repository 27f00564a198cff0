// The whole of a log, row by row: every record's hashes and chain, positions, times, the tree and its tiles, the versions
// of every stream and the index of streams, every stream folded through its aggregate, the outcomes kept for idempotency
// keys, and that there is nothing else.
//
// The log is read once, on all threads; where the streams take up more memory than is allowed, it is read again for each
// further part of them (their records are not hashed again).
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "domain/common/sealing.hpp"
#include "eventstore/log/stored_rows.hpp"
#include "replay/verify/heads.hpp"
#include "replay/verify/interrupted.hpp"

namespace vesture::replay {

struct VerifyOptions {
  unsigned threads = 1;
  // About, and of all threads together.
  std::size_t stream_bytes = std::size_t{512} << 20;  // that folded streams may take up
  std::size_t block_bytes = std::size_t{128} << 20;   // that commits may take up while they are looked at
  // Called between two pieces of work with the number of the pass through the log, from 1, and how far it is; false
  // breaks the verification off.
  std::function<bool(unsigned pass, eventstore::Position)> progress = [](unsigned, eventstore::Position) {
    return true;
  };
  // Looked at between two rows of what is read beside the passes, on any thread; true breaks it off too.
  std::function<bool()> interrupted = [] { return false; };
};

struct Verified {
  eventstore::TreeHead head;
  std::uint64_t events = 0;
  std::uint64_t streams = 0;
  std::uint64_t tiles = 0;  // stored; none where the log is older than tiles are
  std::uint64_t outcomes = 0;
  // Of those: written before outcomes carried a digest, and parsed alone.
  std::uint64_t undigested_outcomes = 0;
  unsigned passes = 0;
};

// Throws Flaw with the first thing that is wrong in the order of the log, eventstore::Corruption where the files
// themselves do not check, Interrupted where progress() gave false or interrupted() true.
Verified verify_log(const eventstore::StoredRows&, const domain::Cipher&, const ExpectedHeads&,
                    const VerifyOptions&);

}  // namespace vesture::replay
