// The rows of the vault's column families, byte for byte. Numbers in keys are big-endian, so that they sort; what was
// once written is read for ever.
//
//   family     key                        value
//   default    "format"                   kVaultFormat u32, little-endian
//   contents   content[16]                state u8, facts (chunks.hpp; none before the content is whole)
//   chunks     content[16], number u32    chunk (chunks.hpp)
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "eventstore/vault/vault.hpp"

namespace vesture::eventstore {

// Persisted numbers: never change them.
inline constexpr std::uint32_t kVaultFormat = 1;
inline constexpr std::string_view kVaultFormatKey = "format";
// Destroyed: its chunks are dropped, their space is still to be reclaimed.
enum class ContentState : std::uint8_t { unkept = 1, kept = 2, destroyed = 3 };

struct ContentRow {
  ContentState state = ContentState::unkept;
  std::string sealed_facts;
};

std::string content_row(const ContentRow&);
ContentRow parse_content_row(std::string_view);     // throws Corruption
ContentId parse_content_key(std::string_view key);  // throws Corruption

std::string chunk_key(const ContentId&, std::uint32_t number);
// The first key after all chunks that the content could have.
std::string chunks_end(const ContentId&);

}  // namespace vesture::eventstore
