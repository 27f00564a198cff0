// A data directory out of a backup. Views are not in it: a start builds them.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "eventstore/backup/backup_directory.hpp"

namespace vesture::eventstore {

// The log's stream of a content, which has a version where a commit names it.
using StreamOfContent = std::function<std::string(const ContentId&)>;

// Makes `into` (which must not be there, or empty) as the server makes it: whole when it returns, or not at all. Log and
// vault are the generation's, the keyring is the newest: what was destroyed since is left out. Contents of the vault that
// its log does not name are for the next start to sweep. Throws Corruption where the backup does not check.
void restore(const BackupDirectory&, const Manifest& generation, const std::filesystem::path& into,
             const StreamOfContent&, const TellProgress&);

}  // namespace vesture::eventstore
