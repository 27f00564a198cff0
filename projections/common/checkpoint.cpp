#include "projections/common/checkpoint.hpp"

#include <boost/describe.hpp>
#include <optional>
#include <string_view>

#include "projections/common/packed.hpp"

namespace vesture::projections {

BOOST_DESCRIBE_STRUCT(Checkpoint, (), (version, position, chain, prefixes))

namespace {

// No projection has this version: a checkpoint that carries it stands for rows that were dropped, or were to
// be.
constexpr std::uint32_t kDropped = 0;

std::string checkpoint_key(const Projection& projection) {
  using namespace std::string_view_literals;
  return std::string("checkpoint\0"sv) + projection.name();
}

// nullopt also for one that cannot be read: views are disposable, and are built anew.
std::optional<Checkpoint> kept_checkpoint(const ViewStore& store, const Projection& projection) {
  const auto bytes = store.get(Family::meta, checkpoint_key(projection));
  if (!bytes) return std::nullopt;
  try {
    return unpack<Checkpoint>(*bytes);
  } catch (const BadBytes&) {
    return std::nullopt;
  }
}

bool is_of(const Checkpoint& checkpoint, const eventstore::Log& log) {
  return checkpoint.position <= log.head() && log.chain_at(checkpoint.position) == checkpoint.chain;
}

void drop_rows(ViewStore& store, const Projection& projection, const std::optional<Checkpoint>& old) {
  Checkpoint dropped{.version = kDropped, .position = 0, .chain = {}, .prefixes = projection.prefixes()};
  if (old) dropped.prefixes.insert(dropped.prefixes.end(), old->prefixes.begin(), old->prefixes.end());
  // Before the rows go: a crash between must find neither rows without a checkpoint nor the reverse.
  ViewBatch batch(store);
  put_checkpoint(batch, projection, dropped);
  store.write(batch);
  for (const auto& prefix : dropped.prefixes) store.drop(prefix);
}

}  // namespace

Checkpoint load_checkpoint(ViewStore& store, const eventstore::Log& log, const Projection& projection) {
  const auto kept = kept_checkpoint(store, projection);
  if (kept && kept->version == projection.version() && is_of(*kept, log)) return *kept;
  drop_rows(store, projection, kept);
  return {.version = projection.version(), .position = 0, .chain = {}, .prefixes = projection.prefixes()};
}

void put_checkpoint(ViewBatch& batch, const Projection& projection, const Checkpoint& checkpoint) {
  batch.put(Family::meta, checkpoint_key(projection), pack(checkpoint));
}

}  // namespace vesture::projections
