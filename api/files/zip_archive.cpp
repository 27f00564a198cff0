#include "api/files/zip_archive.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>

#include <algorithm>
#include <stdexcept>

namespace vesture::api {

namespace {

// libarchive takes names for UTF-8, and marks them so, where the thread's locale is.
class Utf8Names {
 public:
  Utf8Names() : before_(uselocale(utf8())) {}
  ~Utf8Names() { uselocale(before_); }
  Utf8Names(const Utf8Names&) = delete;
  Utf8Names& operator=(const Utf8Names&) = delete;

 private:
  static locale_t utf8() {
    static const locale_t made = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
    if (!made) throw std::runtime_error("zip: there is no locale C.UTF-8");
    return made;
  }

  locale_t before_;
};

struct Free {
  void operator()(archive* writer) const { archive_write_free(writer); }
  void operator()(archive_entry* entry) const { archive_entry_free(entry); }
};

class ZipWriter {
 public:
  ZipWriter(std::vector<ZipEntry> entries, domain::Instant modified)
      : entries_(std::move(entries)), modified_(modified), writer_(archive_write_new()) {
    check(archive_write_set_format_zip(writer_.get()));
    check(archive_write_set_format_option(writer_.get(), "zip", "compression", "store"));
    check(archive_write_set_bytes_per_block(writer_.get(), 0));  // written as it comes
    check(archive_write_open2(writer_.get(), this, nullptr, take, nullptr, nullptr));
  }

  // The archive's next bytes, empty behind the last.
  std::string next() {
    const Utf8Names names;
    written_.clear();
    while (written_.empty() && !closed_) step();
    return std::move(written_);
  }

 private:
  static la_ssize_t take(archive*, void* self, const void* bytes, std::size_t size) {
    static_cast<ZipWriter*>(self)->written_.append(static_cast<const char*>(bytes), size);
    return static_cast<la_ssize_t>(size);
  }

  void check(la_ssize_t result) const {
    if (result < ARCHIVE_OK)
      throw std::runtime_error(std::string("zip: ") + archive_error_string(writer_.get()));
  }

  void step() {
    if (pieces_) {
      put_piece();
    } else if (done_ < entries_.size()) {
      begin(entries_[done_]);
    } else {
      check(archive_write_close(writer_.get()));
      closed_ = true;
    }
  }

  void begin(const ZipEntry& next) {
    const std::unique_ptr<archive_entry, Free> entry(archive_entry_new());
    archive_entry_set_pathname(entry.get(), next.name.c_str());
    archive_entry_set_size(entry.get(), static_cast<la_int64_t>(next.size));
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0644);
    archive_entry_set_mtime(entry.get(), modified_.microseconds / 1'000'000, 0);
    check(archive_write_header(writer_.get(), entry.get()));
    left_ = next.size;
    pieces_ = next.open();
  }

  void put_piece() {
    const std::string piece = pieces_();
    if (piece.size() > left_ || (piece.empty() && left_ != 0))
      throw std::runtime_error("zip: an entry has another size than it said");
    left_ -= piece.size();
    if (!piece.empty()) return check(archive_write_data(writer_.get(), piece.data(), piece.size()));
    check(archive_write_finish_entry(writer_.get()));
    pieces_ = nullptr;
    ++done_;
  }

  const std::vector<ZipEntry> entries_;
  const domain::Instant modified_;
  std::string written_;
  std::unique_ptr<archive, Free> writer_;
  std::size_t done_ = 0;    // so many entries are whole
  Pieces pieces_;           // of the one that is being written
  std::uint64_t left_ = 0;  // bytes of it
  bool closed_ = false;
};

// As many bytes as the entry has, of no meaning.
Pieces blank(std::uint64_t size) {
  return [left = size]() mutable {
    constexpr std::uint64_t kPiece = 256 * 1024;
    const auto count = std::min(left, kPiece);
    left -= count;
    return std::string(static_cast<std::size_t>(count), '\0');
  };
}

// What is not compressed takes the same space whatever it says: the archive is written once with blank contents.
std::uint64_t size_of(std::vector<ZipEntry> entries, domain::Instant modified) {
  for (auto& entry : entries) entry.open = [size = entry.size] { return blank(size); };
  ZipWriter writer(std::move(entries), modified);
  std::uint64_t size = 0;
  for (auto piece = writer.next(); !piece.empty(); piece = writer.next()) size += piece.size();
  return size;
}

}  // namespace

std::shared_ptr<StreamedContent> zip_archive(std::vector<ZipEntry> entries, domain::Instant modified) {
  auto content = std::make_shared<StreamedContent>();
  content->size = size_of(entries, modified);
  const auto writer = std::make_shared<ZipWriter>(std::move(entries), modified);
  content->next = [writer] { return writer->next(); };
  return content;
}

ZipEntry zip_entry(std::string name, std::string bytes) {
  const auto size = bytes.size();
  return {std::move(name), size, [bytes = std::move(bytes)] {
            return [left = bytes]() mutable { return std::exchange(left, {}); };
          }};
}

}  // namespace vesture::api
