#include "api/signatures/zip_layout.hpp"

#include <algorithm>
#include <set>

#include "api/http/plain_text.hpp"
#include "api/signatures/content_bytes.hpp"

namespace vesture::api::signatures {

namespace {

constexpr std::uint32_t kLocalHeader = 0x04034b50;
constexpr std::uint32_t kDirectoryHeader = 0x02014b50;
constexpr std::uint32_t kEndOfDirectory = 0x06054b50;
constexpr std::uint32_t kDataDescriptor = 0x08074b50;
constexpr std::size_t kLocalHeaderBytes = 30;
constexpr std::size_t kDirectoryHeaderBytes = 46;
constexpr std::size_t kEndBytes = 22;
constexpr std::size_t kLongestComment = 0xffff;
constexpr std::uint64_t kInZip64 = 0xffffffff;
constexpr std::uint16_t kZip64Extra = 0x0001;
constexpr std::uint16_t kUnicodePathExtra = 0x7075;
constexpr std::uint16_t kEncrypted = 1U << 0;
constexpr std::uint16_t kHasDescriptor = 1U << 3;
constexpr std::uint16_t kStrongEncryption = 1U << 6;
constexpr std::uint16_t kMaskedHeaders = 1U << 13;
constexpr std::size_t kLongestName = 1024;  // bytes
constexpr std::size_t kMostDirectoryBytesEach = kDirectoryHeaderBytes + kLongestName + 4096;
constexpr std::uint64_t kEmptyDeflated = 5;     // bytes at most of a stream of nothing: one stored block
constexpr std::uint64_t kSmallEntry = 1 << 20;  // bytes below which expansion is nobody's harm

std::uint64_t little_endian(std::string_view bytes, std::size_t at, std::size_t width) {
  std::uint64_t value = 0;
  for (std::size_t i = width; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}
std::uint16_t u16(std::string_view bytes, std::size_t at) {
  return static_cast<std::uint16_t>(little_endian(bytes, at, 2));
}
std::uint32_t u32(std::string_view bytes, std::size_t at) {
  return static_cast<std::uint32_t>(little_endian(bytes, at, 4));
}

// An entry as the directory describes it.
struct Described : ZipEntry {
  std::uint16_t flags = 0;
  std::uint32_t crc = 0;
  std::uint64_t offset = 0;  // of its local header
};

struct Directory {
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
  std::size_t entries = 0;
};

std::optional<Directory> find_directory(const Content& content, Findings& findings) {
  const auto tail_size = std::min<std::uint64_t>(content.size(), kEndBytes + kLongestComment);
  const auto tail_offset = content.size() - tail_size;
  const auto tail = bytes_at(content, tail_offset, static_cast<std::size_t>(tail_size));
  const auto at = tail.rfind("PK\x05\x06");
  if (at == std::string::npos || at + kEndBytes > tail.size() || u32(tail, at) != kEndOfDirectory) {
    findings.add("container.no_archive");
    return std::nullopt;
  }
  const Directory directory{u32(tail, at + 16), u32(tail, at + 12), u16(tail, at + 10)};
  if (directory.offset == kInZip64 || directory.size == kInZip64 || directory.entries == 0xffff) {
    findings.add("container.zip64");
    return std::nullopt;
  }
  const bool one_disk =
      u16(tail, at + 4) == 0 && u16(tail, at + 6) == 0 && u16(tail, at + 8) == directory.entries;
  const bool ends_here = at + kEndBytes + u16(tail, at + 20) == tail.size();
  if (!one_disk || !ends_here || directory.offset + directory.size != tail_offset + at) {
    findings.add("container.directory_broken");
    return std::nullopt;
  }
  return directory;
}

// Of the extra fields the data of one; nullopt where it is not there or the fields are broken.
std::optional<std::string_view> extra_field(std::string_view fields, std::uint16_t id) {
  while (fields.size() >= 4) {
    const std::size_t size = u16(fields, 2);
    if (size > fields.size() - 4) return std::nullopt;
    if (u16(fields, 0) == id) return fields.substr(4, size);
    fields.remove_prefix(4 + size);
  }
  return std::nullopt;
}

// A Unicode path (APPNOTE 4.6.9) that is not the name would show another one to those who read it.
bool shows_another_name(std::string_view extra, std::string_view name) {
  const auto path = extra_field(extra, kUnicodePathExtra);
  return path && (path->size() < 5 || path->substr(5) != name);
}

std::optional<std::vector<Described>> read_directory(const Content& content, const Directory& directory,
                                                     Findings& findings) {
  const auto bytes = bytes_at(content, directory.offset, static_cast<std::size_t>(directory.size));
  std::vector<Described> entries;
  std::size_t at = 0;
  while (entries.size() < directory.entries) {
    if (bytes.size() - at < kDirectoryHeaderBytes || u32(bytes, at) != kDirectoryHeader) break;
    const std::size_t name = u16(bytes, at + 28), extra = u16(bytes, at + 30), comment = u16(bytes, at + 32);
    if (bytes.size() - at - kDirectoryHeaderBytes < name + extra + comment) break;
    Described entry;
    entry.name = bytes.substr(at + kDirectoryHeaderBytes, name);
    entry.flags = u16(bytes, at + 8);
    entry.method = u16(bytes, at + 10);
    entry.crc = u32(bytes, at + 16);
    entry.packed_size = u32(bytes, at + 20);
    entry.size = u32(bytes, at + 24);
    entry.offset = u32(bytes, at + 42);
    const auto extras = std::string_view(bytes).substr(at + kDirectoryHeaderBytes + name, extra);
    if (shows_another_name(extras, entry.name)) findings.add("container.entry_differs", entry.name);
    at += kDirectoryHeaderBytes + name + extra + comment;
    entries.push_back(std::move(entry));
  }
  if (entries.size() < directory.entries || at != bytes.size()) {
    findings.add("container.directory_broken");
    return std::nullopt;
  }
  std::ranges::sort(entries, {}, &Described::offset);
  return entries;
}

bool leads_elsewhere(std::string_view name) {
  if (name.empty() || name.size() > kLongestName || name.front() == '/' || !is_utf8(name)) return true;
  if (name.size() >= 2 && name[1] == ':') return true;
  if (std::ranges::any_of(name, [](unsigned char c) { return c < ' ' || c == 0x7f || c == '\\'; }))
    return true;
  if (name.back() == '/') name.remove_suffix(1);
  for (;;) {
    const auto slash = name.find('/');
    const auto part = name.substr(0, slash);
    if (part.empty() || part == "." || part == "..") return true;
    if (slash == std::string_view::npos) return false;
    name.remove_prefix(slash + 1);
  }
}

void check_entry(const Described& entry, const VerifyLimits& limits, Findings& findings) {
  if (entry.packed_size == kInZip64 || entry.size == kInZip64 || entry.offset == kInZip64)
    return findings.add("container.zip64", entry.name);
  if (leads_elsewhere(entry.name)) findings.add("container.entry_path", entry.name);
  if (entry.is_folder() && (entry.size != 0 || entry.packed_size > kEmptyDeflated))
    findings.add("container.entry_path", entry.name);
  if (entry.flags & (kEncrypted | kStrongEncryption | kMaskedHeaders))
    findings.add("container.entry_encrypted", entry.name);
  if (entry.method != 0 && entry.method != 8) findings.add("container.entry_compression", entry.name);
  if (entry.is_stored() && entry.packed_size != entry.size)
    findings.add("container.entry_differs", entry.name);
  if (entry.size > kSmallEntry && entry.size / limits.most_expansion > entry.packed_size)
    findings.add("container.expands_too_much", entry.name);
}

void check_entries(const std::vector<Described>& entries, const VerifyLimits& limits, Findings& findings) {
  std::set<std::string_view> names;
  std::uint64_t all = 0;
  for (const auto& entry : entries) {
    check_entry(entry, limits, findings);
    if (!names.insert(entry.name).second) findings.add("container.entry_twice", entry.name);
    all += entry.size;
  }
  if (all > limits.unpacked_bytes) findings.add("container.too_large");
}

// Of the local header: sizes stand there, in its ZIP64 field, or, where a descriptor follows the data, nowhere.
bool sizes_agree(const Described& entry, std::string_view header, std::string_view extra) {
  if (entry.flags & kHasDescriptor) return true;
  std::uint64_t packed = u32(header, 18), size = u32(header, 22);
  if (const auto zip64 = extra_field(extra, kZip64Extra);
      packed == kInZip64 && size == kInZip64 && zip64 && zip64->size() >= 16) {
    size = little_endian(*zip64, 0, 8);
    packed = little_endian(*zip64, 8, 8);
  }
  return packed == entry.packed_size && size == entry.size && u32(header, 14) == entry.crc;
}

// Where the entry's data end; nullopt where the local header is not there or says something else than the directory.
std::optional<std::uint64_t> end_of_data(const Content& content, const Described& entry) {
  const auto header = bytes_at(content, entry.offset, kLocalHeaderBytes);
  if (header.size() < kLocalHeaderBytes || u32(header, 0) != kLocalHeader) return std::nullopt;
  const std::size_t name_size = u16(header, 26), extra_size = u16(header, 28);
  const auto names = bytes_at(content, entry.offset + kLocalHeaderBytes, name_size + extra_size);
  if (names.size() != name_size + extra_size || !names.starts_with(entry.name) ||
      name_size != entry.name.size())
    return std::nullopt;
  const auto extra = std::string_view(names).substr(name_size);
  constexpr std::uint16_t kMatters = kEncrypted | kHasDescriptor | kStrongEncryption | kMaskedHeaders;
  const bool agrees = (u16(header, 6) & kMatters) == (entry.flags & kMatters) &&
                      u16(header, 8) == entry.method && sizes_agree(entry, header, extra) &&
                      !shows_another_name(extra, entry.name);
  if (!agrees) return std::nullopt;
  return entry.offset + kLocalHeaderBytes + names.size() + entry.packed_size;
}

// A descriptor (APPNOTE 4.3.9) with or without its signature, sizes of four or of eight bytes.
bool is_descriptor(const Described& entry, std::string_view bytes) {
  if (bytes.size() == 16 || bytes.size() == 24) {
    if (u32(bytes, 0) != kDataDescriptor) return false;
    bytes.remove_prefix(4);
  }
  if (bytes.size() != 12 && bytes.size() != 20) return false;
  const std::size_t width = bytes.size() == 12 ? 4 : 8;
  return u32(bytes, 0) == entry.crc && little_endian(bytes, 4, width) == entry.packed_size &&
         little_endian(bytes, 4 + width, width) == entry.size;
}

bool check_between(const Content& content, const Described& entry, std::uint64_t from, std::uint64_t to,
                   Findings& findings) {
  if (from > to) {
    findings.add("container.entry_overlaps", entry.name);
    return false;
  }
  if (entry.flags & kHasDescriptor) {
    constexpr std::size_t kLongestDescriptor = 24;
    if (to - from <= kLongestDescriptor &&
        is_descriptor(entry, bytes_at(content, from, static_cast<std::size_t>(to - from))))
      return true;
  } else if (from == to) {
    return true;
  }
  findings.add("container.entry_hidden", entry.name);
  return false;
}

void check_coverage(const Content& content, const std::vector<Described>& entries, std::uint64_t directory,
                    Findings& findings) {
  if (!entries.empty() && entries.front().offset != 0) return findings.add("container.entry_hidden");
  if (entries.empty() && directory != 0) return findings.add("container.entry_hidden");
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const auto end = end_of_data(content, entries[i]);
    if (!end) return findings.add("container.entry_differs", entries[i].name);
    const auto next = i + 1 < entries.size() ? entries[i + 1].offset : directory;
    if (!check_between(content, entries[i], *end, next, findings)) return;
  }
}

}  // namespace

std::optional<std::vector<ZipEntry>> read_zip_layout(const Content& content, const VerifyLimits& limits,
                                                     Findings& findings) {
  const auto before = findings.count();
  const auto directory = find_directory(content, findings);
  if (!directory) return std::nullopt;
  if (directory->entries > limits.entries || directory->size > limits.entries * kMostDirectoryBytesEach) {
    findings.add("container.too_many_entries");
    return std::nullopt;
  }
  const auto entries = read_directory(content, *directory, findings);
  if (!entries) return std::nullopt;
  check_entries(*entries, limits, findings);
  check_coverage(content, *entries, directory->offset, findings);
  if (findings.count() != before) return std::nullopt;
  return std::vector<ZipEntry>(entries->begin(), entries->end());
}

bool begins_as_zip(const Content& content) {
  const auto magic = bytes_at(content, 0, 4);
  return magic == "PK\x03\x04" || magic == "PK\x05\x06";
}

}  // namespace vesture::api::signatures
