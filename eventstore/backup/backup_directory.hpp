// A directory of backups (generation.hpp says what lies in it): making a generation, and checking one. Used by one thread;
// another process or thread that wants the directory is refused. A failing disk, a full one too, throws std::runtime_error
// and leaves the generations that are there whole; what does not check throws Corruption.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

#include "eventstore/backup/generation.hpp"
#include "eventstore/backup/progress.hpp"
#include "eventstore/backup/source.hpp"
#include "eventstore/posix_file.hpp"

namespace vesture::eventstore {

struct BackupOrder {
  std::int64_t now = 0;                    // microseconds since 1970
  std::optional<std::uint32_t> keep = {};  // so many generations, with the new one; all where not given
  TellProgress tell = {};
  std::optional<std::uint32_t> generation =
      {};  // its number, beyond all that are there; the next where not given
};

class BackupDirectory {
 public:
  // To be given backups of `data`. Makes it, with mode 0700, where it is not there. Throws std::runtime_error where it is no
  // directory of backups and not empty, std::invalid_argument where it and `data` lie in each other.
  static BackupDirectory to_make(const std::filesystem::path& directory, const std::filesystem::path& data);
  // Throws std::runtime_error where there is none.
  static BackupDirectory to_read(const std::filesystem::path& directory);

  const BackupPaths& paths() const { return paths_; }
  std::vector<Manifest> generations() const { return generations_in(paths_); }  // the oldest first
  // The one of that number, or the newest. Throws std::runtime_error where there is none.
  Manifest generation(std::optional<std::uint32_t> number) const;

  // What the log had acknowledged before the call is in it; it is verified when it returns. Throws std::runtime_error where
  // the newest generation is not of the same history, or has that number.
  Manifest make(const BackupSource&, const BackupOrder&);
  // Reads all of it, and opens its log where it lies.
  void verify(const Manifest&, const TellProgress&) const;

 private:
  BackupDirectory(const std::filesystem::path&, int lock);

  BackupPaths paths_;
  Descriptor lock_;
};

}  // namespace vesture::eventstore
