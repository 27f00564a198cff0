// Reading single values out of a parsed JSON body: the leaves of read_json, and the place where one is.
#pragma once

#include <boost/json/value.hpp>
#include <cstdint>
#include <expected>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include "api/http/problem.hpp"
#include "domain/common/ids.hpp"
#include "domain/common/text.hpp"
#include "domain/common/time.hpp"

namespace vesture::api::json {

// Where in the body one is, and the first thing that was wrong with it.
class Reading {
 public:
  // Notes the problem at the place where one is. Always false, so that a reader can return it.
  // `expected` says what should be there; its texts must outlive the problem (literals, statics).
  bool refuse(domain::Text expected);
  Problem take_problem() { return std::move(*problem_); }

  // One step down, to a member or an element, for as long as this lives.
  class Step {
   public:
    Step(Reading& reading, std::string_view member);
    Step(Reading& reading, std::size_t element);
    ~Step() { reading_.pointer_.resize(length_before_); }
    Step(const Step&) = delete;
    Step& operator=(const Step&) = delete;

   private:
    Reading& reading_;
    std::size_t length_before_;
  };

 private:
  std::string pointer_;  // JSON pointer (RFC 6901)
  std::optional<Problem> problem_;
};

// Strict: UTF-8 checked, at most 32 levels, no member twice, nothing after the value.
// problems::body_not_json() otherwise.
std::expected<boost::json::value, Problem> parse_body(std::string_view body);

// Each gives false and notes what it expected where the value is of another kind.
bool read_bool(const boost::json::value&, bool& into, Reading&);
bool read_integer(const boost::json::value&, std::int64_t least, std::uint64_t most, std::int64_t& into,
                  Reading&);
// No control characters (C0, DEL, C1).
bool read_string(const boost::json::value&, std::string& into, Reading&);
// `bounds` is what the refusal says.
bool read_bounded(const boost::json::value&, std::size_t least, std::size_t most, domain::Text bounds,
                  std::string& into, Reading&);
// Of at most so many bytes, with lines.
bool read_long_text(const boost::json::value&, std::size_t most_bytes, domain::Text bounds, std::string& into,
                    Reading&);
bool read_uuid(const boost::json::value&, domain::Uuid& into, Reading&);
bool read_date(const boost::json::value&, domain::Date& into, Reading&);
// RFC 3339 with Z, at most six digits of a second.
bool read_instant(const boost::json::value&, domain::Instant& into, Reading&);

}  // namespace vesture::api::json
