// The events' schemas, read by FlatBuffers' own parser.
#pragma once

#include <flatbuffers/idl.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace vesture::domain {

using Schema = std::unique_ptr<flatbuffers::Parser>;

// `root` is where its includes are looked for.
inline Schema parsed(const std::string& text, const std::filesystem::path& root) {
  auto schema = std::make_unique<flatbuffers::Parser>();
  const std::string include_path = root.string();
  const char* include_paths[] = {include_path.c_str(), nullptr};
  if (!schema->Parse(text.c_str(), include_paths)) throw std::runtime_error(schema->error_);
  return schema;
}

inline Schema parsed_file(const std::filesystem::path& file, const std::filesystem::path& root) {
  std::ifstream in(file);
  if (!in) throw std::runtime_error("no schema " + file.string());
  return parsed({std::istreambuf_iterator<char>(in), {}}, root);
}

inline std::filesystem::path source_root() { return VESTURE_SOURCE_DIR; }

// "orders", "accounts" … : the folders of the domain that have events.
inline std::vector<std::string> contexts() {
  std::vector<std::string> names;
  for (const auto& folder : std::filesystem::directory_iterator(source_root() / "domain"))
    if (std::filesystem::exists(folder.path() / "events.fbs")) names.push_back(folder.path().filename());
  return names;
}

// "mail/events", "mail/text", "files/findings" … : everything that is kept, also inside a sealed field or a content.
inline std::vector<std::string> kept_schemas() {
  std::vector<std::string> names;
  for (const auto& file : std::filesystem::recursive_directory_iterator(source_root() / "domain"))
    if (file.path().extension() == ".fbs" && file.path().filename() != "types.fbs")
      names.push_back(file.path().parent_path().filename() / file.path().stem());
  return names;
}

inline Schema present_schema(const std::string& context) {
  return parsed_file(source_root() / "domain" / context / "events.fbs", source_root());
}

}  // namespace vesture::domain
