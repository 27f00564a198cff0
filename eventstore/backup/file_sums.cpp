#include "eventstore/backup/file_sums.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <algorithm>
#include <functional>

#include "eventstore/corruption.hpp"
#include "eventstore/crypto.hpp"
#include "eventstore/digits.hpp"
#include "eventstore/posix_file.hpp"

namespace vesture::eventstore {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPieceBytes = 1 << 20;
constexpr std::size_t kHexDigits = 64;
constexpr std::string_view kBetween = "  ";

bool is_hex_digit(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }

// Gives the file's size and SHA-256.
CopiedFile read_pieces(const Descriptor& file, const fs::path& path, Stage& stage,
                       const std::function<void(std::uint64_t offset, std::string_view)>& each) {
  std::string buffer(kPieceBytes, '\0');
  CopiedFile read;
  Sha256 hash;
  for (;;) {
    const auto got = ::pread(file.get(), buffer.data(), buffer.size(), static_cast<off_t>(read.bytes));
    if (got < 0) fail(path);
    if (got == 0) break;
    const std::string_view piece(buffer.data(), static_cast<std::size_t>(got));
    hash.add(piece);
    each(read.bytes, piece);
    read.bytes += piece.size();
    stage.add(piece.size());
  }
  read.sha256 = hex_digits(hash.finish());
  return read;
}

std::string sha256_of(const Descriptor& opened, const fs::path& file, Stage& stage) {
  return read_pieces(opened, file, stage, [](std::uint64_t, std::string_view) {}).sha256;
}

std::optional<Descriptor> open_if_there(const fs::path& file) {
  try {
    return Descriptor(file, O_RDONLY);
  } catch (const std::system_error& trouble) {
    if (trouble.code() == std::errc::no_such_file_or_directory) return std::nullopt;
    throw;
  }
}

fs::path unfinished(const fs::path& file) { return file.string() + ".new"; }

void finish(const Descriptor& file, const fs::path& to) {
  if (::fsync(file.get()) != 0) fail(unfinished(to));
  fs::rename(unfinished(to), to);
}

}  // namespace

FileSums::FileSums(const fs::path& list) : list_(list), in_(list) {
  if (!in_) throw Corruption(list.string() + " cannot be read");
}

std::optional<FileSum> FileSums::next() {
  std::string line;
  if (!std::getline(in_, line)) return std::nullopt;
  const bool is_whole = line.size() > kHexDigits + kBetween.size() && !in_.eof();
  if (!is_whole || !std::all_of(line.begin(), line.begin() + kHexDigits, is_hex_digit) ||
      line.compare(kHexDigits, kBetween.size(), kBetween) != 0)
    throw Corruption(fmt::format("{}: no line of a list of SHA-256: {}", list_.string(), line));
  return FileSum{line.substr(0, kHexDigits), line.substr(kHexDigits + kBetween.size())};
}

std::string line_of(const FileSum& sum) { return fmt::format("{}{}{}\n", sum.sha256, kBetween, sum.path); }

std::string sha256_of(const fs::path& file, Stage& stage) {
  return sha256_of(Descriptor(file, O_RDONLY), file, stage);
}

std::optional<std::string> sha256_if_there(const fs::path& file, Stage& stage) {
  const auto opened = open_if_there(file);
  return opened ? std::optional(sha256_of(*opened, file, stage)) : std::nullopt;
}

std::optional<CopiedFile> copy_file(const fs::path& from, const fs::path& to, Stage& stage) {
  const auto source = open_if_there(from);
  if (!source) return std::nullopt;
  const fs::path fresh = unfinished(to);
  const Descriptor copy(fresh, O_WRONLY | O_CREAT | O_TRUNC);
  const auto copied = read_pieces(*source, from, stage, [&](std::uint64_t offset, std::string_view piece) {
    write_at(copy, offset, piece, fresh);
  });
  finish(copy, to);
  return copied;
}

void put_file(const fs::path& to, std::string_view bytes) {
  const Descriptor file(unfinished(to), O_WRONLY | O_CREAT | O_TRUNC);
  write_at(file, 0, bytes, unfinished(to));
  finish(file, to);
}

}  // namespace vesture::eventstore
