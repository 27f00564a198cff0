#include "api/http/json_read.hpp"

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/value_stack.hpp>
#include <unordered_set>
#include <vector>

#include "api/http/plain_text.hpp"

namespace vesture::api::json {

namespace {

namespace bj = boost::json;

constexpr std::size_t kMaxDepth = 32;

// Builds the value while refusing a member that is there twice: Boost's own parser lets the last one win.
class StrictHandler {
 public:
  static constexpr std::size_t max_object_size = std::numeric_limits<std::size_t>::max();
  static constexpr std::size_t max_array_size = std::numeric_limits<std::size_t>::max();
  static constexpr std::size_t max_key_size = 1024;
  static constexpr std::size_t max_string_size = std::numeric_limits<std::size_t>::max();

  bj::value release() { return stack_.release(); }

  bool on_document_begin(bj::error_code&) {
    stack_.reset();
    return true;
  }
  bool on_document_end(bj::error_code&) { return true; }
  bool on_object_begin(bj::error_code&) {
    members_.emplace_back();
    return true;
  }
  bool on_object_end(std::size_t count, bj::error_code&) {
    members_.pop_back();
    stack_.push_object(count);
    return true;
  }
  bool on_array_begin(bj::error_code&) { return true; }
  bool on_array_end(std::size_t count, bj::error_code&) {
    stack_.push_array(count);
    return true;
  }
  bool on_key_part(bj::string_view part, std::size_t, bj::error_code&) {
    key_.append(part);
    stack_.push_chars(part);
    return true;
  }
  bool on_key(bj::string_view part, std::size_t, bj::error_code& ec) {
    key_.append(part);
    stack_.push_key(part);
    if (!members_.back().insert(std::exchange(key_, {})).second) ec = bj::error::syntax;
    return !ec;
  }
  bool on_string_part(bj::string_view part, std::size_t, bj::error_code&) {
    stack_.push_chars(part);
    return true;
  }
  bool on_string(bj::string_view part, std::size_t, bj::error_code&) {
    stack_.push_string(part);
    return true;
  }
  bool on_number_part(bj::string_view, bj::error_code&) { return true; }
  bool on_int64(std::int64_t number, bj::string_view, bj::error_code&) {
    stack_.push_int64(number);
    return true;
  }
  bool on_uint64(std::uint64_t number, bj::string_view, bj::error_code&) {
    stack_.push_uint64(number);
    return true;
  }
  bool on_double(double number, bj::string_view, bj::error_code&) {
    stack_.push_double(number);
    return true;
  }
  bool on_bool(bool value, bj::error_code&) {
    stack_.push_bool(value);
    return true;
  }
  bool on_null(bj::error_code&) {
    stack_.push_null();
    return true;
  }
  bool on_comment_part(bj::string_view, bj::error_code&) { return true; }
  bool on_comment(bj::string_view, bj::error_code&) { return true; }

 private:
  bj::value_stack stack_;
  std::string key_;
  std::vector<std::unordered_set<std::string>> members_;
};

std::string_view text_of(const bj::value& value) {
  const bj::string* text = value.if_string();
  return text ? std::string_view(*text) : std::string_view();
}

}  // namespace

bool Reading::refuse(domain::Text expected) {
  problem_ = problems::bad_field(pointer_, expected);
  return false;
}

Reading::Step::Step(Reading& reading, std::string_view member)
    : reading_(reading), length_before_(reading.pointer_.size()) {
  reading_.pointer_ += '/';
  for (const char c : member) {
    if (c == '~')
      reading_.pointer_ += "~0";
    else if (c == '/')
      reading_.pointer_ += "~1";
    else
      reading_.pointer_ += c;
  }
}

Reading::Step::Step(Reading& reading, std::size_t element) : Step(reading, std::to_string(element)) {}

std::expected<boost::json::value, Problem> parse_body(std::string_view body) {
  bj::parse_options options;
  options.max_depth = kMaxDepth;
  bj::basic_parser<StrictHandler> parser(options);
  bj::error_code ec;
  const std::size_t used = parser.write_some(false, body.data(), body.size(), ec);
  if (ec || used != body.size()) return std::unexpected(problems::body_not_json());
  return parser.handler().release();
}

bool read_bool(const bj::value& value, bool& into, Reading& at) {
  if (!value.is_bool()) return at.refuse({"Jābūt true vai false.", "Expected true or false."});
  into = value.get_bool();
  return true;
}

bool read_integer(const bj::value& value, std::int64_t least, std::uint64_t most, std::int64_t& into,
                  Reading& at) {
  if (const auto* number = value.if_int64()) {
    if (*number < least) return at.refuse({"Skaitlis ir par mazu.", "The number is too small."});
    if (*number > 0 && static_cast<std::uint64_t>(*number) > most)
      return at.refuse({"Skaitlis ir par lielu.", "The number is too large."});
    into = *number;
    return true;
  }
  if (const auto* number = value.if_uint64()) {
    if (*number > most) return at.refuse({"Skaitlis ir par lielu.", "The number is too large."});
    into = static_cast<std::int64_t>(*number);
    return true;
  }
  return at.refuse({"Jābūt veselam skaitlim.", "Expected an integer."});
}

bool read_string(const bj::value& value, std::string& into, Reading& at) {
  if (!value.is_string()) return at.refuse({"Jābūt tekstam.", "Expected a text."});
  if (has_control_character(text_of(value)))
    return at.refuse(
        {"Tekstā nedrīkst būt vadības rakstzīmju.", "The text must have no control characters."});
  into = text_of(value);
  return true;
}

bool read_bounded(const bj::value& value, std::size_t least, std::size_t most, domain::Text bounds,
                  std::string& into, Reading& at) {
  if (!read_string(value, into, at)) return false;
  const std::size_t length = domain::count_characters(into);
  return (length >= least && length <= most) || at.refuse(bounds);
}

bool read_long_text(const bj::value& value, std::size_t most_bytes, domain::Text bounds, std::string& into,
                    Reading& at) {
  if (!value.is_string()) return at.refuse({"Jābūt tekstam.", "Expected a text."});
  std::string in_one_line(text_of(value));
  std::ranges::replace_if(
      in_one_line, [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  if (in_one_line.size() > most_bytes) return at.refuse(bounds);
  if (has_control_character(in_one_line))
    return at.refuse({"Tekstā nedrīkst būt citu vadības rakstzīmju kā rindu beigas un tabulatori.",
                      "The text must have no control characters but line ends and tabs."});
  into = text_of(value);
  return true;
}

bool read_uuid(const bj::value& value, domain::Uuid& into, Reading& at) {
  const auto uuid = domain::parse_uuid(text_of(value));
  if (!uuid) return at.refuse({"Jābūt identifikatoram (UUID).", "Expected an identifier (UUID)."});
  into = *uuid;
  return true;
}

bool read_date(const bj::value& value, domain::Date& into, Reading& at) {
  const auto date = domain::parse_date(text_of(value));
  if (!date) return at.refuse({"Jābūt datumam GGGG-MM-DD.", "Expected a date as YYYY-MM-DD."});
  into = *date;
  return true;
}

bool read_instant(const bj::value& value, domain::Instant& into, Reading& at) {
  const auto instant = domain::parse_instant(text_of(value));
  if (!instant)
    return at.refuse({"Jābūt laikam UTC, piemēram, 2024-05-04T09:30:00Z.",
                      "Expected a time in UTC, such as 2024-05-04T09:30:00Z."});
  into = *instant;
  return true;
}

}  // namespace vesture::api::json
