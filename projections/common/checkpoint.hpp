// What the runner keeps in Family::meta: how far each version of a projection has come, which rows queries read,
// and how the last swap went. Written in one batch with the rows that it is about.
//
//   "checkpoint" 0x00 name   -> packed Checkpoint    the version that serves
//   "building"   0x00 name   -> packed Checkpoint    the version that is built beside it, if any
//   "serving"    0x00 prefix -> ""                   queries read the keys that begin so
//   "swap"       0x00 name   -> packed Swap          the last one
//
// There are no rows but under the prefixes of these checkpoints. One that is built never has a higher position
// than the one that serves.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "eventstore/log/log.hpp"
#include "projections/common/comparison.hpp"
#include "projections/common/view_store.hpp"

namespace vesture::projections {

enum class Role { serving, building };

struct Checkpoint {
  std::uint32_t version = 0;
  eventstore::Position position = 0;  // applied
  eventstore::Digest chain{};         // the log's hash there
  std::vector<std::string> prefixes;  // the keys of this version
  BOOST_DESCRIBE_CLASS(Checkpoint, (), (version, position, chain, prefixes), (), ())
};

// A version took another's place.
struct Swap {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  eventstore::Position position = 0;  // where the rows were compared
  std::vector<Comparison> lists;
  BOOST_DESCRIBE_CLASS(Swap, (), (from, to, position, lists), (), ())
};

// nullopt also for what cannot be read: views are disposable, and are built anew.
std::optional<Checkpoint> kept_checkpoint(const ViewStore&, Role, std::string_view name);
std::optional<Checkpoint> kept_checkpoint(const ViewSnapshot&, Role, std::string_view name);
// Of the versions that serve, in bytewise order.
std::vector<std::string> views_in(const ViewSnapshot&);
std::optional<Swap> kept_swap(const ViewStore&, std::string_view name);

void put_checkpoint(ViewBatch&, Role, std::string_view name, const Checkpoint&);
void erase_checkpoint(ViewBatch&, Role, std::string_view name);
void put_swap(ViewBatch&, std::string_view name, const Swap&);

// Has queries read the checkpoint's rows.
void serve_rows(ViewBatch&, const Checkpoint&);
// Drops them, and has queries not read them.
void drop_rows(ViewBatch&, const Checkpoint&);

// Whether the checkpoint is of this log's history.
bool is_of(const Checkpoint&, const eventstore::Log&);

}  // namespace vesture::projections
