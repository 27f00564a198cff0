// A text for people, in the two languages that the portal speaks. Codes never change with the language.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace vesture::domain {

// Persisted numbers: never change or reuse one.
enum class Language : std::uint8_t { lv = 0, en = 1 };

struct Text {
  std::string_view lv;
  std::string_view en;

  constexpr std::string_view in(Language language) const { return language == Language::en ? en : lv; }
};

// Code points of a well-formed text: all bytes but the ones that continue another.
constexpr std::size_t count_characters(std::string_view utf8) {
  return static_cast<std::size_t>(
      std::ranges::count_if(utf8, [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

}  // namespace vesture::domain
