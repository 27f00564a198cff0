#include "eventstore/backup/restore.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "eventstore/backup/content_copies.hpp"
#include "eventstore/backup/database_backups.hpp"
#include "eventstore/backup/file_sums.hpp"
#include "eventstore/backup/verification.hpp"
#include "eventstore/digits.hpp"
#include "eventstore/directories.hpp"
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
    verify_descriptions(paths_, paths_.generation(generation_.generation), generation_, stage_);
    restore_log();
    restore_vault();
    check_head();
    unkeep_what_no_commit_names(stream_of);
    KeyringFile(data_ / "keyring").replace(KeyringFile::read(paths_.keyring()));
  }

 private:
  void restore_log() {
    fs::create_directory(data_ / "log");
    DatabaseBackupsReader(paths_.log()).restore(generation_.log_backup, data_ / "log" / "rocksdb", stage_);
    Acknowledged(data_ / "log" / "acknowledged").advance(generation_.position);
    const auto directory = paths_.generation(generation_.generation);
    copy_file(directory / kCheckpoint, data_ / "log" / "checkpoint", stage_);
    copy_file(directory / kVerifierKey, data_ / "checkpoint.vkey", stage_);
  }

  void restore_vault() {
    fs::create_directory(data_ / "vault");
    DatabaseBackupsReader(paths_.vault())
        .restore(generation_.vault_backup, data_ / "vault" / "rocksdb", stage_);
    const auto list = paths_.generation(generation_.generation) / kContentSums;
    const DestroyedKeys destroyed(paths_.keyring());
    verify_listed(ContentCopies(paths_.files()).restore(list, destroyed, data_ / "vault" / "files", stage_),
                  generation_);
  }

  void check_head() const {
    const auto log = Log::open_to_read(data_ / "log");
    if (log->head() != generation_.position || hex_digits(log->chain_at(log->head())) != generation_.chain)
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

// A directory that gets its name once all is there. What is in it before is known by a mark: an end in the middle leaves it,
// with a keyring perhaps, and the next one over the same name clears it away.
class UnfinishedDirectory {
 public:
  explicit UnfinishedDirectory(const fs::path& target)
      : target_(target), path_(target.string() + ".unfinished"), mark_(path_ / "unfinished-restore") {
    if (fs::exists(path_) && !fs::is_empty(path_) && !fs::exists(mark_))
      throw std::runtime_error(path_.string() + " is there, and no restore left it");
    clear_away();
    make_own_directory(path_);
    put_file(mark_, "");
  }

  const fs::path& path() const { return path_; }

  void clear_away() const {
    if (!fs::exists(path_)) return;
    KeyringFile::erase(path_ / "keyring");
    const std::vector<fs::path> parts(fs::directory_iterator(path_), {});
    for (const auto& part : parts)
      if (part != mark_) fs::remove_all(part);
    fs::remove_all(path_);
  }

  void give_name() const {
    sync_file_system_of(path_);
    fs::remove(mark_);
    sync_directory_of(mark_);
    fs::rename(path_, target_);
    sync_directory_of(target_);
  }

 private:
  const fs::path target_;
  const fs::path path_;
  const fs::path mark_;
};

}  // namespace

void restore(const BackupDirectory& backups, const Manifest& generation, const fs::path& into,
             const StreamOfContent& stream_of, const TellProgress& tell) {
  require_apart(backups.paths().root, into);
  if (fs::exists(into) && !fs::is_empty(into))
    throw std::runtime_error(into.string() + " is not empty: a restore makes a new directory");
  const UnfinishedDirectory unfinished(absolute_directory(into));
  try {
    Restoring(backups, generation, unfinished.path(), tell).run(stream_of);
    unfinished.give_name();
  } catch (...) {
    unfinished.clear_away();
    throw;
  }
}

}  // namespace vesture::eventstore
