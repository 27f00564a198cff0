// The files of a vault's large contents, to look at and to tamper with.
#pragma once

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <charconv>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "eventstore/vault/chunks.hpp"

namespace vesture::eventstore {

inline std::filesystem::path file_of(const std::filesystem::path& vault, const ContentId& content) {
  return vault / "files" / fmt::format("{:02x}", content.back()) /
         fmt::format("{:02x}", fmt::join(content, ""));
}

inline std::vector<std::string> chunks_of_file(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  const std::string bytes(std::istreambuf_iterator<char>(in), {});
  std::vector<std::string> chunks;
  for (std::size_t at = 0; at < bytes.size(); at += kSealedChunkBytes)
    chunks.push_back(bytes.substr(at, kSealedChunkBytes));
  return chunks;
}

inline void put_chunks_of_file(const std::filesystem::path& file, const std::vector<std::string>& chunks) {
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  for (const std::string& chunk : chunks) out << chunk;
}

inline std::vector<ContentId> owners_of_files(const std::filesystem::path& vault) {
  std::vector<ContentId> owners;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(vault / "files")) {
    if (!entry.is_regular_file()) continue;
    const std::string digits = entry.path().filename();
    ContentId& owner = owners.emplace_back();
    for (std::size_t i = 0; i < owner.size(); ++i)
      std::from_chars(digits.data() + 2 * i, digits.data() + 2 * i + 2, owner[i], 16);
  }
  return owners;
}

}  // namespace vesture::eventstore
