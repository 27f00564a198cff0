// A text for people, in the two languages that the portal speaks. Codes never change with the language.
#pragma once

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

}  // namespace vesture::domain
