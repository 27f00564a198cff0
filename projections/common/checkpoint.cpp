#include "projections/common/checkpoint.hpp"

#include "projections/common/packed.hpp"
#include "projections/common/serving.hpp"

namespace vesture::projections {

namespace {

std::string meta_key(std::string_view kind, std::string_view name) {
  return std::string(kind).append(1, '\0').append(name);
}

std::string checkpoint_key(Role role, std::string_view name) {
  return meta_key(role == Role::serving ? "checkpoint" : "building", name);
}

std::string swap_key(std::string_view name) { return meta_key("swap", name); }

// From a ViewStore or a ViewSnapshot.
template <class Kept>
std::optional<Kept> kept(const auto& from, const std::string& key) {
  const auto bytes = from.get(Family::meta, key);
  if (!bytes) return std::nullopt;
  try {
    return unpack<Kept>(*bytes);
  } catch (const BadBytes&) {
    return std::nullopt;
  }
}

}  // namespace

std::string serving_key(std::string_view prefix) { return meta_key("serving", prefix); }

std::optional<Checkpoint> kept_checkpoint(const ViewStore& store, Role role, std::string_view name) {
  return kept<Checkpoint>(store, checkpoint_key(role, name));
}

std::optional<Checkpoint> kept_checkpoint(const ViewSnapshot& views, Role role, std::string_view name) {
  return kept<Checkpoint>(views, checkpoint_key(role, name));
}

std::vector<std::string> views_in(const ViewSnapshot& views) {
  const auto prefix = checkpoint_key(Role::serving, "");
  std::vector<std::string> names;
  auto keys = views.iterate(Family::meta, prefix, after_prefix(prefix));
  for (keys.seek(prefix); keys.valid(); keys.next()) names.emplace_back(keys.key().substr(prefix.size()));
  return names;
}

std::optional<Swap> kept_swap(const ViewStore& store, std::string_view name) {
  return kept<Swap>(store, swap_key(name));
}

void put_checkpoint(ViewBatch& batch, Role role, std::string_view name, const Checkpoint& checkpoint) {
  batch.put(Family::meta, checkpoint_key(role, name), pack(checkpoint));
}

void erase_checkpoint(ViewBatch& batch, Role role, std::string_view name) {
  batch.erase(Family::meta, checkpoint_key(role, name));
}

void put_swap(ViewBatch& batch, std::string_view name, const Swap& swap) {
  batch.put(Family::meta, swap_key(name), pack(swap));
}

void serve_rows(ViewBatch& batch, const Checkpoint& checkpoint) {
  for (const auto& prefix : checkpoint.prefixes) batch.put(Family::meta, serving_key(prefix), "");
}

void drop_rows(ViewBatch& batch, const Checkpoint& checkpoint) {
  for (const auto& prefix : checkpoint.prefixes) {
    batch.drop(prefix);
    batch.erase(Family::meta, serving_key(prefix));
  }
}

bool is_of(const Checkpoint& checkpoint, const eventstore::Log& log) {
  return checkpoint.position <= log.head() && log.chain_at(checkpoint.position) == checkpoint.chain;
}

}  // namespace vesture::projections
