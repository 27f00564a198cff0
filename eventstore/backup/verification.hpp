// Checks one generation of a backup: every byte that a restore would read.
#pragma once

#include <filesystem>

#include "eventstore/backup/generation.hpp"
#include "eventstore/backup/progress.hpp"

namespace vesture::eventstore {

// The log's head and hash as a backup has them, which is opened where it lies.
struct LogHead {
  Position position = 0;
  std::string chain;
};
LogHead head_of_backup(const BackupPaths&, std::uint32_t log_backup);

// `directory`: of the generation, which may not have its name yet. Throws Corruption at the first thing that is not as it
// was written.
void verify_generation(const BackupPaths&, const std::filesystem::path& directory, const Manifest&,
                       const TellProgress&);

}  // namespace vesture::eventstore
