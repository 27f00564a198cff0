#include "replay/exports/appended_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <stdexcept>
#include <utility>

namespace vesture::replay {

namespace {

constexpr std::size_t kBufferBytes = 1 << 20;

}  // namespace

AppendedFile::AppendedFile(std::filesystem::path path, std::uint64_t bytes)
    : path_(std::move(path)), file_(path_, O_RDWR | O_CREAT), written_(bytes) {
  struct stat found {};
  if (::fstat(file_.get(), &found) != 0) eventstore::fail(path_);
  if (static_cast<std::uint64_t>(found.st_size) < bytes)
    throw std::runtime_error(fmt::format("{}: has {} bytes, {} were exported: export it anew", path_.string(),
                                         found.st_size, bytes));
  if (::ftruncate(file_.get(), static_cast<off_t>(bytes)) != 0) eventstore::fail(path_);
}

void AppendedFile::append(std::string_view text) {
  buffered_ += text;
  if (buffered_.size() >= kBufferBytes) write_buffered();
}

std::uint64_t AppendedFile::keep() {
  write_buffered();
  if (::fdatasync(file_.get()) != 0) eventstore::fail(path_);
  return written_;
}

void AppendedFile::write_buffered() {
  eventstore::write_at(file_, written_, buffered_, path_);
  written_ += buffered_.size();
  buffered_.clear();
}

}  // namespace vesture::replay
