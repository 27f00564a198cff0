#include "api/outside/mail_message.hpp"

#include <date/date.h>
#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <chrono>

#include "eventstore/base64.hpp"

namespace vesture::api {

namespace {

// RFC 2047, 2: an encoded word has at most 75 characters; "=?UTF-8?B?" and "?=" around 60 of base64.
constexpr std::size_t kWordBytes = 45;
constexpr std::size_t kLineBytes = 57;  // 76 characters of base64 (RFC 2045, 6.8)

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; }

// The longest beginning of at most kWordBytes that cuts no character of UTF-8.
std::string_view next_word(std::string_view text) {
  auto size = std::min(text.size(), kWordBytes);
  while (size > kWordBytes - 4 && size < text.size() && continues_character(text[size])) --size;
  return text.substr(0, size);
}

// Encoded whatever it holds, so that nothing in it can end the header.
std::string encoded_words(std::string_view text) {
  std::string words;
  while (!text.empty()) {
    const auto word = next_word(text);
    if (!words.empty()) words += "\r\n ";
    words += "=?UTF-8?B?" + eventstore::base64::encode(word) + "?=";
    text.remove_prefix(word.size());
  }
  return words;
}

std::string base64_lines(std::string_view text) {
  std::string lines;
  for (; !text.empty(); text.remove_prefix(std::min(text.size(), kLineBytes)))
    lines += eventstore::base64::encode(text.substr(0, kLineBytes)) + "\r\n";
  return lines;
}

std::string with_crlf(std::string_view text) {
  std::string lines;
  for (const char c : text) {
    if (c == '\n') lines += '\r';
    lines += c;
  }
  return lines;
}

std::string date_header(domain::Instant at) {
  const date::sys_time<std::chrono::microseconds> time{std::chrono::microseconds(at.microseconds)};
  return date::format("%a, %d %b %Y %T +0000", date::floor<std::chrono::seconds>(time));
}

}  // namespace

bool is_mail_address(std::string_view text) {
  constexpr std::string_view kSpecial = "()<>[]:;,\\\"";
  const auto plain = [&](char c) { return c > ' ' && c < 0x7f && !kSpecial.contains(c); };
  const auto at = text.find('@');
  return text.size() <= 254 && std::ranges::all_of(text, plain) && std::ranges::count(text, '@') == 1 &&
         at > 0 && at + 1 < text.size();
}

std::string_view domain_of(std::string_view address) { return address.substr(address.find('@') + 1); }

std::string message_text(const Mail& mail, std::string_view from) {
  assert(is_mail_address(mail.to) && is_mail_address(from));
  return fmt::format(
      "Date: {}\r\n"
      "From: {}\r\n"
      "To: {}\r\n"
      "Subject: {}\r\n"
      "Message-ID: <{}@{}>\r\n"
      "Auto-Submitted: auto-generated\r\n"
      "MIME-Version: 1.0\r\n"
      "Content-Type: text/plain; charset=utf-8\r\n"
      "Content-Language: {}\r\n"
      "Content-Transfer-Encoding: base64\r\n"
      "\r\n"
      "{}",
      date_header(mail.date), from, mail.to, encoded_words(mail.subject), mail.id, domain_of(from),
      mail.language, base64_lines(with_crlf(mail.text)));
}

}  // namespace vesture::api
