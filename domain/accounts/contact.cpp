#include "domain/accounts/contact.hpp"

#include <algorithm>
#include <iterator>
#include <ranges>
#include <vector>

namespace vesture::domain::accounts {

namespace {

using Kept = std::optional<std::string>;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t from = 0, to = 0; to != text.npos; from = to + 1) {
    to = text.find(separator, from);
    parts.push_back(text.substr(from, to - from));
  }
  return parts;
}

bool is_atom(std::string_view text) {
  const std::string_view marks = "!#$%&'*+-/=?^_`{|}~";
  const auto is_atext = [&](char c) { return is_letter(c) || is_digit(c) || marks.find(c) != marks.npos; };
  return !text.empty() && std::ranges::all_of(text, is_atext);
}

bool is_domain_label(std::string_view text) {
  const auto is_ldh = [](char c) { return is_letter(c) || is_digit(c) || c == '-'; };
  return !text.empty() && text.size() <= 63 && text.front() != '-' && text.back() != '-' &&
         std::ranges::all_of(text, is_ldh);
}

bool is_domain(std::string_view text) {
  const auto labels = split(text, '.');
  return labels.size() >= 2 && std::ranges::all_of(labels, is_domain_label) &&
         !std::ranges::all_of(labels.back(), is_digit);
}

Kept kept_e_mail(std::string_view text) {
  const auto at = text.find('@');
  if (at == text.npos || at > 64 || text.size() > 254) return std::nullopt;
  const auto local = text.substr(0, at), domain = text.substr(at + 1);
  if (!std::ranges::all_of(split(local, '.'), is_atom) || !is_domain(domain)) return std::nullopt;
  std::string kept(text);
  std::ranges::transform(domain, kept.begin() + static_cast<std::ptrdiff_t>(at) + 1, lower);
  return kept;
}

// Without the country's code. Numbers that begin with 0 or 1 are prefixes and short numbers.
bool is_latvian(std::string_view digits) { return digits.size() == 8 && digits.front() >= '2'; }

Kept kept_telephone(std::string_view text) {
  constexpr std::string_view kSeparators = " -()";
  constexpr std::string_view kLatvia = "371";
  std::string digits;
  std::ranges::copy_if(text, std::back_inserter(digits),
                       [&](char c) { return kSeparators.find(c) == kSeparators.npos; });
  if (digits.starts_with('+'))
    digits.erase(0, 1);
  else if (digits.starts_with("00"))
    digits.erase(0, 2);
  else if (is_latvian(digits))
    digits.insert(0, kLatvia);
  else
    return std::nullopt;
  if (digits.size() < 7 || digits.size() > 15 || digits.front() == '0' ||
      !std::ranges::all_of(digits, is_digit))
    return std::nullopt;
  if (digits.starts_with(kLatvia) && !is_latvian(digits.substr(kLatvia.size()))) return std::nullopt;
  return "+" + digits;
}

std::string_view trimmed(std::string_view text) {
  const auto from = text.find_first_not_of(' ');
  if (from == text.npos) return {};
  return text.substr(from, text.find_last_not_of(' ') - from + 1);
}

Kept kept_address(std::string_view text) {
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; };
  const auto parts = split(text, ',');
  if (text.size() > 1200 || parts.size() < 2 || parts.size() > 8 || std::ranges::any_of(text, is_control))
    return std::nullopt;
  std::string kept;
  for (const auto part : parts | std::views::transform(trimmed)) {
    if (part.empty()) return std::nullopt;
    kept.append(kept.empty() ? "" : ", ").append(part);
  }
  return kept;
}

}  // namespace

std::optional<std::string> kept_form(ContactKind kind, std::string_view text) {
  switch (kind) {
    case ContactKind::e_mail:
      return kept_e_mail(text);
    case ContactKind::telephone:
      return kept_telephone(text);
    case ContactKind::postal_address:
      return kept_address(text);
  }
  return std::nullopt;
}

}  // namespace vesture::domain::accounts
