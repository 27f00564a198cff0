#include "eventstore/backup/verification.hpp"

#include <fmt/format.h>

#include <set>

#include "eventstore/backup/database_backups.hpp"
#include "eventstore/backup/destroyed_keys.hpp"
#include "eventstore/backup/file_sums.hpp"
#include "eventstore/corruption.hpp"
#include "eventstore/digits.hpp"
#include "eventstore/log/store.hpp"

namespace vesture::eventstore {

namespace {

namespace fs = std::filesystem;

// A list that was cut does not hide what it no longer names.
void verify_sums(const fs::path& directory, const Manifest& manifest, Stage& stage) {
  std::set<std::string> unnamed{log_description(manifest), vault_description(manifest)};
  for (const auto& entry : fs::directory_iterator(directory)) unnamed.insert(entry.path().filename());
  unnamed.insert({kManifest, kContentSums});
  unnamed.erase(kSums);
  FileSums sums(directory / kSums);
  while (const auto sum = sums.next()) {
    const fs::path file = directory / sum->path;
    if (!fs::exists(file)) throw Corruption(file.string() + " is missing");
    if (const auto found = sha256_of(file, stage); found != sum->sha256)
      throw Corruption(fmt::format("{}: its SHA-256 is {}, expected {}", file.string(), found, sum->sha256));
    unnamed.erase(sum->path);
  }
  if (!unnamed.empty())
    throw Corruption(fmt::format("{} does not name {}", (directory / kSums).string(), *unnamed.begin()));
}

void verify_size(const fs::path& backups, std::uint32_t backup, std::uint64_t expected) {
  if (const auto found = DatabaseBackupsReader(backups).bytes_of(backup); found != expected)
    throw Corruption(
        fmt::format("{}: backup {} has {} bytes, expected {}", backups.string(), backup, found, expected));
}

// The keyring is the newest generation's: it may have grown since.
void verify_keyring(const BackupPaths& paths, const Manifest& manifest) {
  if (!fs::exists(paths.keyring())) throw Corruption(paths.keyring().string() + " is missing");
  const DestroyedKeys keys(paths.keyring());
  if (keys.slots() < manifest.keyring_slots)
    throw Corruption(fmt::format("{}: it has {} slots, expected {}", paths.keyring().string(), keys.slots(),
                                 manifest.keyring_slots));
}

void verify_head(const BackupPaths& paths, const Manifest& manifest) {
  const auto head = head_of_backup(paths, manifest.log_backup);
  if (head.position != manifest.position || head.chain != manifest.chain)
    throw Corruption(
        fmt::format("the log of generation {} ends at position {} with chain {}, expected {} with {}",
                    manifest.generation, head.position, head.chain, manifest.position, manifest.chain));
}

}  // namespace

LogHead head_of_backup(const BackupPaths& paths, std::uint32_t log_backup) {
  const auto in_place = DatabaseBackupsReader(paths.log()).in_place(log_backup);
  const auto store = Store::open_to_look(in_place.name, in_place.env.get());
  const Position position = store->last_position();
  const auto last = store->commit(position);
  return {position, hex_digits(last ? last->chain : Digest{})};
}

void verify_descriptions(const BackupPaths& paths, const fs::path& directory, const Manifest& manifest,
                         Stage& stage) {
  verify_sums(directory, manifest, stage);
  verify_size(paths.log(), manifest.log_backup, manifest.log_bytes);
  verify_size(paths.vault(), manifest.vault_backup, manifest.vault_bytes);
  verify_keyring(paths, manifest);
}

void verify_listed(const ContentCopies::Listed& listed, const Manifest& manifest) {
  const bool has_all_bytes = listed.destroyed > 0 || listed.bytes == manifest.content_bytes;
  if (listed.contents == manifest.contents && has_all_bytes) return;
  throw Corruption(fmt::format("generation {} has {} contents of {} bytes in files, expected {} of {}",
                               manifest.generation, listed.contents, listed.bytes, manifest.contents,
                               manifest.content_bytes));
}

void verify_generation(const BackupPaths& paths, const fs::path& directory, const Manifest& manifest,
                       const TellProgress& tell) {
  Stage stage(tell, "verifying");
  verify_descriptions(paths, directory, manifest, stage);
  DatabaseBackupsReader(paths.log()).verify(manifest.log_backup, stage);
  DatabaseBackupsReader(paths.vault()).verify(manifest.vault_backup, stage);
  const DestroyedKeys keys(paths.keyring());
  verify_listed(ContentCopies(paths.files()).verify(directory / kContentSums, keys, stage), manifest);
  verify_head(paths, manifest);
}

}  // namespace vesture::eventstore
