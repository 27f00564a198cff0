#include "eventstore/keyring_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <stdexcept>
#include <system_error>

#include "eventstore/bytes.hpp"
#include "eventstore/crc32c.hpp"

namespace vesture::eventstore {

namespace {

constexpr std::size_t kChecksumBytes = 8;
constexpr std::size_t kCheckedBytes = kSlotBytes - kChecksumBytes;

[[noreturn]] void fail(const std::filesystem::path& path) {
  throw std::system_error(errno, std::generic_category(), path.string());
}

std::uint64_t checksum(std::string_view checked) { return std::uint64_t{crc32c(checked)} + 1; }

std::string encode(const Slot& slot) {
  std::string bytes;
  append_little(bytes, kSlotMagic);
  append_little(bytes, static_cast<std::uint32_t>(slot.state));
  bytes.append(as_text(slot.owner));
  bytes.append(slot.wrapped);
  bytes.resize(kCheckedBytes);
  append_little(bytes, checksum(bytes));
  return bytes;
}

Slot decode(std::string_view bytes, const std::string& where) {
  ByteReader in(bytes, where);
  const auto magic = in.little<std::uint32_t>();
  const auto state = in.little<std::uint32_t>();
  Slot slot;
  slot.state = static_cast<SlotState>(state);
  slot.owner = in.array<Id16>();
  slot.wrapped = in.take(kWrappedBytes);
  if (magic != kSlotMagic || state < 1 || state > 3) throw Corruption(where + ": not a slot of a keyring");
  ByteReader tail(bytes.substr(kCheckedBytes), where);
  if (tail.little<std::uint64_t>() != checksum(bytes.substr(0, kCheckedBytes)))
    throw Corruption(where + ": its checksum does not match");
  return slot;
}

// A slot is written front to back: until its checksum stands, nobody was told of it.
bool never_finished(std::string_view slot) {
  return slot.size() < kSlotBytes || slot.substr(kCheckedBytes) == std::string(kChecksumBytes, '\0');
}

void sync_directory_of(const std::filesystem::path& path) {
  const auto directory = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
  const int opened = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (opened < 0) fail(directory);
  const int synced = ::fsync(opened);
  ::close(opened);
  if (synced != 0) fail(directory);
}

std::string read_all(int file, const std::filesystem::path& path) {
  struct stat status {};
  if (::fstat(file, &status) != 0) fail(path);
  std::string bytes(static_cast<std::size_t>(status.st_size), '\0');
  std::size_t done = 0;
  while (done < bytes.size()) {
    const auto got = ::pread(file, bytes.data() + done, bytes.size() - done, static_cast<off_t>(done));
    if (got <= 0) fail(path);
    done += static_cast<std::size_t>(got);
  }
  return bytes;
}

}  // namespace

KeyringFile::KeyringFile(const std::filesystem::path& path)
    : path_(path), file_(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
  if (file_ < 0) fail(path_);
  try {
    if (::flock(file_, LOCK_EX | LOCK_NB) != 0)
      throw std::runtime_error(path_.string() + ": the keyring is open elsewhere");
    sync_directory_of(path_);
    load();
  } catch (...) {
    ::close(file_);
    throw;
  }
}

KeyringFile::~KeyringFile() { ::close(file_); }

void KeyringFile::load() {
  const std::string bytes = read_all(file_, path_);
  for (std::size_t at = 0; at < bytes.size(); at += kSlotBytes) {
    const std::string_view slot = std::string_view(bytes).substr(at, kSlotBytes);
    const bool is_last = at + kSlotBytes >= bytes.size();
    if (is_last && never_finished(slot)) {
      if (::ftruncate(file_, static_cast<off_t>(at)) != 0 || ::fdatasync(file_) != 0) fail(path_);
      break;
    }
    slots_.push_back(decode(slot, fmt::format("{} offset {}", path_.string(), at)));
  }
  count_ = slots_.size();
}

std::size_t KeyringFile::append(const Slot& slot) {
  write(count_, slot);
  return count_++;
}

void KeyringFile::overwrite(std::size_t index, const Slot& slot) { write(index, slot); }

void KeyringFile::write(std::size_t index, const Slot& slot) {
  const std::string bytes = encode(slot);
  const auto written = ::pwrite(file_, bytes.data(), bytes.size(), static_cast<off_t>(index * kSlotBytes));
  if (written >= 0 && static_cast<std::size_t>(written) != bytes.size()) errno = ENOSPC;
  if (written != static_cast<ssize_t>(bytes.size()) || ::fdatasync(file_) != 0) fail(path_);
}

}  // namespace vesture::eventstore
