// Files of a backup that RocksDB does not look after, with their SHA-256 in lists as sha256sum(1) writes and checks them:
//
//   list := line*
//   line := sha256[64 hexadecimal digits] "  " path "\n"
//
// A failing disk throws std::system_error.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "eventstore/backup/progress.hpp"

namespace vesture::eventstore {

struct FileSum {
  std::string sha256;  // hexadecimal
  std::string path;
};

// Reads a list line by line.
class FileSums {
 public:
  explicit FileSums(const std::filesystem::path& list);
  // nullopt at its end. Throws Corruption where a line is none.
  std::optional<FileSum> next();

 private:
  std::filesystem::path list_;
  std::ifstream in_;
};

std::string line_of(const FileSum&);
std::string sha256_of(const std::filesystem::path& file, Stage&);
std::optional<std::string> sha256_if_there(const std::filesystem::path& file, Stage&);

struct CopiedFile {
  std::uint64_t bytes = 0;
  std::string sha256;
};

// `to` is there whole and synced when it returns, or not at all (its name is made durable by sync_directory_of).
// nullopt where there is no `from`.
std::optional<CopiedFile> copy_file(const std::filesystem::path& from, const std::filesystem::path& to,
                                    Stage&);
// The same with bytes at hand.
void put_file(const std::filesystem::path& to, std::string_view bytes);

}  // namespace vesture::eventstore
