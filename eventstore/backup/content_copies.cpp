#include "eventstore/backup/content_copies.hpp"

#include <fmt/format.h>

#include <charconv>
#include <fstream>

#include "eventstore/backup/file_sums.hpp"
#include "eventstore/corruption.hpp"
#include "eventstore/posix_file.hpp"
#include "eventstore/vault/content_files.hpp"

namespace vesture::eventstore {

namespace {

namespace fs = std::filesystem;

// nullopt where the file is not named as a content's is.
std::optional<ContentId> content_of(const fs::path& file) {
  const std::string name = file.filename().string();
  ContentId content{};
  if (name.size() != 2 * content.size()) return std::nullopt;
  for (std::size_t i = 0; i < content.size(); ++i) {
    const char* const digits = name.data() + 2 * i;
    if (std::from_chars(digits, digits + 2, content[i], 16).ptr != digits + 2) return std::nullopt;
  }
  return content;
}

ContentId listed_content(const FileSum& sum) {
  const auto content = content_of(sum.path);
  if (!content || content_file(*content) != sum.path)
    throw Corruption(sum.path + " is no name of a content's file");
  return *content;
}

// The list of the generation before, read beside the ids of this one.
class ListBefore {
 public:
  explicit ListBefore(const std::optional<fs::path>& list) {
    if (list) sums_.emplace(*list);
    advance();
  }

  // Asked for ids in their order.
  std::optional<FileSum> find(const ContentId& content) {
    while (next_ && listed_content(*next_) < content) advance();
    return next_ && listed_content(*next_) == content ? next_ : std::nullopt;
  }

 private:
  void advance() { next_ = sums_ ? sums_->next() : std::nullopt; }

  std::optional<FileSums> sums_;
  std::optional<FileSum> next_;
};

// Folders that are new are durable with it.
std::optional<CopiedFile> copy_content(const fs::path& from, const fs::path& to, Stage& stage) {
  if (!fs::exists(from)) return std::nullopt;
  if (fs::create_directory(to.parent_path())) sync_directory_of(to.parent_path());
  auto copied = copy_file(from, to, stage);
  sync_directory_of(to);
  return copied;
}

void for_each_listed(const fs::path& list,
                     const std::function<void(const FileSum&, const ContentId&)>& each) {
  FileSums sums(list);
  while (const auto sum = sums.next()) each(*sum, listed_content(*sum));
}

void expect(const FileSum& sum, const std::string& sha256, const fs::path& file) {
  if (sha256 != sum.sha256)
    throw Corruption(fmt::format("{}: its SHA-256 is {}, expected {}", file.string(), sha256, sum.sha256));
}

}  // namespace

ContentCopies::Kept ContentCopies::keep(const fs::path& vault_files, const EachContent& contents,
                                        const std::optional<fs::path>& list_before, const fs::path& list,
                                        Stage& stage) const {
  fs::create_directories(directory_);
  ListBefore before(list_before);
  std::ofstream lines;
  lines.exceptions(std::ios::failbit | std::ios::badbit);
  lines.open(list);
  Kept kept;
  contents([&](const ContentId& content, const ContentRow& row) {
    // Before its facts are there it is being written.
    if (row.state == ContentState::destroyed || row.sealed_facts.empty()) return;
    const fs::path name = content_file(content);
    auto known = before.find(content);
    if (!known || !fs::exists(directory_ / name)) {
      const auto copied = copy_content(vault_files / name, directory_ / name, stage);
      if (!copied) return;
      known = FileSum{copied->sha256, name.string()};
    }
    lines << line_of(*known);
    ++kept.contents;
    kept.bytes += fs::file_size(directory_ / name);
  });
  lines.close();
  return kept;
}

void ContentCopies::remove(const DestroyedKeys& destroyed) const {
  for (const auto& entry : fs::recursive_directory_iterator(directory_)) {
    if (!entry.is_regular_file()) continue;
    const auto content = content_of(entry.path());
    if (!content || destroyed.contains(*content)) fs::remove(entry.path());
  }
}

void ContentCopies::verify(const fs::path& list, const DestroyedKeys& destroyed, Stage& stage) const {
  for_each_listed(list, [&](const FileSum& sum, const ContentId& content) {
    const fs::path file = directory_ / sum.path;
    if (destroyed.contains(content)) return;
    if (!fs::exists(file)) throw Corruption(file.string() + " is missing");
    expect(sum, sha256_of(file, stage), file);
  });
}

void ContentCopies::restore(const fs::path& list, const DestroyedKeys& destroyed, const fs::path& vault_files,
                            Stage& stage) const {
  for_each_listed(list, [&](const FileSum& sum, const ContentId& content) {
    if (destroyed.contains(content)) return;
    const fs::path file = directory_ / sum.path;
    fs::create_directories((vault_files / sum.path).parent_path());
    const auto copied = copy_file(file, vault_files / sum.path, stage);
    if (!copied) throw Corruption(file.string() + " is missing");
    expect(sum, copied->sha256, file);
  });
}

}  // namespace vesture::eventstore
