// The log's RocksDB: column families, options, and reading what lies there. Any thread reads; one writes.
// A block or a record that does not check throws Corruption, any other failure of the disk
// std::runtime_error.
#pragma once

#include <rocksdb/db.h>

#include <filesystem>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "eventstore/log/log.hpp"
#include "eventstore/log/rows.hpp"
#include "eventstore/transparency/tiles.hpp"

namespace vesture::eventstore {

// Throws where the status is not ok.
void require(const rocksdb::Status& status, std::string_view doing);

inline constexpr Position kEver = std::numeric_limits<Position>::max();

class Store {
 public:
  // Changes nothing on the disk; what a torn tail holds is left out.
  static std::unique_ptr<Store> open_to_look(const std::filesystem::path& directory, rocksdb::Env*);
  // Opens or creates; the write-ahead log must end in a whole record.
  static std::unique_ptr<Store> open_to_write(const std::filesystem::path& directory, rocksdb::Env*);
  // Has everything that a first opening makes; tiles may be missing.
  static bool is_complete(const std::filesystem::path& directory, rocksdb::Env*);
  ~Store();
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  Position last_position() const;
  std::optional<Commit> commit(Position) const;
  // Gives the position after the last one given. Throws Corruption at a gap or a chain that does not link.
  Position read(Position from, Position to, const std::function<bool(Commit&&)>& each) const;
  // The leaves of commits that are there, each proved by its record.
  void read_leaves(Position from, Position to, const std::function<void(std::string_view leaf)>& each) const;
  void read_outlines(Position from, Position to, const std::function<bool(const Outline&)>& each) const;
  // As it was at the position.
  Version version(std::string_view stream, Position at = kEver) const;
  // Whether that was its version then: two rows are looked for, and no iterator is made as version() does.
  bool is_at(std::string_view stream, Version, Position at = kEver) const;
  void read_stream(std::string_view stream, Version from, Position until,
                   const std::function<bool(const Commit&, const Event&)>& each) const;
  std::optional<KeptOutcome> outcome(std::string_view caller, std::string_view key, std::int64_t now) const;
  // Rows as they lie there: keys from `from` on and before `to`, or to the end where that is empty, in order, until
  // `each` gives false.
  void scan(Family, std::string_view from, std::string_view to,
            const std::function<bool(std::string_view key, std::string_view value)>& each) const;
  std::vector<std::string> unknown_families() const;

  // One that is whole; nullopt where none is stored.
  std::optional<Hashes> tile(unsigned level, std::uint64_t index) const;
  // How many of the lowest level are stored: from the first on, without gaps.
  std::uint64_t tiles_stored() const;

  void add_commit(rocksdb::WriteBatch&, Position, std::string_view record) const;
  void add_stream_entry(rocksdb::WriteBatch&, std::string_view stream, Version, const StreamEntry&) const;
  void add_outcome(rocksdb::WriteBatch&, const Idempotency&, const KeptOutcome&) const;
  void drop_outcomes_before(rocksdb::WriteBatch&, std::uint64_t bucket) const;
  void add_tile(rocksdb::WriteBatch&, const Tile& whole, const Hashes&) const;
  // Durable when it returns ok.
  rocksdb::Status write(rocksdb::WriteBatch&);
  rocksdb::Status flush();
  rocksdb::DB& database() const { return *db_; }

 private:
  struct Families {
    rocksdb::ColumnFamilyHandle* format = nullptr;
    rocksdb::ColumnFamilyHandle* commits = nullptr;
    rocksdb::ColumnFamilyHandle* streams = nullptr;
    rocksdb::ColumnFamilyHandle* outcomes = nullptr;
    rocksdb::ColumnFamilyHandle* tiles = nullptr;  // stays so where a log that lacks them is only looked at
  };

  Store() = default;
  std::optional<std::string> get(rocksdb::ColumnFamilyHandle*, std::string_view key) const;
  Commit must_have(Position) const;
  bool has_version(std::string_view stream, Version, Position at) const;
  rocksdb::ColumnFamilyHandle* handle(Family) const;
  void adopt(rocksdb::DB*, const std::vector<rocksdb::ColumnFamilyHandle*>&);
  std::vector<rocksdb::ColumnFamilyHandle*> families() const;
  void check_format() const;
  void write_format();

  std::unique_ptr<rocksdb::DB> db_;
  Families families_;
};

}  // namespace vesture::eventstore
