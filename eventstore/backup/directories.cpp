#include "eventstore/backup/directories.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <stdexcept>

#include "eventstore/posix_file.hpp"

namespace vesture::eventstore {

namespace {

namespace fs = std::filesystem;

fs::path without_last_slash(const fs::path& path) { return path.has_filename() ? path : path.parent_path(); }

fs::path resolved(const fs::path& path) {
  return without_last_slash(fs::weakly_canonical(fs::absolute(path)));
}

bool is_or_lies_in(const fs::path& inner, const fs::path& outer) {
  return std::ranges::mismatch(outer, inner).in1 == outer.end();
}

}  // namespace

fs::path absolute_directory(const fs::path& path) {
  return without_last_slash(fs::absolute(path).lexically_normal());
}

void make_own_directory(const fs::path& path) {
  if (fs::is_directory(path)) return;
  make_own_directory(path.parent_path());
  if (::mkdir(path.c_str(), S_IRWXU) != 0 && errno != EEXIST) fail(path);
  sync_directory_of(path);
}

void require_apart(const fs::path& backups, const fs::path& data) {
  const fs::path its = resolved(backups);
  const fs::path other = resolved(data);
  if (is_or_lies_in(its, other) || is_or_lies_in(other, its))
    throw std::runtime_error(
        fmt::format("{} and {}: one lies in the other; backups need a directory of their own",
                    backups.string(), data.string()));
}

}  // namespace vesture::eventstore
