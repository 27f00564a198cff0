#include "api/http/head.hpp"

#include <algorithm>
#include <boost/algorithm/string/predicate.hpp>

#include "api/http/field_syntax.hpp"

namespace vesture::api {

namespace {

constexpr std::string_view kLineEnd = "\r\n";

bool is_visible(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c > 0x20 && c < 0x7f; });
}

bool has_control_byte(std::string_view text) {
  return std::ranges::any_of(
      text, [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f; });
}

Problem bad_line_end() {
  return problems::bad_request({"Rindai jābeidzas ar CRLF.", "A line must end with CRLF."});
}

// A CR or LF that is no part of a CRLF; a CR at the very end may yet become one.
bool has_bare_line_end(std::string_view bytes) {
  for (auto at = bytes.find('\n'); at != bytes.npos; at = bytes.find('\n', at + 1))
    if (at == 0 || bytes[at - 1] != '\r') return true;
  for (auto at = bytes.find('\r'); at != bytes.npos; at = bytes.find('\r', at + 1))
    if (at + 1 < bytes.size() && bytes[at + 1] != '\n') return true;
  return false;
}

// The fields that say how long the body is and for whom the request is.
struct Framing {
  int hosts = 0;
  int lengths = 0;
  int encodings = 0;
};

std::optional<Problem> check_request_line(std::string_view line, bool& http_1_0) {
  const Problem bad =
      problems::bad_request({"Pieprasījuma rinda nav derīga.", "The request line is not valid."});
  const auto first = line.find(' ');
  const auto last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) return bad;
  const auto target = line.substr(first + 1, last - first - 1);
  const auto version = line.substr(last + 1);
  http_1_0 = version == "HTTP/1.0";
  if (!is_token(line.substr(0, first)) || target.empty() || !is_visible(target)) return bad;
  if (!http_1_0 && version != "HTTP/1.1") return bad;
  return std::nullopt;
}

std::optional<Problem> check_framing_field(std::string_view name, std::string_view value, Framing& framing) {
  if (boost::iequals(name, "host")) {
    ++framing.hosts;
  } else if (boost::iequals(name, "content-length")) {
    ++framing.lengths;
    const bool digits = std::ranges::all_of(value, [](char c) { return c >= '0' && c <= '9'; });
    if (value.empty() || value.size() > 18 || !digits)
      return problems::bad_request({"Content-Length nav derīgs.", "Content-Length is not valid."});
  } else if (boost::iequals(name, "transfer-encoding")) {
    ++framing.encodings;
    if (!boost::iequals(value, "chunked"))
      return problems::bad_request(
          {"Atļauts tikai Transfer-Encoding: chunked.", "Transfer-Encoding may be chunked alone."});
  }
  return std::nullopt;
}

std::optional<Problem> check_field(std::string_view line, Framing& framing) {
  const auto colon = line.find(':');
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon)))
    return problems::bad_request(
        {"Galvenes lauka nosaukums nav derīgs.", "A header field's name is not valid."});
  if (has_control_byte(line.substr(colon + 1)))
    return problems::bad_request(
        {"Galvenes lauka vērtība nav derīga.", "A header field's value is not valid."});
  return check_framing_field(line.substr(0, colon), trimmed(line.substr(colon + 1)), framing);
}

std::optional<Problem> check_framing(const Framing& framing, bool http_1_0) {
  if (framing.lengths + framing.encodings > 1 || (http_1_0 && framing.encodings > 0))
    return problems::bad_request(
        {"Satura garums ir norādīts pretrunīgi.", "The length of the body is stated in more than one way."});
  if (framing.hosts > 1 || (!http_1_0 && framing.hosts == 0))
    return problems::bad_request({"Jābūt tieši vienam Host laukam.", "Expected exactly one Host field."});
  return std::nullopt;
}

// `head` without its last empty line: the request line and the fields.
std::optional<Problem> check_lines(std::string_view head) {
  bool http_1_0 = false;
  Framing framing;
  bool first = true;
  while (!head.empty()) {
    const auto end = head.find(kLineEnd);
    const auto line = head.substr(0, end);
    auto problem = first ? check_request_line(line, http_1_0) : check_field(line, framing);
    if (problem) return problem;
    head.remove_prefix(end + kLineEnd.size());
    first = false;
  }
  return check_framing(framing, http_1_0);
}

}  // namespace

HeadCheck check_head(std::string_view bytes, std::size_t most) {
  // RFC 9112 2.2: empty lines before a request are left by old clients and passed over.
  std::size_t begin = 0;
  while (bytes.substr(begin).starts_with(kLineEnd)) begin += kLineEnd.size();
  const auto head = bytes.substr(begin);
  const auto blank = head.find("\r\n\r\n");
  const bool complete = blank != std::string_view::npos;
  const std::size_t size = complete ? blank + 4 : head.size();
  if (begin + size > most) return problems::header_too_large();
  if (has_bare_line_end(head.substr(0, size))) return bad_line_end();
  if (!complete) return HeadIncomplete{};
  if (auto problem = check_lines(head.substr(0, size - kLineEnd.size()))) return std::move(*problem);
  return HeadComplete{begin, begin + size};
}

}  // namespace vesture::api
