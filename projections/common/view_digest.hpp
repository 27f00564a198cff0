// What a view says at a position, as SHA-256: the same on every machine, with or without keys (AUD-06). Two digests: of
// the rows, which follow from the log alone; and of the index entries, in which texts lie in the order of the
// collation's library (ICU) and days as the time zone's rules say, so that machines with other versions of these may
// differ in it. What comes from sealed fields is in neither.
//
//   digest   = SHA-256 (part*)                 of one family, rows or index
//   part     = prefix, then each of its keys   prefixes in bytewise order
//   prefix   = text                            as in the keys
//   each key = text text                       key and value, in bytewise order of the keys
//   text     = length u64 (big-endian), bytes
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "eventstore/log/log.hpp"
#include "projections/common/checkpoint.hpp"
#include "projections/common/view_store.hpp"

namespace vesture::projections {

struct FamilyDigest {
  std::uint64_t keys = 0;
  eventstore::Digest digest{};

  bool operator==(const FamilyDigest&) const = default;
};

struct ViewDigest {
  std::string view;
  std::uint32_t version = 0;
  eventstore::Position position = 0;  // of the very snapshot
  eventstore::Digest chain{};         // the log's hash there
  FamilyDigest rows;
  FamilyDigest entries;
};

// Of the version of the view that serves in the snapshot; nullopt where there is none of that name, or where
// `may_go_on` (asked every some thousand keys) gave false.
std::optional<ViewDigest> digest_of(
    const ViewSnapshot&, const std::string& view,
    const std::function<bool()>& may_go_on = [] { return true; });

}  // namespace vesture::projections
