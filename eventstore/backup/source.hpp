// What is backed up: a data directory whose server runs, from within, or one whose server does not.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>

#include "eventstore/keyring.hpp"
#include "eventstore/log/log.hpp"
#include "eventstore/vault/vault.hpp"

namespace vesture::eventstore {

// What it refers to outlives it.
struct BackupSource {
  std::filesystem::path data;
  const Log& log;
  rocksdb::DB& vault;
  // Makes the copy the same as the keyring is now (Keyring::copy_to), and gives the number of slots.
  std::function<std::size_t(const std::filesystem::path& copy)> copy_keyring;
};

BackupSource source_of(std::filesystem::path data, const Log&, const Vault&, const Keyring&);

// Opens the log, the vault and the keyring of a data directory as a server does, and so keeps one from starting; needs no
// master key. Throws std::runtime_error where they are not there, or open elsewhere.
class StoppedData {
 public:
  explicit StoppedData(const std::filesystem::path& data);
  ~StoppedData();
  StoppedData(const StoppedData&) = delete;
  StoppedData& operator=(const StoppedData&) = delete;

  BackupSource source() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace vesture::eventstore
