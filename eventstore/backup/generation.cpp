#include "eventstore/backup/generation.hpp"

#include <fcntl.h>

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value_from.hpp>
#include <boost/json/value_to.hpp>

#include "eventstore/corruption.hpp"
#include "eventstore/posix_file.hpp"

namespace vesture::eventstore {

namespace {

namespace fs = std::filesystem;

Manifest read_manifest(const fs::path& file) {
  try {
    return boost::json::value_to<Manifest>(boost::json::parse(read_all(Descriptor(file, O_RDONLY), file)));
  } catch (const std::exception& trouble) {
    throw Corruption(file.string() + ": no manifest of a backup: " + trouble.what());
  }
}

}  // namespace

bool is_finished(const fs::path& generation) {
  const std::string name = generation.filename().string();
  return std::ranges::all_of(name, [](char c) { return c >= '0' && c <= '9'; });
}

std::string manifest_text(const Manifest& manifest) {
  return boost::json::serialize(boost::json::value_from(manifest)) + "\n";
}

std::string log_description(const Manifest& manifest) {
  return "../../log/meta/" + std::to_string(manifest.log_backup);
}

std::string vault_description(const Manifest& manifest) {
  return "../../vault/meta/" + std::to_string(manifest.vault_backup);
}

std::vector<Manifest> generations_in(const BackupPaths& paths) {
  std::vector<Manifest> found;
  if (!fs::exists(paths.generations())) return found;
  for (const auto& entry : fs::directory_iterator(paths.generations()))
    if (is_finished(entry.path())) found.push_back(read_manifest(entry.path() / kManifest));
  std::ranges::sort(found, {}, &Manifest::generation);
  return found;
}

}  // namespace vesture::eventstore
