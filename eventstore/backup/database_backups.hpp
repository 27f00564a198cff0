// Backups of one RocksDB in a directory of its own, made by RocksDB's BackupEngine: incremental, tables are shared. Each
// has a number of its own. A failing disk throws std::runtime_error, a backup that does not check Corruption.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "eventstore/backup/progress.hpp"

namespace rocksdb {
class BackupEngine;
class BackupEngineReadOnly;
class DB;
class Env;
}  // namespace rocksdb

namespace vesture::eventstore {

// Makes and deletes them: one for a directory, at one time.
class DatabaseBackups {
 public:
  explicit DatabaseBackups(const std::filesystem::path& directory);
  ~DatabaseBackups();
  DatabaseBackups(const DatabaseBackups&) = delete;
  DatabaseBackups& operator=(const DatabaseBackups&) = delete;

  // Of what is durable now or becomes so meanwhile; the database may be written to. It is flushed, so that what lay in its
  // write-ahead log is in tables that the next backups share.
  std::uint32_t make(rocksdb::DB&, Stage&);
  // Deletes all others, and what was never finished.
  void keep_only(const std::set<std::uint32_t>& backups);
  std::optional<std::uint32_t> newest() const;  // that is whole

 private:
  std::unique_ptr<rocksdb::BackupEngine> engine_;
};

class DatabaseBackupsReader {
 public:
  explicit DatabaseBackupsReader(std::filesystem::path directory);
  ~DatabaseBackupsReader();
  DatabaseBackupsReader(const DatabaseBackupsReader&) = delete;
  DatabaseBackupsReader& operator=(const DatabaseBackupsReader&) = delete;

  std::uint64_t bytes_of(std::uint32_t backup) const;  // shared or not
  // Reads every file of it.
  void verify(std::uint32_t backup, Stage&) const;
  void restore(std::uint32_t backup, const std::filesystem::path& into, Stage&) const;

  // The backup as a database that can be opened where it lies, to be read.
  struct InPlace {
    std::string name;
    std::shared_ptr<rocksdb::Env> env;
  };
  InPlace in_place(std::uint32_t backup) const;

 private:
  std::filesystem::path directory_;
  std::unique_ptr<rocksdb::BackupEngineReadOnly> engine_;
};

}  // namespace vesture::eventstore
