#include "api/http/response_head.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <boost/algorithm/string/predicate.hpp>
#include <ctime>

#include "api/http/streamed_body.hpp"

namespace vesture::api {

namespace {

// Formatting the date costs more than all the rest: each thread makes it once a second.
std::string_view http_date() {
  thread_local std::time_t made_at = 0;
  thread_local std::string text;
  if (const std::time_t now = std::time(nullptr); now != made_at) {
    text = fmt::format("{:%a, %d %b %Y %H:%M:%S GMT}", fmt::gmtime(now));
    made_at = now;
  }
  return text;
}

bool ends_field(char c) { return c == '\r' || c == '\n' || c == '\0'; }

// A line end in a value would begin a field, or a response, of somebody's own making: it is dropped.
void append_field(std::string& head, std::string_view name, std::string_view value) {
  head.append(name).append(": ");
  if (std::ranges::none_of(value, ends_field))
    head.append(value);
  else
    std::ranges::remove_copy_if(value, std::back_inserter(head), ends_field);
  head.append("\r\n");
}

bool has_field(const Response& response, std::string_view name) {
  return std::ranges::any_of(response.headers,
                             [&](const auto& field) { return boost::iequals(field.first, name); });
}

bool is_bodiless(int status) { return status == 204 || status == 304; }

void append_framing(std::string& head, const Response& response, Framing framing) {
  if (is_bodiless(response.status)) return;
  append_field(head, "Content-Type", response.content_type);
  const std::uint64_t size = response.outgoing ? response.outgoing->size() : response.body.size();
  if (framing == Framing::length) append_field(head, "Content-Length", std::to_string(size));
  if (framing == Framing::chunked) append_field(head, "Transfer-Encoding", "chunked");
}

}  // namespace

std::string response_head(const Response& response, const HeadFacts& facts) {
  std::string head;
  head.reserve(512);
  fmt::format_to(std::back_inserter(head), "HTTP/1.1 {} {}\r\n", response.status, facts.reason);
  append_field(head, "Date", http_date());
  append_framing(head, response, facts.framing);
  append_field(head, "X-Request-Id", facts.request_id);
  append_field(head, "X-Content-Type-Options", "nosniff");
  if (!has_field(response, "Cache-Control")) append_field(head, "Cache-Control", "no-store");
  if (!facts.keep_alive) append_field(head, "Connection", "close");
  if (facts.keep_alive && facts.http_1_0) append_field(head, "Connection", "keep-alive");
  for (const auto& [name, value] : response.headers) append_field(head, name, value);
  head += "\r\n";
  return head;
}

}  // namespace vesture::api
