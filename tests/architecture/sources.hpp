// The project's own source files, as the tests of its habits read them.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace vesture::architecture {

struct Source {
  std::string path;  // from the root, as in "api/http/server.cpp"
  std::string text;
};

inline constexpr std::string_view kFolders[] = {"domain", "eventstore", "projections",
                                                "api",    "tools",      "tests"};

// "api" of "api/http/server.cpp".
inline std::string_view folder_of(std::string_view path) { return path.substr(0, path.find('/')); }

inline std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = text.find('\n');
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

inline std::vector<std::filesystem::path> every_path() {
  const std::filesystem::path root(VESTURE_SOURCE_DIR);
  std::vector<std::filesystem::path> paths;
  for (const auto folder : kFolders)
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root / folder))
      paths.push_back(entry.path().lexically_relative(root));
  return paths;
}

inline std::vector<Source> every_source() {
  std::vector<Source> sources;
  for (const auto& path : every_path()) {
    if (path.extension() != ".hpp" && path.extension() != ".cpp") continue;
    std::ifstream in(std::filesystem::path(VESTURE_SOURCE_DIR) / path);
    sources.push_back({path.string(), {std::istreambuf_iterator<char>(in), {}}});
  }
  return sources;
}

// What `faults_of(source)` finds in all of them.
template <class Checker>
std::vector<std::string> faults_everywhere(Checker faults_of) {
  std::vector<std::string> all;
  for (const auto& source : every_source())
    for (auto& fault : faults_of(source)) all.push_back(std::move(fault));
  return all;
}

}  // namespace vesture::architecture
