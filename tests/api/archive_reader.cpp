#include "tests/api/archive_reader.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "tests/eventstore/scratch_directory.hpp"

namespace vesture::api {

namespace {

namespace fs = std::filesystem;

std::string bytes_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// `command` unpacks ../archive.zip into the directory in which it runs.
std::map<std::string, std::string> unpacked_by(const std::string& command, const std::string& zip) {
  const eventstore::ScratchDirectory scratch;
  const auto into = scratch.path() / "unpacked";
  const auto said = scratch.path() / "said";
  fs::create_directory(into);
  std::ofstream(scratch.path() / "archive.zip", std::ios::binary) << zip;
  const auto whole = "cd " + into.string() + " && LC_ALL=C.UTF-8 " + command + " >" + said.string() + " 2>&1";
  if (std::system(whole.c_str()) != 0) throw std::runtime_error(command + ": " + bytes_of(said));
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(into))
    if (entry.is_regular_file())
      files[entry.path().lexically_relative(into).string()] = bytes_of(entry.path());
  return files;
}

}  // namespace

std::map<std::string, std::string> unpacked_by_unzip(const std::string& zip) {
  return unpacked_by("unzip ../archive.zip", zip);
}

std::map<std::string, std::string> unpacked_by_bsdtar(const std::string& zip) {
  return unpacked_by("bsdtar -xf ../archive.zip", zip);
}

}  // namespace vesture::api
