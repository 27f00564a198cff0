// ZIP archives byte by byte, for tests that want one no program would write.
#pragma once

#include <boost/crc.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tools/signing/container.hpp"

namespace vesture::signing {

struct RawEntry {
  std::string name;
  std::string bytes;  // as they stand in the archive
  std::uint16_t method = 0;
  std::uint16_t flags = 0;
  std::string extra = {};                               // of both headers
  std::string gap = {};                                 // bytes behind the data
  std::optional<std::string> extra_in_directory = {};   // where it is another
  bool listed = true;                                   // in the directory
  std::optional<std::string> name_in_directory = {};    // where it is another
  std::optional<std::uint32_t> size_in_directory = {};  // unpacked, where it lies
  std::optional<std::uint32_t> offset_in_directory = {};
  std::optional<std::string> unpacked = {};  // where `bytes` are packed
};

inline std::string little_endian(std::uint64_t value, std::size_t width) {
  std::string bytes;
  for (std::size_t i = 0; i < width; ++i) bytes += static_cast<char>(value >> (8 * i) & 0xff);
  return bytes;
}

inline std::uint32_t crc_of(std::string_view bytes) {
  boost::crc_32_type crc;
  crc.process_bytes(bytes.data(), bytes.size());
  return crc.checksum();
}

// A deflate stream of one stored block (RFC 1951, 3.2.4): packed by name only. Up to 65,535 bytes.
inline std::string deflated(std::string_view bytes) {
  return '\1' + little_endian(bytes.size(), 2) + little_endian(~bytes.size() & 0xffff, 2) +
         std::string(bytes);
}

inline RawEntry packed(std::string name, const std::string& bytes) {
  RawEntry entry{std::move(name), deflated(bytes), 8};
  entry.unpacked = bytes;
  return entry;
}

// What both headers have between the signature with its versions and the names.
inline std::string common_fields(const RawEntry& entry, std::size_t unpacked_size) {
  const std::string_view unpacked = entry.unpacked ? std::string_view(*entry.unpacked) : entry.bytes;
  return little_endian(entry.flags, 2) + little_endian(entry.method, 2) + little_endian(0, 4) +
         little_endian(crc_of(unpacked), 4) + little_endian(entry.bytes.size(), 4) +
         little_endian(unpacked_size, 4);
}

inline std::string directory_header(const RawEntry& entry, std::size_t unpacked_size, std::size_t offset) {
  const auto& name = entry.name_in_directory ? *entry.name_in_directory : entry.name;
  const auto& extra = entry.extra_in_directory ? *entry.extra_in_directory : entry.extra;
  return "PK\1\2" + little_endian(20, 2) + little_endian(20, 2) +
         common_fields(entry, entry.size_in_directory.value_or(static_cast<std::uint32_t>(unpacked_size))) +
         little_endian(name.size(), 2) + little_endian(extra.size(), 2) + little_endian(0, 2) +
         little_endian(0, 2) + little_endian(0, 2) + little_endian(0, 4) +
         little_endian(entry.offset_in_directory.value_or(static_cast<std::uint32_t>(offset)), 4) + name +
         extra;
}

inline std::string end_of_directory(std::size_t entries, std::size_t size, std::size_t offset,
                                    std::string_view comment) {
  return "PK\5\6" + little_endian(0, 4) + little_endian(entries, 2) + little_endian(entries, 2) +
         little_endian(size, 4) + little_endian(offset, 4) + little_endian(comment.size(), 2) +
         std::string(comment);
}

inline std::string raw_zip(const std::vector<RawEntry>& entries, std::string_view comment = {}) {
  std::string archive, directory;
  std::size_t listed = 0;
  for (const auto& entry : entries) {
    const auto unpacked_size = entry.unpacked ? entry.unpacked->size() : entry.bytes.size();
    if (entry.listed) directory += directory_header(entry, unpacked_size, archive.size());
    if (entry.listed) ++listed;
    archive += "PK\3\4" + little_endian(20, 2) + common_fields(entry, unpacked_size) +
               little_endian(entry.name.size(), 2) + little_endian(entry.extra.size(), 2) + entry.name +
               entry.extra + entry.bytes + entry.gap;
  }
  return archive + directory + end_of_directory(listed, directory.size(), archive.size(), comment);
}

inline std::vector<RawEntry> raw_entries(const ContainerParts& parts) {
  std::vector<RawEntry> entries;
  for (const auto& part : parts) entries.push_back({part.name, part.bytes});
  return entries;
}

}  // namespace vesture::signing
