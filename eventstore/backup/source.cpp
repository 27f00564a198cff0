#include "eventstore/backup/source.hpp"

#include "eventstore/keyring_file.hpp"
#include "eventstore/vault/content_store.hpp"

namespace vesture::eventstore {

namespace {

namespace fs = std::filesystem;

// Opening makes what is missing, and that would be the backup of nothing.
fs::path with_all_parts(const fs::path& data) {
  for (const char* const part : {"log", "vault", "keyring"})
    if (!fs::exists(data / part))
      throw std::runtime_error((data / part).string() + " is not there: that is no data directory");
  return data;
}

}  // namespace

BackupSource source_of(fs::path data, const Log& log, const Vault& vault, const Keyring& keyring) {
  return {std::move(data), log, vault.database(),
          [&keyring](const fs::path& copy) { return keyring.copy_to(copy); }};
}

struct StoppedData::Impl {
  fs::path data;
  KeyringFile keyring{data / "keyring"};
  std::unique_ptr<Log> log = Log::open(data / "log");
  ContentStore vault{data / "vault", nullptr};
};

StoppedData::StoppedData(const fs::path& data) : impl_(new Impl{with_all_parts(data)}) {}
StoppedData::~StoppedData() = default;

BackupSource StoppedData::source() const {
  return {impl_->data, *impl_->log, impl_->vault.database(),
          [&keyring = impl_->keyring](const fs::path& copy) { return keyring.copy_to(copy); }};
}

}  // namespace vesture::eventstore
