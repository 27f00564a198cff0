// A directory of its own for what a command makes on the way, for its owner alone and gone with it.
#pragma once

#include <filesystem>

namespace vesture::replay {

class TemporaryDirectory {
 public:
  TemporaryDirectory() : TemporaryDirectory(std::filesystem::temp_directory_path()) {}  // TMPDIR
  explicit TemporaryDirectory(const std::filesystem::path& below);
  ~TemporaryDirectory();
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace vesture::replay
