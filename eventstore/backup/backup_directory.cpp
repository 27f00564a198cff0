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
#include "eventstore/digits.hpp"
#include "eventstore/directories.hpp"
#include "eventstore/keyring_file.hpp"
#include "eventstore/vault/content_store.hpp"

namespace vesture::eventstore {

namespace {

namespace fs = std::filesystem;

std::string utc(std::int64_t microseconds) {
  const std::chrono::sys_time<std::chrono::microseconds> time{std::chrono::microseconds(microseconds)};
  return fmt::format("{:%FT%TZ}", fmt::gmtime(std::chrono::floor<std::chrono::seconds>(time)));
}

// Before there is anything else in it, it has a place for generations.
void make_parts(const BackupPaths& paths) {
  if (!fs::is_empty(paths.root) && !fs::is_directory(paths.generations()))
    throw std::runtime_error(paths.root.string() + " is not empty, and no directory of backups");
  for (const auto& part : {paths.generations(), paths.log(), paths.vault(), paths.files()})
    make_own_directory(part);
}

// A directory that a backup of another history was put into would lose what that one shares.
void check_extends(const Log& log, const Manifest& before) {
  if (before.position <= log.head() && hex_digits(log.chain_at(before.position)) == before.chain) return;
  throw std::runtime_error(
      fmt::format("generation {} is of another history: at position {} its log has the hash {}, this one {}; "
                  "back up into another directory",
                  before.generation, before.position, before.chain,
                  before.position <= log.head() ? hex_digits(log.chain_at(before.position)) : "ends before"));
}

// An end in the middle leaves none that has its name and not its files.
void remove_generation(const fs::path& directory) {
  const fs::path nameless = directory.parent_path() / "removed.new";
  fs::remove_all(nameless);
  if (!fs::exists(directory)) return;
  fs::rename(directory, nameless);
  fs::remove_all(nameless);
}

enum class Leftover { newest, none };

// `newest`: what a backup that was broken off has copied is there for the next one to share.
void keep_only(const fs::path& databases, std::set<std::uint32_t> named, Leftover leftover) {
  DatabaseBackups backups(databases);
  if (const auto newest = backups.newest(); newest && leftover == Leftover::newest) named.insert(*newest);
  backups.keep_only(named);
}

// Deletes what no generation names: what an end in the middle left, and what is kept no longer.
void keep_only(const BackupPaths& paths, const std::vector<Manifest>& generations, Leftover leftover) {
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
    if (directory.extension() == ".new" || (is_finished(directory) && !directories.contains(directory)))
      remove_generation(directory);
  keep_only(paths.log(), logs, leftover);
  keep_only(paths.vault(), vaults, leftover);
}

// One generation, from nothing to its name. The order is what makes it consistent: whatever the log names is in the vault
// and the keyring of a later moment, or was destroyed meanwhile; and no signed checkpoint is of a later moment than the log.
class Making {
 public:
  Making(const BackupPaths& paths, const BackupSource& source, const BackupOrder& order,
         const std::optional<Manifest>& before)
      : paths_(paths), source_(source), order_(order), before_(before) {
    const auto next = before ? before->generation + 1 : 1;
    manifest_.generation = order.generation.value_or(next);
    if (manifest_.generation < next)
      throw std::runtime_error(fmt::format("generation {} is there already", manifest_.generation));
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
    const auto vault = ContentStore::open_database_to_read(in_place.name, in_place.env.get());
    auto kept =
        ContentCopies(paths_.files())
            .keep(source_.data / "vault" / "files", *vault, list_before, directory_ / kContentSums, stage);
    manifest_.contents = kept.contents;
    manifest_.content_bytes = kept.bytes;
    not_found_ = std::move(kept.not_found);
  }

  void copy_keyring() {
    const Stage stage(order_.tell, "keyring");
    manifest_.keyring_slots = source_.copy_keyring(paths_.keyring());
    check_none_is_lost();
    ContentCopies(paths_.files()).remove(DestroyedKeys(paths_.keyring()));
  }

  // One that has a key now had one when its bytes were looked for.
  void check_none_is_lost() const {
    for (const Slot& slot : KeyringFile::read(paths_.keyring()))
      if (slot.state == SlotState::live && not_found_.contains(slot.owner))
        throw Corruption("content " + hex_digits(slot.owner) + " has a key, and is not in the vault");
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
    add(log_description(manifest_));
    add(vault_description(manifest_));
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
  std::set<ContentId> not_found_;
};

}  // namespace

BackupDirectory BackupDirectory::to_make(const fs::path& directory, const fs::path& data) {
  require_apart(data, directory);
  make_own_directory(absolute_directory(directory));
  BackupDirectory opened(directory, LOCK_EX);
  make_parts(opened.paths_);
  return opened;
}

BackupDirectory BackupDirectory::to_read(const fs::path& directory) { return {directory, LOCK_SH}; }

BackupDirectory::BackupDirectory(const fs::path& directory, int lock)
    : paths_{absolute_directory(directory)}, lock_(directory, O_RDONLY | O_DIRECTORY) {
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
  auto all = generations();
  std::optional<Manifest> before;
  if (!all.empty()) before = all.back();
  if (before) check_extends(source.log, *before);
  keep_only(paths_, all, Leftover::newest);

  all.push_back(Making(paths_, source, order, before).run());
  if (order.keep && all.size() > std::max(*order.keep, 1U))
    all.erase(all.begin(), all.end() - std::max(*order.keep, 1U));
  keep_only(paths_, all, Leftover::none);
  return all.back();
}

void BackupDirectory::verify(const Manifest& manifest, const TellProgress& tell) const {
  verify_generation(paths_, paths_.generation(manifest.generation), manifest, tell);
}

}  // namespace vesture::eventstore
