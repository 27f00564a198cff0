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
std::optional<std::string> copy_content(const fs::path& from, const fs::path& to, Stage& stage) {
  if (fs::create_directory(to.parent_path())) sync_directory_of(to.parent_path());
  const auto copied = copy_file(from, to, stage);
  sync_directory_of(to);
  return copied ? std::optional(copied->sha256) : std::nullopt;
}

// Gives its SHA-256; nullopt where there is none. What a backup that was broken off has copied is not copied again.
std::optional<std::string> have_copy(const fs::path& from, const fs::path& to, Stage& stage) {
  if (!fs::exists(from)) return std::nullopt;
  if (!fs::exists(to)) return copy_content(from, to, stage);
  auto original = sha256_if_there(from, stage);
  return original == sha256_of(to, stage) ? original : copy_content(from, to, stage);
}

void expect(const FileSum& sum, const std::string& sha256, const fs::path& file) {
  if (sha256 != sum.sha256)
    throw Corruption(fmt::format("{}: its SHA-256 is {}, expected {}", file.string(), sha256, sum.sha256));
}

// `read_file` gives the SHA-256 of a file that must be there.
ContentCopies::Listed for_each_listed(const fs::path& list, const fs::path& copies,
                                      const DestroyedKeys& destroyed,
                                      const std::function<std::string(const FileSum&)>& read_file) {
  ContentCopies::Listed listed;
  FileSums sums(list);
  while (const auto sum = sums.next()) {
    ++listed.contents;
    if (destroyed.contains(listed_content(*sum))) {
      ++listed.destroyed;
      continue;
    }
    const fs::path file = copies / sum->path;
    if (!fs::exists(file)) throw Corruption(file.string() + " is missing");
    expect(*sum, read_file(*sum), file);
    listed.bytes += fs::file_size(file);
  }
  return listed;
}

}  // namespace

ContentCopies::Kept ContentCopies::keep(const fs::path& vault_files, const ContentStore& vault,
                                        const std::optional<fs::path>& list_before, const fs::path& list,
                                        Stage& stage) const {
  ListBefore before(list_before);
  std::ofstream lines;
  lines.exceptions(std::ios::failbit | std::ios::badbit);
  lines.open(list);
  Kept kept;
  vault.each_row([&](const ContentId& content, const ContentRow& row) {
    stage.add(0);
    // Before its facts are there it is being written.
    if (row.state == ContentState::destroyed || row.sealed_facts.empty()) return;
    const fs::path name = content_file(content);
    auto known = before.find(content);
    if (!known || !fs::exists(directory_ / name)) {
      const auto sha256 = have_copy(vault_files / name, directory_ / name, stage);
      if (!sha256 && !vault.only_chunk(content)) kept.not_found.insert(content);
      if (!sha256) return;
      known = FileSum{*sha256, name.string()};
    }
    lines << line_of(*known);
    ++kept.contents;
    kept.bytes += fs::file_size(directory_ / name);
  });
  lines.close();
  sync_file(list);
  return kept;
}

void ContentCopies::remove(const DestroyedKeys& destroyed) const {
  for (const auto& entry : fs::recursive_directory_iterator(directory_)) {
    if (!entry.is_regular_file()) continue;
    const auto content = content_of(entry.path());
    if (!content || destroyed.contains(*content)) fs::remove(entry.path());
  }
}

ContentCopies::Listed ContentCopies::verify(const fs::path& list, const DestroyedKeys& destroyed,
                                            Stage& stage) const {
  return for_each_listed(list, directory_, destroyed,
                         [&](const FileSum& sum) { return sha256_of(directory_ / sum.path, stage); });
}

ContentCopies::Listed ContentCopies::restore(const fs::path& list, const DestroyedKeys& destroyed,
                                             const fs::path& vault_files, Stage& stage) const {
  return for_each_listed(list, directory_, destroyed, [&](const FileSum& sum) {
    fs::create_directories((vault_files / sum.path).parent_path());
    return copy_file(directory_ / sum.path, vault_files / sum.path, stage)->sha256;
  });
}

}  // namespace vesture::eventstore
