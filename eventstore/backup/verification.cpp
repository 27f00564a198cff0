#include "eventstore/backup/verification.hpp"

#include <fmt/format.h>

#include "eventstore/backup/content_copies.hpp"
#include "eventstore/backup/database_backups.hpp"
#include "eventstore/backup/destroyed_keys.hpp"
#include "eventstore/backup/file_sums.hpp"
#include "eventstore/corruption.hpp"
#include "eventstore/log/store.hpp"

namespace vesture::eventstore {

namespace {

namespace fs = std::filesystem;

void verify_sums(const fs::path& directory, Stage& stage) {
  FileSums sums(directory / kSums);
  bool has_manifest = false;
  while (const auto sum = sums.next()) {
    const fs::path file = directory / sum->path;
    if (!fs::exists(file)) throw Corruption(file.string() + " is missing");
    if (const auto found = sha256_of(file, stage); found != sum->sha256)
      throw Corruption(fmt::format("{}: its SHA-256 is {}, expected {}", file.string(), found, sum->sha256));
    has_manifest |= sum->path == kManifest;
  }
  if (!has_manifest) throw Corruption((directory / kSums).string() + " does not name the manifest");
}

// The keyring is the newest generation's: it may have grown since.
void verify_keyring(const BackupPaths& paths, const DestroyedKeys& keys, const Manifest& manifest) {
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
  return {position, hexadecimal(last ? last->chain : Digest{})};
}

void verify_generation(const BackupPaths& paths, const fs::path& directory, const Manifest& manifest,
                       const TellProgress& tell) {
  Stage stage(tell, "verifying");
  verify_sums(directory, stage);
  if (!fs::exists(paths.keyring())) throw Corruption(paths.keyring().string() + " is missing");
  const DestroyedKeys keys(paths.keyring());
  verify_keyring(paths, keys, manifest);
  DatabaseBackupsReader(paths.log()).verify(manifest.log_backup);
  stage.add(manifest.log_bytes);
  DatabaseBackupsReader(paths.vault()).verify(manifest.vault_backup);
  stage.add(manifest.vault_bytes);
  ContentCopies(paths.files()).verify(directory / kContentSums, keys, stage);
  verify_head(paths, manifest);
}

}  // namespace vesture::eventstore
