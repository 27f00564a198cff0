// What went wrong, as a value: RFC 9457 with a stable code. Texts are in the two languages; codes never
// change.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/http/message.hpp"
#include "domain/common/decision.hpp"
#include "domain/common/time.hpp"

namespace vesture::api {

// One rule that a document breaks, at one place.
struct Violation {
  std::string rule;   // the official id: "BR-CO-10"
  bool fatal = true;  // else a warning beside what is
  domain::Text title;
  std::string place;   // in the document: an XPath
  unsigned line = 0;   // 0 where it is not known
  std::string detail;  // in English; may be empty
};

struct Problem {
  int status = 400;
  std::string code;  // "list.cursor_invalid"
  domain::Text title;
  std::string rule;     // id in rules.md, where one applies
  std::string field;    // JSON pointer into the body, or the parameter's name
  domain::Text detail;  // what is particular; may be empty
  std::optional<std::uint64_t> position;
  std::optional<std::uint64_t> limit;                        // that what was sent is over
  std::optional<int> retry_after;                            // seconds
  std::optional<domain::Instant> available_from;             // when it would be taken
  std::vector<std::pair<std::string, std::string>> headers;  // that the problem's status asks for
  std::vector<Violation> violations;
};

// A domain's rejection as a problem: 409 for conflict, 422 for invalid, 403 for forbidden.
Problem problem_of(const domain::Rejection&);
Response response_of(const Problem&, domain::Language);

// The problems that any route can give; each context keeps its own beside its routes.
namespace problems {
// Details are literals or statics: a problem refers to its texts.
Problem bad_request(domain::Text what);            // http.bad_request
Problem unauthorised();                            // auth.required
Problem forbidden();                               // auth.forbidden
Problem not_found();                               // resource.not_found: also for what is another's
Problem method_not_allowed();                      // http.method_not_allowed
Problem unknown_parameter(std::string_view name);  // request.unknown_parameter
Problem bad_parameter(std::string_view name);      // request.parameter_invalid
Problem bad_field(std::string_view pointer, domain::Text expected = {});  // request.field_invalid
Problem body_not_json();                                                  // request.body_not_json
Problem unsupported_media_type();                                         // request.media_type
Problem not_acceptable();                                                 // request.not_acceptable
Problem too_large();                                                      // http.too_large, 413
Problem header_too_large();                                               // http.header_too_large, 431
Problem body_cut_off();                                                   // http.body_cut_off, 400
Problem timeout();                                                        // http.timeout, 408
Problem too_many_requests(int seconds);                                   // rate.limited, 429
Problem precondition_failed();                                            // resource.version_stale, 412
Problem key_reused();                                                     // idempotency.key_reused, 409
Problem not_yet(std::uint64_t position);  // view.not_yet, 503 with Retry-After
Problem store_failed();                   // store.unavailable, 503
Problem history_corrupt();                // store.history_corrupt, 503
Problem read_only();                      // replay.read_only, 403: the past is shown, and takes no commands
Problem not_known_then();                 // replay.not_known_then, 403: who asks was first seen later
Problem busy();                           // store.busy: conflicts beyond the retries, 503
Problem too_many_connections();           // http.too_many_connections, 503
Problem internal_error();                 // http.internal, 500
}  // namespace problems

}  // namespace vesture::api
