#include "eventstore/backup/restore.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "eventstore/backup/content_copies.hpp"
#include "eventstore/backup/database_backups.hpp"
#include "eventstore/backup/file_sums.hpp"
#include "eventstore/keyring_file.hpp"
#include "eventstore/log/acknowledged.hpp"
#include "eventstore/vault/content_store.hpp"

namespace vesture::eventstore {

namespace {

namespace fs = std::filesystem;

class Restoring {
 public:
  Restoring(const BackupDirectory& backups, const Manifest& generation, fs::path data,
            const TellProgress& tell)
      : paths_(backups.paths()), generation_(generation), data_(std::move(data)), stage_(tell, "restoring") {}

  void run(const StreamOfContent& stream_of) {
    fs::create_directory(data_);
    fs::permissions(data_, fs::perms::owner_all);
    restore_log();
    restore_vault();
    KeyringFile(data_ / "keyring").replace(KeyringFile::read(paths_.keyring()));
    check_head();
    unkeep_what_no_commit_names(stream_of);
  }

 private:
  void restore_log() {
    fs::create_directory(data_ / "log");
    DatabaseBackupsReader(paths_.log()).restore(generation_.log_backup, data_ / "log" / "rocksdb");
    stage_.add(generation_.log_bytes);
    Acknowledged(data_ / "log" / "acknowledged").advance(generation_.position);
    const auto directory = paths_.generation(generation_.generation);
    copy_file(directory / kCheckpoint, data_ / "log" / "checkpoint", stage_);
    copy_file(directory / kVerifierKey, data_ / "checkpoint.vkey", stage_);
  }

  void restore_vault() {
    fs::create_directory(data_ / "vault");
    DatabaseBackupsReader(paths_.vault()).restore(generation_.vault_backup, data_ / "vault" / "rocksdb");
    stage_.add(generation_.vault_bytes);
    const auto list = paths_.generation(generation_.generation) / kContentSums;
    ContentCopies(paths_.files())
        .restore(list, DestroyedKeys(paths_.keyring()), data_ / "vault" / "files", stage_);
  }

  void check_head() const {
    const auto log = Log::open_to_read(data_ / "log");
    if (log->head() != generation_.position || hexadecimal(log->chain_at(log->head())) != generation_.chain)
      throw Corruption(fmt::format("the restored log ends at position {}, expected {} with chain {}",
                                   log->head(), generation_.position, generation_.chain));
  }

  // The vault is of a later moment than the log, and has contents that later commits referred to.
  void unkeep_what_no_commit_names(const StreamOfContent& stream_of) const {
    const auto log = Log::open_to_read(data_ / "log");
    ContentStore vault(data_ / "vault", nullptr);
    vault.each_row([&](const ContentId& content, ContentRow row) {
      if (row.state != ContentState::kept || log->version(stream_of(content)) > 0) return;
      row.state = ContentState::unkept;
      vault.put_row(content, row);
    });
  }

  const BackupPaths& paths_;
  const Manifest& generation_;
  const fs::path data_;
  Stage stage_;
};

void sync_file_system_of(const fs::path& directory) {
  const Descriptor opened(directory, O_RDONLY | O_DIRECTORY);
  if (::syncfs(opened.get()) != 0) fail(directory);
}

}  // namespace

void restore(const BackupDirectory& backups, const Manifest& generation, const fs::path& into,
             const StreamOfContent& stream_of, const TellProgress& tell) {
  if (fs::exists(into) && !fs::is_empty(into))
    throw std::runtime_error(into.string() + " is not empty: a restore makes a new directory");
  fs::path target = fs::absolute(into).lexically_normal();
  if (!target.has_filename()) target = target.parent_path();
  const fs::path unfinished = target.string() + ".unfinished";
  fs::remove_all(unfinished);
  Restoring(backups, generation, unfinished, tell).run(stream_of);
  sync_file_system_of(unfinished);
  fs::rename(unfinished, target);
  sync_directory_of(target);
}

}  // namespace vesture::eventstore
