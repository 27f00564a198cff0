// What a message says, as the vault holds it: one content for the message, whoever has a copy of it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace vesture::domain::mail {

// Limits of a message's text (bytes of UTF-8).
inline constexpr std::size_t kMostSubjectBytes = 1'000;
inline constexpr std::size_t kMostSubjectCharacters = kMostSubjectBytes / 4;
inline constexpr std::size_t kMostTextBytes = 200'000;

struct MessageText {
  std::string subject;
  std::string html;   // a safe subset (MAIL-07)
  std::string plain;  // the same without formatting
  bool operator==(const MessageText&) const = default;
};

// FlatBuffers bytes of text.fbs, and back; nullopt where they are none.
std::string encode(const MessageText&);
std::optional<MessageText> decode_text(std::string_view bytes);

}  // namespace vesture::domain::mail
