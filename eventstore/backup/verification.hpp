// Checks one generation of a backup, `directory`, which may not have its name yet: every byte that a restore would read.
// Each throws Corruption at the first thing that is not as it was written.
#pragma once

#include <filesystem>

#include "eventstore/backup/content_copies.hpp"
#include "eventstore/backup/generation.hpp"
#include "eventstore/backup/progress.hpp"

namespace vesture::eventstore {

// The log's head and hash as a backup has them, which is opened where it lies.
struct LogHead {
  Position position = 0;
  std::string chain;
};
LogHead head_of_backup(const BackupPaths&, std::uint32_t log_backup);

// What says what the rest must be: the generation's own files, BackupEngine's descriptions, the keyring.
void verify_descriptions(const BackupPaths&, const std::filesystem::path& directory, const Manifest&, Stage&);
// What was found of the contents that lie in files.
void verify_listed(const ContentCopies::Listed&, const Manifest&);
// All of it.
void verify_generation(const BackupPaths&, const std::filesystem::path& directory, const Manifest&,
                       const TellProgress&);

}  // namespace vesture::eventstore
