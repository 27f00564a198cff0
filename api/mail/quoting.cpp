#include "api/mail/quoting.hpp"

#include <fmt/format.h>

#include <boost/algorithm/string/predicate.hpp>

#include "api/mail/safe_html.hpp"
#include "api/mail/wall_time.hpp"
#include "domain/common/utf8.hpp"

namespace vesture::api {

namespace {

namespace mail = domain::mail;
using domain::Language;
using domain::Text;

// An escaped character has six bytes at most, and what cannot be quoted whole needs some for its heading.
constexpr std::size_t kMostQuotedBytes = mail::kMostTextBytes / 8;

std::string_view first_characters(std::string_view utf8, std::size_t most) {
  std::size_t characters = 0;
  for (std::size_t at = 0; at < utf8.size(); ++at) {
    const bool begins_one = (static_cast<unsigned char>(utf8[at]) & 0xc0) != 0x80;
    if (begins_one && ++characters > most) return utf8.substr(0, at);
  }
  return utf8;
}

// "Re: Iesniegums", also of "Re: Iesniegums".
std::string prefixed(std::string_view prefix, const std::string& subject) {
  const auto whole =
      boost::algorithm::istarts_with(subject, prefix) ? subject : fmt::format("{} {}", prefix, subject);
  return std::string(first_characters(whole, mail::kMostSubjectCharacters));
}

bool fits(const std::optional<SafeText>& text) {
  return text && text->html.size() <= mail::kMostTextBytes && text->plain.size() <= mail::kMostTextBytes;
}

mail::MessageText quoted(std::string subject, const std::string& heading, const MessageJson& original) {
  auto text = safe_text_of_html(heading + "<blockquote>" + original.html.value_or("") + "</blockquote>");
  if (!fits(text)) {
    const auto beginning = html_escaped(domain::beginning_of(original.text.value_or(""), kMostQuotedBytes));
    text = safe_text_of_html(heading + "<blockquote><pre>" + beginning + "…</pre></blockquote>");
  }
  return {std::move(subject), std::move(text->html), std::move(text->plain)};
}

// One line of a heading.
std::string line(Text label, Language language, std::string_view value) {
  return fmt::format("<strong>{}:</strong> {}<br>", label.in(language), html_escaped(value));
}

std::string sender_of(const MessageJson& message) { return message.from ? message.from->name : ""; }

std::string recipient_of(const MessageJson& message) {
  if (message.to.empty()) return {};
  return message.to.front().name.value_or(message.to.front().e_address.value_or(""));
}

}  // namespace

mail::MessageText reply_text(const MessageJson& original, Language language) {
  const auto who = html_escaped(sender_of(original));
  const auto when = wall_time(original.time, language);
  const auto heading = language == Language::en ? fmt::format("<p></p><p>On {} {} wrote:</p>", when, who)
                                                : fmt::format("<p></p><p>{} {} rakstīja:</p>", when, who);
  return quoted(prefixed("Re:", original.subject.value_or("")), heading, original);
}

mail::MessageText forward_text(const MessageJson& original, Language language) {
  constexpr Text kTitle{"Pārsūtīts ziņojums", "Forwarded message"};
  const auto heading = fmt::format("<p></p><p>{}<br>{}{}{}{}</p>", kTitle.in(language),
                                   line({"No", "From"}, language, sender_of(original)),
                                   line({"Kam", "To"}, language, recipient_of(original)),
                                   line({"Laiks", "Time"}, language, wall_time(original.time, language)),
                                   line({"Temats", "Subject"}, language, original.subject.value_or("")));
  return quoted(prefixed("Fwd:", original.subject.value_or("")), heading, original);
}

}  // namespace vesture::api
