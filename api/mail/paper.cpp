#include "api/mail/paper.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <array>

#include "api/mail/safe_html.hpp"
#include "api/mail/wall_time.hpp"

namespace vesture::api {

namespace {

using domain::Language;
using domain::Text;

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
main table.figures { width: 100%; font-size: 9.5pt; }
main table.figures .figure { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
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

}  // namespace

void Paper::line(Text label, std::string_view value) {
  if (value.empty()) return;
  fields_ += fmt::format("<dt>{}</dt><dd>{}</dd>\n", label.in(language_), html_escaped(value));
}

void Paper::line(Text label, const std::optional<domain::Instant>& at) {
  if (at) line(label, wall_time(*at, language_));
}

std::string Paper::finish(std::string_view title, std::string_view body) const {
  const auto heading = html_escaped(title);
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{}</title>\n"
      "<style>{}</style>\n</head>\n<body>\n<h1>{}</h1>\n<dl>\n{}</dl>\n{}</body>\n</html>\n",
      language_ == Language::en ? "en" : "lv", heading, kStyle, heading, fields_, body);
}

std::string_view paper_policy() {
  static const std::string policy = "default-src 'none'; style-src 'sha256-" + sha256_base64(kStyle) +
                                    "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";
  return policy;
}

}  // namespace vesture::api
