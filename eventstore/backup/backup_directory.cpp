#include "eventstore/backup/backup_directory.hpp"

#include <fcntl.h>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <sys/file.h>

#include <chrono>
#include <set>

#include "eventstore/backup/content_copies.hpp"
#include "eventstore/backup/database_backups.hpp"
#include "eventstore/backup/file_sums.hpp"
#include "eventstore/backup/verification.hpp"
#include "eventstore/corruption.hpp"
#include "eventstore/vault/content_store.hpp"

namespace vesture::eventstore {

namespace {

namespace fs = std::filesystem;

std::string utc(std::int64_t microseconds) {
  const std::chrono::sys_time<std::chrono::microseconds> time{std::chrono::microseconds(microseconds)};
  return fmt::format("{:%FT%TZ}", fmt::gmtime(std::chrono::floor<std::chrono::seconds>(time)));
}

fs::path made_for_its_owner(const fs::path& directory) {
  fs::create_directories(directory);
  fs::permissions(directory, fs::perms::owner_all);
  return directory;
}

// A directory that a backup of another history was put into would lose what that one shares.
void check_extends(const Log& log, const Manifest& before) {
  if (before.position <= log.head() && hexadecimal(log.chain_at(before.position)) == before.chain) return;
  throw std::runtime_error(fmt::format(
      "generation {} is of another history: at position {} its log has the hash {}, this one {}; "
      "back up into another directory",
      before.generation, before.position, before.chain,
      before.position <= log.head() ? hexadecimal(log.chain_at(before.position)) : "ends before"));
}

// An end in the middle leaves none that has its name and not its files.
void remove_generation(const fs::path& directory) {
  const fs::path nameless = directory.parent_path() / "removed.new";
  fs::remove_all(nameless);
  if (!fs::exists(directory)) return;
  fs::rename(directory, nameless);
  fs::remove_all(nameless);
}

// Deletes everything that no generation names: what an end in the middle left, and what is kept no longer.
void keep_only(const BackupPaths& paths, const std::vector<Manifest>& generations) {
  std::set<std::uint32_t> logs;
  std::set<std::uint32_t> vaults;
  std::set<fs::path> directories;
  for (const auto& generation : generations) {
    logs.insert(generation.log_backup);
    vaults.insert(generation.vault_backup);
    directories.insert(paths.generation(generation.generation));
  }
  const std::vector<fs::path> found(fs::directory_iterator(paths.generations()), {});
  for (const auto& directory : found)
    if (!directories.contains(directory)) remove_generation(directory);
  DatabaseBackups(paths.log()).keep_only(logs);
  DatabaseBackups(paths.vault()).keep_only(vaults);
}

// One generation, from nothing to its name. The order is what makes it consistent: whatever the log names is in the vault
// and the keyring of a later moment, or was destroyed meanwhile; and no signed checkpoint is of a later moment than the log.
class Making {
 public:
  Making(const BackupPaths& paths, const BackupSource& source, const BackupOrder& order,
         const std::optional<Manifest>& before)
      : paths_(paths), source_(source), order_(order), before_(before) {
    manifest_.generation = before ? before->generation + 1 : 1;
    manifest_.time = utc(order.now);
    directory_ = paths_.unfinished(manifest_.generation);
    fs::create_directory(directory_);
  }

  Manifest run() {
    copy_checkpoint();
    const Position acknowledged = source_.log.head();
    back_up_log();
    back_up_vault();
    copy_contents();
    copy_keyring();
    note_head(acknowledged);
    write_manifest();
    verify_generation(paths_, directory_, manifest_, order_.tell);
    fs::rename(directory_, paths_.generation(manifest_.generation));
    sync_directory_of(directory_);
    return manifest_;
  }

 private:
  void copy_checkpoint() {
    Stage stage(order_.tell, "checkpoint");
    copy_if_there(source_.data / "log" / "checkpoint", kCheckpoint, stage);
    copy_if_there(source_.data / "checkpoint.vkey", kVerifierKey, stage);
  }

  void copy_if_there(const fs::path& from, const char* name, Stage& stage) {
    if (const auto copied = copy_file(from, directory_ / name, stage))
      sums_ += line_of({copied->sha256, name});
  }

  void back_up_log() {
    Stage stage(order_.tell, "log");
    manifest_.log_backup = DatabaseBackups(paths_.log()).make(source_.log.database(), stage);
    manifest_.log_bytes = DatabaseBackupsReader(paths_.log()).bytes_of(manifest_.log_backup);
  }

  void back_up_vault() {
    Stage stage(order_.tell, "vault");
    manifest_.vault_backup = DatabaseBackups(paths_.vault()).make(source_.vault, stage);
    manifest_.vault_bytes = DatabaseBackupsReader(paths_.vault()).bytes_of(manifest_.vault_backup);
  }

  void copy_contents() {
    Stage stage(order_.tell, "contents");
    const auto in_place = DatabaseBackupsReader(paths_.vault()).in_place(manifest_.vault_backup);
    std::optional<fs::path> list_before;
    if (before_) list_before = paths_.generation(before_->generation) / kContentSums;
    const auto kept =
        ContentCopies(paths_.files())
            .keep(
                source_.data / "vault" / "files",
                [&](const auto& each) { ContentStore::each_row_in(in_place.name, in_place.env.get(), each); },
                list_before, directory_ / kContentSums, stage);
    manifest_.contents = kept.contents;
    manifest_.content_bytes = kept.bytes;
  }

  void copy_keyring() {
    const Stage stage(order_.tell, "keyring");
    manifest_.keyring_slots = source_.copy_keyring(paths_.keyring());
    ContentCopies(paths_.files()).remove(DestroyedKeys(paths_.keyring()));
  }

  void note_head(Position acknowledged) {
    const auto head = head_of_backup(paths_, manifest_.log_backup);
    if (head.position < acknowledged)
      throw Corruption(fmt::format("position {} was acknowledged; the last commit in the backup is {}",
                                   acknowledged, head.position));
    manifest_.position = head.position;
    manifest_.chain = head.chain;
  }

  void write_manifest() {
    put_file(directory_ / kManifest, manifest_text(manifest_));
    Stage stage(order_.tell, "keyring");
    const auto add = [&](const fs::path& file) {
      sums_ += line_of({sha256_of(directory_ / file, stage), file.string()});
    };
    add(kManifest);
    add(kContentSums);
    const fs::path root = fs::path("..") / "..";
    add(root / "log" / DatabaseBackupsReader::description(manifest_.log_backup));
    add(root / "vault" / DatabaseBackupsReader::description(manifest_.vault_backup));
    put_file(directory_ / kSums, sums_);
    sync_directory_of(directory_ / kSums);
  }

  const BackupPaths& paths_;
  const BackupSource& source_;
  const BackupOrder& order_;
  const std::optional<Manifest>& before_;
  Manifest manifest_;
  fs::path directory_;
  std::string sums_;
};

}  // namespace

BackupDirectory BackupDirectory::to_make(const fs::path& directory) {
  return {made_for_its_owner(directory), LOCK_EX};
}

BackupDirectory BackupDirectory::to_read(const fs::path& directory) { return {directory, LOCK_SH}; }

BackupDirectory::BackupDirectory(const fs::path& directory, int lock)
    : paths_{directory}, lock_(directory, O_RDONLY | O_DIRECTORY) {
  if (::flock(lock_.get(), lock | LOCK_NB) != 0)
    throw std::runtime_error(directory.string() + ": a backup is being made or read there");
}

Manifest BackupDirectory::generation(std::optional<std::uint32_t> number) const {
  const auto all = generations();
  if (all.empty()) throw std::runtime_error(paths_.root.string() + ": no backup is there");
  if (!number) return all.back();
  const auto found = std::ranges::find(all, *number, &Manifest::generation);
  if (found == all.end())
    throw std::runtime_error(fmt::format("{}: there is no generation {}; there are {} to {}",
                                         paths_.root.string(), *number, all.front().generation,
                                         all.back().generation));
  return *found;
}

Manifest BackupDirectory::make(const BackupSource& source, const BackupOrder& order) {
  fs::create_directories(paths_.generations());
  auto all = generations();
  std::optional<Manifest> before;
  if (!all.empty()) before = all.back();
  if (before) check_extends(source.log, *before);
  keep_only(paths_, all);

  all.push_back(Making(paths_, source, order, before).run());
  if (order.keep && all.size() > std::max(*order.keep, 1U)) {
    all.erase(all.begin(), all.end() - std::max(*order.keep, 1U));
    keep_only(paths_, all);
  }
  return all.back();
}

void BackupDirectory::verify(const Manifest& manifest, const TellProgress& tell) const {
  verify_generation(paths_, paths_.generation(manifest.generation), manifest, tell);
}

}  // namespace vesture::eventstore
