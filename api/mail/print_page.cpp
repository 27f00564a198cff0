#include "api/mail/print_page.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>

#include "api/mail/safe_html.hpp"
#include "api/mail/wall_time.hpp"

namespace vesture::api {

namespace {

namespace mail = domain::mail;
using domain::Language;
using domain::Text;
using projections::mail::Kind;

constexpr std::string_view kStyle = R"(
@page { size: A4; margin: 20mm 18mm; }
body { font: 11pt/1.4 "Noto Serif", Georgia, serif; color: #000; background: #fff; margin: 0 auto; max-width: 174mm; overflow-wrap: anywhere; }
h1 { font-size: 15pt; line-height: 1.25; margin: 0 0 4mm; break-after: avoid; }
h2 { font-size: 11pt; margin: 6mm 0 2mm; break-after: avoid; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 1mm 5mm; margin: 0 0 5mm; padding: 0 0 4mm; border-bottom: 0.5pt solid #000; break-inside: avoid; }
dt { font-weight: bold; }
dd { margin: 0; }
main { orphans: 3; widows: 3; }
main pre { white-space: pre-wrap; }
main table { border-collapse: collapse; }
main th, main td { border: 0.5pt solid #000; padding: 1mm 2mm; text-align: left; vertical-align: top; }
main tr, main blockquote, li { break-inside: avoid-page; }
main blockquote { margin: 2mm 0 2mm 2mm; padding-left: 4mm; border-left: 1pt solid #000; break-inside: auto; }
)";

std::string sha256_base64(std::string_view text) {
  std::array<unsigned char, 32> digest{};
  unsigned int size = 0;
  EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(), nullptr);
  std::array<unsigned char, 45> encoded{};
  EVP_EncodeBlock(encoded.data(), digest.data(), static_cast<int>(size));
  return reinterpret_cast<const char*>(encoded.data());
}

class Page {
 public:
  explicit Page(Language language) : language_(language) {}

  void line(Text label, std::string_view value) {
    if (value.empty()) return;
    fields_ += fmt::format("<dt>{}</dt><dd>{}</dd>\n", label.in(language_), html_escaped(value));
  }
  void line(Text label, const std::optional<domain::Instant>& at) {
    if (at) line(label, wall_time(*at, language_));
  }

  std::string finish(std::string_view title, std::string_view body, std::string_view attachments) const {
    return fmt::format(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{}</title>\n"
        "<style>{}</style>\n</head>\n<body>\n<h1>{}</h1>\n<dl>\n{}</dl>\n<main>\n{}\n</main>\n{}</body>\n</"
        "html>\n",
        language_ == Language::en ? "en" : "lv", title, kStyle, title, fields_, body, attachments);
  }

 private:
  Language language_;
  std::string fields_;
};

// "Name, e-address", as much of it as is known.
std::string named(const RecipientJson& recipient) {
  std::string text = recipient.name.value_or("");
  const auto e_address = recipient.e_address.value_or("");
  if (!text.empty() && !e_address.empty()) text += ", ";
  return text + e_address;
}

// Of a received one the sender's, of a sent one the recipient's (MAIL-11, MAIL-12).
std::string registration_number(const MessageJson& message) {
  if (message.kind == Kind::received) return message.from ? message.from->registration_number : "";
  return message.to.size() == 1 ? message.to.front().registration_number.value_or("") : "";
}

Text time_label(Kind kind) {
  switch (kind) {
    case Kind::received:
      return {"Saņemts", "Received"};
    case Kind::sent:
      return {"Nodots nosūtīšanai", "Submitted"};
    case Kind::draft:
      break;
  }
  return {"Saglabāts", "Saved"};
}

void put_statuses(const MessageJson& message, Language language, Page& page) {
  if (message.sending_status) {
    std::string status(mail::words(*message.sending_status).label.in(language));
    if (message.sent_at) status += ", " + wall_time(*message.sent_at, language);
    if (message.failure) status += ": " + std::string(message.failure->title);
    page.line({"Izsūtīšanas statuss", "Sending status"}, status);
  }
  if (message.delivery_status) {
    std::string status(mail::words(*message.delivery_status).label.in(language));
    if (message.delivered_at) status += ", " + wall_time(*message.delivered_at, language);
    page.line({"Piegādes statuss", "Delivery status"}, status);
  }
  if (message.refusal_reason)
    page.line({"Noraidīšanas iemesls", "Reason for refusing"}, *message.refusal_reason);
}

std::string attachments_of(const MessageJson& message, Language language) {
  if (message.attachments.empty()) return {};
  constexpr Text kHeading{"Pielikumi", "Attachments"};
  std::string list = fmt::format("<h2>{}</h2>\n<ol>\n", kHeading.in(language));
  for (const auto& attachment : message.attachments)
    list += fmt::format("<li>{} ({} B)</li>\n", html_escaped(attachment.name.value_or("–")), attachment.size);
  return list + "</ol>\n";
}

}  // namespace

std::string print_page(const MessageJson& message, Language language) {
  Page page(language);
  constexpr Text kNumber{"Reģistr. nr.", "Registration number"};
  const bool received = message.kind == Kind::received;
  if (message.from) page.line({"No", "From"}, message.from->name);
  if (received) page.line(kNumber, registration_number(message));
  for (const auto& recipient : message.to) page.line({"Kam", "To"}, named(recipient));
  if (!received) page.line(kNumber, registration_number(message));
  page.line(time_label(message.kind), message.time);
  put_statuses(message, language, page);
  page.line({"Ziņojuma ID", "Message id"}, to_string(message.id));
  constexpr Text kNoSubject{"(bez temata)", "(no subject)"};
  const auto subject = message.subject.value_or("");
  const auto title = subject.empty() ? std::string(kNoSubject.in(language)) : html_escaped(subject);
  return page.finish(title, message.html.value_or(""), attachments_of(message, language));
}

std::string_view print_page_policy() {
  static const std::string policy = "default-src 'none'; style-src 'sha256-" + sha256_base64(kStyle) +
                                    "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";
  return policy;
}

}  // namespace vesture::api
