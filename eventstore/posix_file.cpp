#include "eventstore/posix_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <stdexcept>
#include <system_error>

namespace vesture::eventstore {

namespace {

struct stat status_of(const Descriptor& file, const std::filesystem::path& path) {
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) fail(path);
  return status;
}

}  // namespace

void fail(const std::filesystem::path& path) {
  throw std::system_error(errno, std::generic_category(), path.string());
}

Descriptor::Descriptor(const std::filesystem::path& path, int flags)
    : number_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {
  if (number_ < 0) fail(path);
}

Descriptor::~Descriptor() {
  if (number_ >= 0) ::close(number_);
}

std::string read_all(const Descriptor& file, const std::filesystem::path& path) {
  std::string bytes(static_cast<std::size_t>(status_of(file, path).st_size), '\0');
  std::size_t done = 0;
  while (done < bytes.size()) {
    const auto got = ::pread(file.get(), bytes.data() + done, bytes.size() - done, static_cast<off_t>(done));
    if (got <= 0) fail(path);
    done += static_cast<std::size_t>(got);
  }
  return bytes;
}

void write_at(const Descriptor& file, std::size_t offset, std::string_view bytes,
              const std::filesystem::path& path) {
  const auto written = ::pwrite(file.get(), bytes.data(), bytes.size(), static_cast<off_t>(offset));
  if (written >= 0 && static_cast<std::size_t>(written) != bytes.size()) errno = ENOSPC;
  if (written != static_cast<ssize_t>(bytes.size())) fail(path);
}

void check_owner_only(const Descriptor& file, const std::filesystem::path& path) {
  if ((status_of(file, path).st_mode & (S_IRWXG | S_IRWXO)) != 0)
    throw std::runtime_error(path.string() + ": others than its owner may read or write it");
}

void replace_file(const std::filesystem::path& path, std::string_view bytes, ReadableBy readable_by) {
  const std::filesystem::path fresh = path.string() + ".new";
  {
    const Descriptor file(fresh, O_WRONLY | O_CREAT | O_TRUNC);
    if (::fchmod(file.get(), readable_by == ReadableBy::all ? 0644 : 0600) != 0) fail(fresh);
    write_at(file, 0, bytes, fresh);
    if (::fsync(file.get()) != 0) fail(fresh);
  }
  std::filesystem::rename(fresh, path);
  sync_directory_of(path);
}

void sync_file(const std::filesystem::path& path) {
  const Descriptor file(path, O_RDONLY);
  if (::fsync(file.get()) != 0) fail(path);
}

void sync_directory_of(const std::filesystem::path& path) {
  const auto directory = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
  const Descriptor opened(directory, O_RDONLY | O_DIRECTORY);
  if (::fsync(opened.get()) != 0) fail(directory);
}

}  // namespace vesture::eventstore
