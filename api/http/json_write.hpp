// Writing single JSON values: the leaves of write_json. All of them are quick, since a page of a list writes hundreds.
#pragma once

#include <charconv>
#include <concepts>
#include <string_view>

#include "api/http/json_text.hpp"
#include "domain/common/ids.hpp"
#include "domain/common/time.hpp"

namespace vesture::api::json {

// Quoted and escaped. `text` is UTF-8 and is written as it stands but for ", \ and control characters.
void put_string(Text& out, std::string_view text);
void put_uuid(Text& out, const domain::Uuid&);
// As domain::to_string writes them, quoted. Years 0000 to 9999.
void put_instant(Text& out, domain::Instant);
void put_date(Text& out, domain::Date);

template <std::integral T>
void put_integer(Text& out, T number) {
  constexpr std::size_t kMostDigits = 24;
  char* const at = out.room(kMostDigits);
  out.end(std::to_chars(at, at + kMostDigits, number).ptr);
}

}  // namespace vesture::api::json
