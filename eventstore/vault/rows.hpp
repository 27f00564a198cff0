// The rows of the vault's column families, byte for byte. What was once written is read for ever.
//
//   family     key           value
//   default    "format"      kVaultFormat u32, little-endian
//   contents   content[16]   state u8, facts (chunks.hpp; none before the content is whole)
//   chunks     content[16]   the only chunk (chunks.hpp) of a content that has one
//
// Contents of several chunks lie in files of their own (content_files.hpp).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "eventstore/vault/vault.hpp"

namespace vesture::eventstore {

// Persisted numbers: never change them.
inline constexpr std::uint32_t kVaultFormat = 1;
inline constexpr std::string_view kVaultFormatKey = "format";
// Destroyed: it is dropped, its space is still to be reclaimed.
enum class ContentState : std::uint8_t { unkept = 1, kept = 2, destroyed = 3 };

struct ContentRow {
  ContentState state = ContentState::unkept;
  std::string sealed_facts;
};

std::string content_row(const ContentRow&);
ContentRow parse_content_row(std::string_view);  // throws Corruption

std::string content_key(const ContentId&);
ContentId parse_content_key(std::string_view key);  // throws Corruption

}  // namespace vesture::eventstore
