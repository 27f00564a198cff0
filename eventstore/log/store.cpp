#include "eventstore/log/store.hpp"

#include <fmt/format.h>
#include <rocksdb/env.h>
#include <rocksdb/write_batch.h>

#include <algorithm>
#include <limits>
#include <stdexcept>

#include "eventstore/bytes.hpp"
#include "eventstore/log/format.hpp"
#include "eventstore/log/store_options.hpp"
#include "eventstore/silent_logger.hpp"

namespace vesture::eventstore {

namespace {

rocksdb::Slice slice(std::string_view text) { return {text.data(), text.size()}; }
std::string_view text(const rocksdb::Slice& slice) { return {slice.data(), slice.size()}; }

std::vector<std::string> families_present(const std::filesystem::path& directory, rocksdb::Env* env) {
  std::vector<std::string> present;
  require(rocksdb::DB::ListColumnFamilies(store_options(env, rocksdb::WALRecoveryMode::kPointInTimeRecovery),
                                          directory.string(), &present),
          "looking at " + directory.string());
  return present;
}

// Without the tiles, where the log has none yet.
std::vector<rocksdb::ColumnFamilyDescriptor> families_to_look_at(const std::filesystem::path& directory,
                                                                 rocksdb::Env* env) {
  auto families = store_families();
  const auto present = families_present(directory, env);
  if (std::ranges::find(present, families.back().name) == present.end()) families.pop_back();
  return families;
}

void require_position(const Commit& commit, Position position) {
  if (commit.position != position)
    throw Corruption(
        fmt::format("position {}: the record there is of position {}", position, commit.position));
}

Commit decode_at(Position position, std::string_view record) {
  Commit commit = decode_commit(record);
  require_position(commit, position);
  return commit;
}

void require_commit_at(const rocksdb::Iterator& at, Position position) {
  require(at.status(), fmt::format("reading position {}", position));
  if (!at.Valid() || parse_position_key(text(at.key())) != position)
    throw Corruption(fmt::format("position {}: no commit is there", position));
}

}  // namespace

void require(const rocksdb::Status& status, std::string_view doing) {
  if (status.ok()) return;
  const std::string what = fmt::format("{}: {}", doing, status.ToString());
  if (status.IsCorruption()) throw Corruption(what);
  throw std::runtime_error(what);
}

std::unique_ptr<Store> Store::open_to_look(const std::filesystem::path& directory, rocksdb::Env* env) {
  std::unique_ptr<Store> store(new Store);
  rocksdb::DB* db = nullptr;
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DBOptions options = store_options(env, rocksdb::WALRecoveryMode::kPointInTimeRecovery);
  options.info_log = std::make_shared<SilentLogger>();
  require(rocksdb::DB::OpenForReadOnly(options, directory.string(), families_to_look_at(directory, env),
                                       &handles, &db),
          "looking at " + directory.string());
  store->adopt(db, handles);
  if (store->last_position() != 0) store->check_format();
  return store;
}

std::unique_ptr<Store> Store::open_to_write(const std::filesystem::path& directory, rocksdb::Env* env) {
  std::unique_ptr<Store> store(new Store);
  rocksdb::DB* db = nullptr;
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DBOptions options = store_options(env, rocksdb::WALRecoveryMode::kAbsoluteConsistency);
  options.create_if_missing = true;
  options.create_missing_column_families = true;
  require(rocksdb::DB::Open(options, directory.string(), store_families(), &handles, &db),
          "opening " + directory.string());
  store->adopt(db, handles);
  if (store->last_position() == 0)
    store->write_format();
  else
    store->check_format();
  return store;
}

bool Store::is_complete(const std::filesystem::path& directory, rocksdb::Env* env) {
  if (!std::filesystem::exists(directory / "CURRENT")) return false;
  const auto present = families_present(directory, env);
  return std::ranges::all_of(families_to_look_at(directory, env), [&](const auto& family) {
    return std::ranges::find(present, family.name) != present.end();
  });
}

void Store::adopt(rocksdb::DB* db, const std::vector<rocksdb::ColumnFamilyHandle*>& handles) {
  db_.reset(db);
  families_ = {handles[0], handles[1], handles[2], handles[3], handles.size() > 4 ? handles[4] : nullptr};
}

Store::~Store() {
  if (!db_) return;
  for (auto* family : families()) db_->DestroyColumnFamilyHandle(family);
}

std::vector<rocksdb::ColumnFamilyHandle*> Store::families() const {
  std::vector all{families_.format, families_.commits, families_.streams, families_.outcomes};
  if (families_.tiles != nullptr) all.push_back(families_.tiles);
  return all;
}

void Store::check_format() const {
  const auto stored = get(families_.format, kFormatKey);
  if (!stored) throw Corruption("the log has commits and no format version");
  const auto version = ByteReader(*stored, "format version").little<std::uint32_t>();
  if (version != kFormatVersion)
    throw std::runtime_error(
        fmt::format("the log has format {}; this program reads format {}", version, kFormatVersion));
}

void Store::write_format() {
  if (get(families_.format, kFormatKey)) return check_format();
  std::string version;
  append_little(version, kFormatVersion);
  rocksdb::WriteBatch batch;
  batch.Put(families_.format, slice(kFormatKey), version);
  require(write(batch), "writing the format version");
}

std::optional<std::string> Store::get(rocksdb::ColumnFamilyHandle* family, std::string_view key) const {
  std::string value;
  const rocksdb::Status status = db_->Get({}, family, slice(key), &value);
  if (status.IsNotFound()) return std::nullopt;
  require(status, "reading");
  return value;
}

Position Store::last_position() const {
  const std::unique_ptr<rocksdb::Iterator> at(db_->NewIterator({}, families_.commits));
  at->SeekToLast();
  require(at->status(), "reading the last commit");
  return at->Valid() ? parse_position_key(text(at->key())) : 0;
}

std::optional<Commit> Store::commit(Position position) const {
  rocksdb::PinnableSlice record;
  const rocksdb::Status status = db_->Get({}, families_.commits, position_key(position), &record);
  if (status.IsNotFound()) return std::nullopt;
  require(status, fmt::format("reading position {}", position));
  return decode_at(position, text(record));
}

Commit Store::must_have(Position position) const {
  auto found = commit(position);
  if (!found) throw Corruption(fmt::format("position {}: no commit is there", position));
  return std::move(*found);
}

Position Store::read(Position from, Position to, const std::function<bool(Commit&&)>& each) const {
  const std::unique_ptr<rocksdb::Iterator> at(db_->NewIterator({}, families_.commits));
  std::optional<Digest> chain;
  Position next = std::max<Position>(from, 1);
  for (at->Seek(position_key(next)); next <= to; at->Next(), ++next) {
    require_commit_at(*at, next);
    Commit commit = decode_at(next, text(at->value()));
    if (chain && commit.previous != *chain)
      throw Corruption(fmt::format("position {}: its chain does not follow from the commit before", next));
    chain = commit.chain;
    if (!each(std::move(commit))) return next + 1;
  }
  return next;
}

void Store::read_leaves(Position from, Position to,
                        const std::function<void(std::string_view leaf)>& each) const {
  const std::unique_ptr<rocksdb::Iterator> at(db_->NewIterator({}, families_.commits));
  std::vector<std::uint8_t> record;
  Commit commit;
  Position next = std::max<Position>(from, 1);
  for (at->Seek(position_key(next)); next <= to; at->Next(), ++next) {
    require_commit_at(*at, next);
    const auto bytes = as_bytes(text(at->value()));
    record.assign(bytes.begin(), bytes.end());
    parse_commit(record, commit);
    require_position(commit, next);
    each(proved_leaf(commit));
  }
}

void Store::read_outlines(Position from, Position to, const std::function<bool(const Outline&)>& each) const {
  const std::unique_ptr<rocksdb::Iterator> at(db_->NewIterator({}, families_.commits));
  Position next = std::max<Position>(from, 1);
  for (at->Seek(position_key(next)); next <= to; at->Next(), ++next) {
    require_commit_at(*at, next);
    if (!each(outline_of(text(at->value())))) return;
  }
}

Version Store::version(std::string_view stream, Position at) const {
  const std::string prefix = stream_prefix(stream);
  const std::unique_ptr<rocksdb::Iterator> entry(db_->NewIterator({}, families_.streams));
  entry->SeekForPrev(stream_key(stream, std::numeric_limits<Version>::max()));
  while (entry->Valid() && entry->key().starts_with(prefix)) {
    if (parse_stream_entry(text(entry->value())).position <= at)
      return parse_stream_version(text(entry->key()));
    entry->Prev();
  }
  require(entry->status(), "reading a stream's version");
  return 0;
}

bool Store::has_version(std::string_view stream, Version version, Position at) const {
  const auto entry = get(families_.streams, stream_key(stream, version));
  return entry && parse_stream_entry(*entry).position <= at;
}

bool Store::is_at(std::string_view stream, Version version, Position at) const {
  return !has_version(stream, version + 1, at) && (version == 0 || has_version(stream, version, at));
}

void Store::read_stream(std::string_view stream, Version from, Position until,
                        const std::function<bool(const Commit&, const Event&)>& each) const {
  const std::string prefix = stream_prefix(stream);
  const std::unique_ptr<rocksdb::Iterator> at(db_->NewIterator({}, families_.streams));
  Commit commit;
  Version next = std::max<Version>(from, 1);
  for (at->Seek(stream_key(stream, next)); at->Valid() && at->key().starts_with(prefix); at->Next(), ++next) {
    const StreamEntry entry = parse_stream_entry(text(at->value()));
    if (entry.position > until) return;
    if (commit.position != entry.position) commit = must_have(entry.position);
    const Event* const event = entry.index < commit.events.size() ? &commit.events[entry.index] : nullptr;
    if (event == nullptr || event->stream != stream || event->version != next ||
        parse_stream_version(text(at->key())) != next)
      throw Corruption(fmt::format("position {}: event {} is not version {} of {}", entry.position,
                                   entry.index, next, stream));
    if (!each(commit, *event)) return;
  }
  require(at->status(), fmt::format("reading stream {}", stream));
}

std::optional<KeptOutcome> Store::outcome(std::string_view caller, std::string_view key,
                                          std::int64_t now) const {
  const std::uint64_t bucket = bucket_of(now);
  for (const std::uint64_t candidate : {bucket, bucket - 1}) {
    for (const auto& row_key :
         {outcome_key(candidate, caller, key), undigested_outcome_key(candidate, caller, key)}) {
      const auto row = get(families_.outcomes, row_key);
      if (!row) continue;
      KeptOutcome kept = parse_outcome_row(row_key, *row);
      if (kept.time + kBucketMicroseconds > now) return kept;
    }
  }
  return std::nullopt;
}

void Store::scan(Family family, std::string_view from, std::string_view to,
                 const std::function<bool(std::string_view key, std::string_view value)>& each) const {
  if (handle(family) == nullptr) return;  // a log from before there were tiles
  const rocksdb::Slice end = slice(to);
  rocksdb::ReadOptions options;
  options.fill_cache = false;
  if (!to.empty()) options.iterate_upper_bound = &end;
  const std::unique_ptr<rocksdb::Iterator> at(db_->NewIterator(options, handle(family)));
  for (at->Seek(slice(from)); at->Valid(); at->Next())
    if (!each(text(at->key()), text(at->value()))) return;
  require(at->status(), "reading rows");
}

std::vector<std::string> Store::unknown_families() const {
  std::vector<std::string> names;
  require(rocksdb::DB::ListColumnFamilies(db_->GetDBOptions(), db_->GetName(), &names), "listing families");
  std::erase_if(names, [known = store_families()](const std::string& name) {
    return std::ranges::find(known, name, &rocksdb::ColumnFamilyDescriptor::name) != known.end();
  });
  return names;
}

rocksdb::ColumnFamilyHandle* Store::handle(Family family) const {
  switch (family) {
    case Family::format:
      return families_.format;
    case Family::commits:
      return families_.commits;
    case Family::streams:
      return families_.streams;
    case Family::outcomes:
      return families_.outcomes;
    case Family::tiles:
      return families_.tiles;
  }
  throw std::logic_error("no such family");
}

std::optional<Hashes> Store::tile(unsigned level, std::uint64_t index) const {
  if (families_.tiles == nullptr) return std::nullopt;
  const auto row = get(families_.tiles, tile_key(level, index));
  if (!row) return std::nullopt;
  auto hashes = parse_tile(*row, kTileWidth);
  if (!hashes) throw Corruption(fmt::format("tile {} of level {} is not whole", index, level));
  return hashes;
}

std::uint64_t Store::tiles_stored() const {
  if (families_.tiles == nullptr) return 0;
  const std::unique_ptr<rocksdb::Iterator> last(db_->NewIterator({}, families_.tiles));
  last->SeekForPrev(tile_key(0, std::numeric_limits<std::uint64_t>::max()));
  require(last->status(), "reading the last tile");
  return last->Valid() ? parse_tile_index(text(last->key())) + 1 : 0;
}

void Store::add_commit(rocksdb::WriteBatch& batch, Position position, std::string_view record) const {
  batch.Put(families_.commits, position_key(position), slice(record));
}

void Store::add_stream_entry(rocksdb::WriteBatch& batch, std::string_view stream, Version version,
                             const StreamEntry& entry) const {
  batch.Put(families_.streams, stream_key(stream, version), stream_entry(entry));
}

void Store::add_outcome(rocksdb::WriteBatch& batch, const Idempotency& idempotency,
                        const KeptOutcome& kept) const {
  const std::string key = outcome_key(bucket_of(kept.time), idempotency.caller, idempotency.key);
  batch.Put(families_.outcomes, key, outcome_row(key, kept));
}

void Store::drop_outcomes_before(rocksdb::WriteBatch& batch, std::uint64_t bucket) const {
  batch.DeleteRange(families_.outcomes, bucket_key(0), bucket_key(bucket));
}

void Store::add_tile(rocksdb::WriteBatch& batch, const Tile& whole, const Hashes& hashes) const {
  batch.Put(families_.tiles, tile_key(whole.level, whole.index), tile_bytes(hashes));
}

rocksdb::Status Store::write(rocksdb::WriteBatch& batch) {
  rocksdb::WriteOptions options;
  options.sync = true;
  return db_->Write(options, &batch);
}

rocksdb::Status Store::flush() { return db_->Flush({}, families()); }

}  // namespace vesture::eventstore
