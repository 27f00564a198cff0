#include "eventstore/backup/database_backups.hpp"

#include <fmt/format.h>
#include <rocksdb/db.h>
#include <rocksdb/utilities/backup_engine.h>

#include <vector>

#include "eventstore/backup/watched_reads.hpp"
#include "eventstore/log/store.hpp"

namespace vesture::eventstore {

namespace {

rocksdb::BackupEngineOptions options_for(const std::filesystem::path& directory) {
  return rocksdb::BackupEngineOptions(directory.string());
}

std::unique_ptr<rocksdb::BackupEngineReadOnly> open_to_read(const std::filesystem::path& directory,
                                                            rocksdb::Env* env = nullptr) {
  auto options = options_for(directory);
  options.backup_env = env;
  rocksdb::BackupEngineReadOnly* engine = nullptr;
  require(rocksdb::BackupEngineReadOnly::Open(options, rocksdb::Env::Default(), &engine),
          "opening " + directory.string());
  return std::unique_ptr<rocksdb::BackupEngineReadOnly>(engine);
}

// A file that is missing is damage as one that was changed is.
void require_whole(const rocksdb::Status& status, const std::filesystem::path& directory,
                   std::uint32_t backup) {
  const auto what = fmt::format("{}: backup {}", directory.string(), backup);
  if (status.IsNotFound() || status.IsPathNotFound())
    throw Corruption(fmt::format("{}: {}", what, status.ToString()));
  require(status, what);
}

}  // namespace

DatabaseBackups::DatabaseBackups(const std::filesystem::path& directory) {
  rocksdb::BackupEngine* engine = nullptr;
  require(rocksdb::BackupEngine::Open(options_for(directory), rocksdb::Env::Default(), &engine),
          "opening " + directory.string());
  engine_.reset(engine);
}
DatabaseBackups::~DatabaseBackups() = default;

std::uint32_t DatabaseBackups::make(rocksdb::DB& database, Stage& stage) {
  rocksdb::CreateBackupOptions options;
  options.flush_before_backup = true;
  options.progress_callback = [&, piece = options_for({}).callback_trigger_interval_size] {
    if (!stage.goes_on_after(piece)) engine_->StopBackup();
  };
  rocksdb::BackupID made = 0;
  const rocksdb::Status status = engine_->CreateNewBackup(options, &database, &made);
  if (status.IsIncomplete()) throw BackupInterrupted();
  require(status, "backing up " + database.GetName());
  return made;
}

void DatabaseBackups::keep_only(const std::set<std::uint32_t>& backups) {
  std::vector<rocksdb::BackupInfo> whole;
  std::vector<rocksdb::BackupID> there;
  engine_->GetCorruptedBackups(&there);
  engine_->GetBackupInfo(&whole);
  for (const auto& backup : whole) there.push_back(backup.backup_id);
  for (const auto backup : there)
    if (!backups.contains(backup))
      require(engine_->DeleteBackup(backup), fmt::format("deleting backup {}", backup));
  require(engine_->GarbageCollect(), "deleting what no backup needs");
}

std::optional<std::uint32_t> DatabaseBackups::newest() const {
  rocksdb::BackupInfo info;
  if (!engine_->GetLatestBackupInfo(&info).ok()) return std::nullopt;
  return info.backup_id;
}

DatabaseBackupsReader::DatabaseBackupsReader(std::filesystem::path directory)
    : directory_(std::move(directory)), engine_(open_to_read(directory_)) {}
DatabaseBackupsReader::~DatabaseBackupsReader() = default;

std::uint64_t DatabaseBackupsReader::bytes_of(std::uint32_t backup) const {
  rocksdb::BackupInfo info;
  require_whole(engine_->GetBackupInfo(backup, &info), directory_, backup);
  return info.size;
}

void DatabaseBackupsReader::verify(std::uint32_t backup, Stage& stage) const {
  const auto env = watched_reads(stage);
  const auto status =
      open_to_read(directory_, env.get())->VerifyBackup(backup, /*verify_with_checksum=*/true);
  stage.check_goes_on();
  require_whole(status, directory_, backup);
}

void DatabaseBackupsReader::restore(std::uint32_t backup, const std::filesystem::path& into,
                                    Stage& stage) const {
  const auto env = watched_reads(stage);
  const auto status =
      open_to_read(directory_, env.get())->RestoreDBFromBackup(backup, into.string(), into.string());
  stage.check_goes_on();
  require_whole(status, directory_, backup);
}

DatabaseBackupsReader::InPlace DatabaseBackupsReader::in_place(std::uint32_t backup) const {
  rocksdb::BackupInfo info;
  require_whole(engine_->GetBackupInfo(backup, &info, /*include_file_details=*/true), directory_, backup);
  return {info.name_for_open, info.env_for_open};
}

}  // namespace vesture::eventstore
