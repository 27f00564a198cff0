// A file that grows at its end, and is cut back to where it is known to be whole.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "eventstore/posix_file.hpp"

namespace vesture::replay {

// Throws std::system_error where the disk does not answer.
class AppendedFile {
 public:
  // Makes it, for its owner alone (0600), where it is not there, and cuts it to `bytes`. Throws std::runtime_error
  // where it has fewer.
  AppendedFile(std::filesystem::path, std::uint64_t bytes);

  // What was appended since the last keep() is lost where none follows.
  void append(std::string_view text);
  std::uint64_t keep();  // durable when it returns; gives its length

 private:
  void write_buffered();

  std::filesystem::path path_;
  eventstore::Descriptor file_;
  std::uint64_t written_;
  std::string buffered_;
};

}  // namespace vesture::replay
