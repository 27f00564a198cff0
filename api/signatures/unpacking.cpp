#include "api/signatures/unpacking.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

namespace vesture::api::signatures {

namespace {

constexpr std::size_t kPieceBytes = 64 << 10;

struct Free {
  void operator()(archive* reader) const { archive_read_free(reader); }
};

// What libarchive reads from: a content, and where in it the next bytes are.
struct Source {
  const Content& content;
  std::uint64_t at = 0;
  std::string piece;

  static la_ssize_t read(archive*, void* self, const void** bytes) {
    auto& source = *static_cast<Source*>(self);
    source.piece = source.content.read(source.at, kPieceBytes);
    source.at += source.piece.size();
    *bytes = source.piece.data();
    return static_cast<la_ssize_t>(source.piece.size());
  }

  static la_int64_t seek(archive*, void* self, la_int64_t offset, int whence) {
    auto& source = *static_cast<Source*>(self);
    const auto size = static_cast<la_int64_t>(source.content.size());
    const auto from = whence == SEEK_SET ? 0 : whence == SEEK_END ? size : static_cast<la_int64_t>(source.at);
    source.at = static_cast<std::uint64_t>(std::clamp<la_int64_t>(from + offset, 0, size));
    return static_cast<la_int64_t>(source.at);
  }
};

class ZipReader {
 public:
  explicit ZipReader(const Content& content) : source_{content, 0, {}}, reader_(archive_read_new()) {
    require(reader_ != nullptr);
    require(archive_read_support_format_zip_seekable(reader_.get()) == ARCHIVE_OK);
    archive_read_set_read_callback(reader_.get(), Source::read);
    archive_read_set_seek_callback(reader_.get(), Source::seek);
    archive_read_set_callback_data(reader_.get(), &source_);
  }

  bool open() { return archive_read_open1(reader_.get()) == ARCHIVE_OK; }

  // The next in the order of bytes. Names are the layout's: libarchive's are those of a locale, and it warns of them.
  bool next() {
    archive_entry* entry = nullptr;
    const int result = archive_read_next_header(reader_.get(), &entry);
    return result == ARCHIVE_OK || result == ARCHIVE_WARN;
  }

  // Calls `take` with every piece of the entry; false where it does not unpack, its checksum differs, or there would be
  // more than `size` bytes of it.
  template <class Take>
  bool read(std::uint64_t size, const Take& take) {
    piece_.resize(kPieceBytes);
    std::uint64_t taken = 0;
    for (;;) {
      const auto got = archive_read_data(reader_.get(), piece_.data(), piece_.size());
      if (got < 0) return false;
      if (got == 0) return taken == size;
      taken += static_cast<std::uint64_t>(got);
      if (taken > size) return false;
      take(std::string_view(piece_.data(), static_cast<std::size_t>(got)));
    }
  }

 private:
  static void require(bool done) {
    if (!done) throw std::runtime_error("libarchive: no reader");
  }

  Source source_;
  std::unique_ptr<archive, Free> reader_;
  std::string piece_;
};

}  // namespace

bool unpack(const Content& content, const std::vector<ZipEntry>& entries,
            const std::function<bool(const ZipEntry&)>& wanted, const TakePiece& take, Findings& findings) {
  ZipReader reader(content);
  if (entries.empty()) return true;
  if (!reader.open()) {
    findings.add("container.no_archive");
    return false;
  }
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const bool there = reader.next();
    if (there && !wanted(entries[i])) continue;
    if (there) take(i, {});
    if (there && reader.read(entries[i].size, [&](std::string_view piece) { take(i, piece); })) continue;
    findings.add("container.entry_damaged", entries[i].name);
    return false;
  }
  return true;
}

}  // namespace vesture::api::signatures
