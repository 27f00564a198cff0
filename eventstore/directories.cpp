#include "eventstore/directories.hpp"

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
  return without_last_slash(fs::weakly_canonical(absolute_directory(path)));
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

void require_apart(const fs::path& read, const fs::path& written) {
  const fs::path from = resolved(read);
  const fs::path to = resolved(written);
  if (is_or_lies_in(from, to) || is_or_lies_in(to, from))
    throw std::invalid_argument(
        fmt::format("{} is read: {} is to lie beside it", read.string(), written.string()));
}

}  // namespace vesture::eventstore
