#include "eventstore/log/wal.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "eventstore/bytes.hpp"
#include "eventstore/crc32c.hpp"

namespace vesture::eventstore {

namespace {

constexpr std::size_t kBlock = 32 * 1024;
constexpr std::size_t kRecordHeader = 7;
constexpr std::size_t kLogNumber = 4;
constexpr std::size_t kAfterSize = 6;  // the checksum covers the record from here on

enum class Part { full = 1, first = 2, middle = 3, last = 4 };

struct WalRecord {
  Part part;
  std::size_t end;  // offset after it
};

std::uint32_t masked(std::uint32_t crc) { return ((crc >> 15) | (crc << 17)) + 0xa282ead8u; }

std::size_t left_in_block(std::size_t offset) { return kBlock - offset % kBlock; }

// The record that begins at `offset`, where one that checks does.
std::optional<WalRecord> record_at(std::string_view file, std::size_t offset) {
  const std::string_view block = file.substr(offset, left_in_block(offset));
  if (block.size() < kRecordHeader) return std::nullopt;
  ByteReader in(block, "record");
  const auto crc = in.little<std::uint32_t>();
  const std::size_t payload = in.little<std::uint16_t>();
  const auto type = in.little<std::uint8_t>();
  if (type < 1 || type > 8) return std::nullopt;
  const std::size_t size = kRecordHeader + (type > 4 ? kLogNumber : 0) + payload;
  if (size > block.size()) return std::nullopt;
  if (masked(crc32c(block.substr(kAfterSize, size - kAfterSize))) != crc) return std::nullopt;
  return WalRecord{static_cast<Part>(type > 4 ? type - 4 : type), offset + size};
}

bool begins_whole(const WalRecord& record) { return record.part == Part::full || record.part == Part::first; }

// A damaged size hides where the next record begins, so every byte is tried.
bool any_begins_from(std::string_view file, std::size_t offset) {
  for (; offset + kRecordHeader <= file.size(); ++offset) {
    if (const auto record = record_at(file, offset); record && begins_whole(*record)) return true;
  }
  return false;
}

struct Broken {
  std::size_t begin;  // of the record as a whole
  std::size_t at;     // of the part that does not check
};

std::optional<Broken> first_broken(std::string_view file) {
  std::optional<std::size_t> begun;  // a record in several parts
  for (std::size_t offset = 0; offset < file.size();) {
    if (left_in_block(offset) < kRecordHeader) {
      offset += left_in_block(offset);
      continue;
    }
    const auto record = record_at(file, offset);
    if (!record || begins_whole(*record) == begun.has_value()) return Broken{begun.value_or(offset), offset};
    if (record->part == Part::first) begun = offset;
    if (record->part == Part::last) begun.reset();
    offset = record->end;
  }
  if (begun) return Broken{*begun, file.size()};
  return std::nullopt;
}

// RocksDB's log files, oldest first.
std::vector<std::filesystem::path> log_files(const std::filesystem::path& directory) {
  std::vector<std::pair<std::uint64_t, std::filesystem::path>> numbered;
  for (const auto& entry : std::filesystem::directory_iterator(directory)) {
    const std::string stem = entry.path().stem();
    std::uint64_t number = 0;
    const auto parsed = std::from_chars(stem.data(), stem.data() + stem.size(), number);
    if (entry.path().extension() == ".log" && parsed.ptr == stem.data() + stem.size())
      numbered.emplace_back(number, entry.path());
  }
  std::sort(numbered.begin(), numbered.end());
  std::vector<std::filesystem::path> files;
  for (auto& [number, path] : numbered) files.push_back(std::move(path));
  return files;
}

std::string contents(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::string bytes(std::filesystem::file_size(path), '\0');
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!in) throw std::system_error(errno, std::generic_category(), path.string());
  return bytes;
}

[[noreturn]] void refuse(const TornTail& broken, std::string_view because) {
  throw Corruption(fmt::format("{} offset {}: a record does not check, and {}", broken.file.string(),
                               broken.offset, because));
}

std::optional<TornTail> torn_tail_of(const std::filesystem::path& file, std::string_view bytes) {
  const auto broken = first_broken(bytes);
  if (!broken) return std::nullopt;
  const TornTail torn{file, broken->begin};
  if (any_begins_from(bytes, broken->at)) refuse(torn, "whole records follow it");
  return torn;
}

std::optional<TornTail> torn_write_ahead_log(const std::filesystem::path& directory) {
  std::optional<TornTail> torn;
  for (const auto& file : log_files(directory)) {
    const std::string bytes = contents(file);
    if (torn && !bytes.empty()) refuse(*torn, file.filename().string() + " was written after it");
    if (!torn) torn = torn_tail_of(file, bytes);
  }
  return torn;
}

// CURRENT names the MANIFEST in use, with a newline behind it.
std::optional<TornTail> torn_manifest(const std::filesystem::path& directory) {
  if (!std::filesystem::exists(directory / "CURRENT")) return std::nullopt;
  const std::string current = contents(directory / "CURRENT");
  const auto manifest = directory / current.substr(0, current.find('\n'));
  if (!manifest.has_filename() || !std::filesystem::exists(manifest)) return std::nullopt;
  return torn_tail_of(manifest, contents(manifest));
}

void write_synced(const std::filesystem::path& path, std::uint64_t offset, std::string_view bytes) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  const auto at = static_cast<off_t>(offset);
  const bool done = file >= 0 && ::ftruncate(file, at) == 0 &&
                    ::pwrite(file, bytes.data(), bytes.size(), at) == static_cast<ssize_t>(bytes.size()) &&
                    ::fsync(file) == 0;
  const int error = errno;
  if (file >= 0) ::close(file);
  if (!done) throw std::system_error(error, std::generic_category(), path.string());
}

}  // namespace

std::vector<TornTail> find_torn_tails(const std::filesystem::path& directory) {
  std::vector<TornTail> torn;
  if (!std::filesystem::exists(directory)) return torn;
  for (const auto& found : {torn_write_ahead_log(directory), torn_manifest(directory)})
    if (found) torn.push_back(*found);
  return torn;
}

CutTail::CutTail(const TornTail& torn) : torn_(torn), tail_(contents(torn.file).substr(torn.offset)) {
  write_synced(saved(), 0, tail_);
  write_synced(torn_.file, torn_.offset, "");
}

void CutTail::put_back() const {
  write_synced(torn_.file, torn_.offset, tail_);
  discard();
}

void CutTail::discard() const { std::filesystem::remove(saved()); }

std::filesystem::path CutTail::saved() const { return torn_.file.string() + ".torn"; }

}  // namespace vesture::eventstore
