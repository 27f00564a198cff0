// Where the samples by others lie: $VESTURE_SAMPLES, or beside the project's folder. They are no part of it.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace vesture {

inline std::filesystem::path samples() {
  if (const char* named = std::getenv("VESTURE_SAMPLES")) return named;
  return std::filesystem::path(VESTURE_SOURCE_DIR).parent_path() / "shared" / "samples";
}

inline std::string whole_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace vesture

// Skips the test, saying so, where the samples are not there.
#define REQUIRE_SAMPLES(folder)                                \
  if (!std::filesystem::exists(vesture::samples() / (folder))) \
  GTEST_SKIP() << "no samples at " << vesture::samples() / (folder)
