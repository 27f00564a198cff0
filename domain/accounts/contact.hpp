// The forms that contact channels have (ACC-02).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace vesture::domain::accounts {

// Persisted numbers: never change or reuse one.
enum class ContactKind : std::uint8_t { e_mail = 0, telephone = 1, postal_address = 2 };

// The contact as it is kept; nullopt where it has not the form of its kind:
//
//   e_mail          RFC 5321: a dot-string of at most 64 characters, @, and a domain of two labels or more in
//                   its ASCII form (xn--…); 254 in all. Quoted strings, address literals and RFC 6531 are
//                   refused: not every server on the way takes them. The domain is kept in lower case.
//   telephone       E.164: +, then 7 to 15 digits. Spaces, hyphens and parentheses are dropped, 00 is +, and
//                   eight digits alone are a number in Latvia (+371), which begins with 2 to 9.
//   postal_address  two to eight parts separated by commas, as addresses are written in Latvia; 1,200 bytes in
//                   all.
std::optional<std::string> kept_form(ContactKind, std::string_view text);

}  // namespace vesture::domain::accounts
