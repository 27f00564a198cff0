#include "eventstore/log/acknowledged.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <optional>
#include <string>
#include <system_error>

#include "eventstore/bytes.hpp"
#include "eventstore/crc32c.hpp"
#include "eventstore/posix_file.hpp"

namespace vesture::eventstore {

namespace {

constexpr std::size_t kBytes = 12;

Position parse(std::string_view bytes, const std::string& path) {
  ByteReader in(bytes, path);
  const auto position = in.little<Position>();
  if (in.little<std::uint32_t>() != crc32c(bytes.substr(0, sizeof position)))
    throw Corruption(path + " offset 0: its checksum does not match");
  return position;
}

// nullopt for an empty file.
std::optional<Position> read_from(int file, const std::filesystem::path& path) {
  std::array<char, kBytes + 1> bytes{};
  const auto size = ::pread(file, bytes.data(), bytes.size(), 0);
  if (size < 0) fail(path);
  if (size == 0) return std::nullopt;
  return parse({bytes.data(), static_cast<std::size_t>(size)}, path.string());
}

}  // namespace

Position Acknowledged::read(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file)) return 0;
  return read_from(Descriptor(file, O_RDONLY).get(), file).value_or(0);
}

Acknowledged::Acknowledged(const std::filesystem::path& file)
    : path_(file), file_(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
  if (file_ < 0) fail(path_);
  if (const auto known = read_from(file_, path_)) {
    position_ = *known;
    return;
  }
  write();
  if (::fsync(file_) != 0) fail(path_);
}

Acknowledged::~Acknowledged() {
  if (file_ >= 0) ::close(file_);
}

void Acknowledged::advance(Position position) {
  position_ = position;
  write();
}

void Acknowledged::write() {
  std::string bytes;
  append_little(bytes, position_);
  append_little(bytes, crc32c(bytes));
  if (::pwrite(file_, bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) fail(path_);
}

}  // namespace vesture::eventstore
