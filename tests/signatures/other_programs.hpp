// Programs by others, asked in a directory of the test's own.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "tests/eventstore/scratch_directory.hpp"

namespace vesture {

struct Said {
  int status = -1;     // what the program exits with
  std::string output;  // both of its streams
};

class OtherPrograms {
 public:
  // Relative paths are the directory's. Makes the folders that are missing.
  void write(const std::filesystem::path&, std::string_view bytes) const;
  std::string read(const std::filesystem::path&) const;
  // A line for the shell, run in the directory.
  Said run(const std::string& command) const;

 private:
  eventstore::ScratchDirectory directory_;
};

}  // namespace vesture
