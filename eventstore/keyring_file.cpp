#include "eventstore/keyring_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <stdexcept>

#include "eventstore/bytes.hpp"
#include "eventstore/crc32c.hpp"

namespace vesture::eventstore {

namespace {

constexpr std::size_t kChecksumBytes = 8;
constexpr std::size_t kCheckedBytes = kSlotBytes - kChecksumBytes;

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

// Without a last one that was never finished.
std::vector<Slot> decode_all(std::string_view bytes, const std::filesystem::path& path) {
  std::vector<Slot> slots;
  for (std::size_t at = 0; at < bytes.size(); at += kSlotBytes) {
    const std::string_view slot = bytes.substr(at, kSlotBytes);
    const bool is_last = at + kSlotBytes >= bytes.size();
    if (is_last && never_finished(slot)) break;
    slots.push_back(decode(slot, fmt::format("{} offset {}", path.string(), at)));
  }
  return slots;
}

std::filesystem::path beside(const std::filesystem::path& ring, const char* ending) {
  return ring.string() + ending;
}

void sync(const Descriptor& file, const std::filesystem::path& path) {
  if (::fdatasync(file.get()) != 0) fail(path);
}

void lock(const Descriptor& file, const std::filesystem::path& path) {
  if (::flock(file.get(), LOCK_EX | LOCK_NB) != 0)
    throw std::runtime_error(path.string() + ": the keyring is open elsewhere");
}

// What was opened may have been replaced before it was locked.
void check_in_place(const Descriptor& file, const std::filesystem::path& path) {
  struct stat opened {};
  struct stat found {};
  if (::fstat(file.get(), &opened) != 0 || ::stat(path.c_str(), &found) != 0) fail(path);
  if (opened.st_ino != found.st_ino)
    throw std::runtime_error(path.string() + ": the keyring is open elsewhere");
}

void overwrite_with_zeros_and_remove(const std::filesystem::path& path) {
  const Descriptor file(path, O_RDWR);
  write_at(file, 0, std::string(std::filesystem::file_size(path), '\0'), path);
  sync(file, path);
  std::filesystem::remove(path);
  sync_directory_of(path);
}

// The old name may still be the ring's own second one: then nothing has taken its place yet.
void clear_away_leftovers(const std::filesystem::path& ring) {
  const auto fresh = beside(ring, ".new");
  const auto old = beside(ring, ".old");
  if (std::filesystem::exists(fresh)) overwrite_with_zeros_and_remove(fresh);
  if (!std::filesystem::exists(old)) return;
  if (std::filesystem::equivalent(old, ring))
    std::filesystem::remove(old);
  else
    overwrite_with_zeros_and_remove(old);
}

}  // namespace

KeyringFile::KeyringFile(const std::filesystem::path& path) : path_(path), file_(path, O_RDWR | O_CREAT) {
  lock(file_, path_);
  check_in_place(file_, path_);
  check_owner_only(file_, path_);
  clear_away_leftovers(path_);
  sync_directory_of(path_);
  load();
}

void KeyringFile::load() {
  const std::string bytes = read_all(file_, path_);
  slots_ = decode_all(bytes, path_);
  count_ = slots_.size();
  const std::size_t finished = count_ * kSlotBytes;
  if (finished == bytes.size()) return;
  if (::ftruncate(file_.get(), static_cast<off_t>(finished)) != 0) fail(path_);
  sync(file_, path_);
}

std::vector<Slot> KeyringFile::read(const std::filesystem::path& path) {
  const Descriptor file(path, O_RDONLY);
  check_owner_only(file, path);
  return decode_all(read_all(file, path), path);
}

void KeyringFile::erase(const std::filesystem::path& path) {
  for (const char* const ending : {"", ".new", ".old"})
    if (const auto file = beside(path, ending); std::filesystem::exists(file))
      overwrite_with_zeros_and_remove(file);
}

std::size_t KeyringFile::append(const Slot& slot) {
  write(count_, slot);
  return count_++;
}

void KeyringFile::overwrite(std::size_t index, const Slot& slot) { write(index, slot); }

void KeyringFile::write(std::size_t index, const Slot& slot) {
  write_at(file_, index * kSlotBytes, encode(slot), path_);
  sync(file_, path_);
}

void KeyringFile::replace(std::vector<Slot> slots) {
  std::string bytes;
  for (const Slot& slot : slots) bytes += encode(slot);
  const auto fresh_path = beside(path_, ".new");
  const auto old_path = beside(path_, ".old");
  Descriptor fresh(fresh_path, O_RDWR | O_CREAT | O_EXCL);
  write_at(fresh, 0, bytes, fresh_path);
  sync(fresh, fresh_path);
  lock(fresh, fresh_path);
  std::filesystem::create_hard_link(path_, old_path);
  sync_directory_of(path_);
  std::filesystem::rename(fresh_path, path_);
  sync_directory_of(path_);
  file_ = std::move(fresh);
  slots_ = std::move(slots);
  count_ = slots_.size();
  overwrite_with_zeros_and_remove(old_path);
}

std::size_t KeyringFile::copy_to(const std::filesystem::path& copy) const {
  KeyringFile(copy).replace(decode_all(read_all(file_, path_), path_));
  return count_;
}

}  // namespace vesture::eventstore
