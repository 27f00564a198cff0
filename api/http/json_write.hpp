// Appending single JSON values to a text: the leaves of write_json. All of them are quick, since a page of a
// list writes hundreds.
#pragma once

#include <charconv>
#include <concepts>
#include <string>
#include <string_view>

#include "domain/common/ids.hpp"
#include "domain/common/time.hpp"

namespace vesture::api::json {

// Quoted and escaped. `text` is UTF-8 and is written as it stands but for ", \ and control characters.
void append_string(std::string& out, std::string_view text);
void append_uuid(std::string& out, const domain::Uuid&);
// As domain::to_string writes them, quoted. Years 0000 to 9999.
void append_instant(std::string& out, domain::Instant);
void append_date(std::string& out, domain::Date);

template <std::integral T>
void append_integer(std::string& out, T number) {
  char digits[24];
  out.append(digits, std::to_chars(digits, digits + sizeof digits, number).ptr);
}

}  // namespace vesture::api::json
