// A route: a method, a path, what it takes and gives, and a plain function. The function gets the call and a
// unit of work; whatever the unit has decided or recorded is durable before the reply leaves. A query decides
// nothing. OpenAPI is made from the same declaration: a route or a field that is not described cannot exist.
#pragma once

#include <boost/json/value.hpp>
#include <cstdint>
#include <expected>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/concurrency_limit.hpp"
#include "api/files/upload.hpp"
#include "api/http/json.hpp"
#include "api/http/message.hpp"
#include "api/http/problem.hpp"
#include "domain/common/sealing.hpp"
#include "domain/common/time.hpp"
#include "eventstore/execution.hpp"

namespace vesture::api {

using Unit = eventstore::UnitOfWork<domain::Cipher, domain::Instant>;

template <class T>
using Result = std::expected<T, Problem>;

// Who asks, once the token has been checked.
struct Caller {
  domain::PersonId person;
  std::string code;  // "PNOLV-…"
  std::string name;
  std::string assurance;    // the token's acr
  domain::Instant until;    // when the token ends
  std::string institution;  // of staff; empty for everyone else
  std::vector<std::string> roles;

  bool is_staff() const { return !institution.empty(); }
  bool has_role(std::string_view role) const;
};

// A content in place of a reply's body: `size` bytes that come in pieces, empty behind the last. `next` may block: it is
// called on a pool, by one thread at a time. What it throws ends the connection.
struct StreamedContent {
  std::uint64_t size = 0;
  std::function<std::string()> next;
};

// One request, authenticated and matched.
struct Call {
  const Request& request;
  const Caller& caller;
  domain::Language language = domain::Language::lv;
  std::vector<std::string> path;            // what the {…} of the path stand for, in order
  std::string_view operation;               // the route's name
  const Upload* upload = nullptr;           // what came in, for a route that takes a content
  std::span<const std::string> reads = {};  // the route's: the projections whose position its answer has
  std::string_view made = {};  // of a command that is repeated: the Location that the first answer named

  // The n-th path parameter as an id; not_found where it is none (an id that cannot exist is not there).
  template <class AnId>
  Result<AnId> id(std::size_t n) const {
    if (const auto uuid = domain::parse_uuid(path[n])) return AnId{*uuid};
    return std::unexpected(problems::not_found());
  }
};

struct Reply {
  int status = 200;
  std::string body;
  std::string content_type = "application/json";
  std::optional<std::uint64_t> version;                      // of the resource: its ETag
  std::optional<std::uint64_t> position;                     // of the view that was read
  std::vector<std::pair<std::string, std::string>> headers;  // Location and the like
  std::shared_ptr<EventStream> stream;
  std::shared_ptr<StreamedContent> content;
  // For whom the commit is made and by what right ("owner", "staff:…"), as they stand in the commit's actor.
  domain::AccountId account;
  std::string means;
};

// A version as an ETag.
inline std::string etag_of(std::uint64_t version) { return '"' + std::to_string(version) + '"'; }

// A parameter in the query string.
struct Parameter {
  std::string name;
  boost::json::object schema;
  std::string description;
  bool repeated = false;
};

enum class Access {
  open,    // no token
  person,  // any authenticated person
  staff,   // staff of an institution with one of the route's roles
};

struct Route {
  std::string method;
  std::string path;       // "/v1/accounts/{account}/orders/{order}"
  std::string operation;  // name of the command in the log and operationId: "orders.register"
  std::string summary;
  Access access = Access::person;
  std::vector<std::string> roles;     // one of them is needed; empty: any
  std::vector<Parameter> parameters;  // others are refused by name
  bool slow = false;                  // may take long: runs on the pool, not on the I/O thread
  std::size_t body_limit = 64 * 1024;
  std::string media_type = "application/json";  // of the success
  std::string also_media_type = {};             // that the client may ask for instead
  int success = 200;
  std::optional<LongAnswer> long_answer = {};  // a caller may have so many of them at once
  // The projections that its answer shows, and that Vesture-Min-Position waits for. "accounts" is read by every route,
  // and need not be named. One that has stopped holds back no route that does not read it.
  std::vector<std::string> reads = {};

  // Filled in by the makers below.
  std::optional<boost::json::object> body_schema;
  std::optional<boost::json::object> answer_schema;
  std::function<Result<Reply>(const Call&, Unit&)> run;
  std::function<Result<UploadAdmission>(const Call&, Unit&)> admit;  // of a route that takes a content
  bool inspects = false;  // what is uploaded is looked into (files/inspecting.hpp)
  // Of a command whose answer shows what can be destroyed: a success is remembered under its Idempotency-Key without its
  // body, and a repeat is answered with what there is then.
  std::function<Result<Reply>(const Call&, Unit&)> again;

  // Whether the caller has a role that the route asks for.
  bool admits(const Caller&) const;
};

// A declaration to be filled in: parameters, limits and the like where they differ from the usual.
inline Route declare(Access access, std::string method, std::string path, std::string operation,
                     std::string summary, std::vector<std::string> roles = {}) {
  Route declared;
  declared.method = std::move(method);
  declared.path = std::move(path);
  declared.operation = std::move(operation);
  declared.summary = std::move(summary);
  declared.access = access;
  declared.roles = std::move(roles);
  return declared;
}

// What a route gives: the answer's value and the reply around it.
template <class Answer>
struct Answered {
  Answer value;
  Reply reply;  // its body is written from `value`
};

// A route without a body.
template <class Answer>
Route route(Route declared, std::function<Result<Answered<Answer>>(const Call&, Unit&)> run) {
  declared.answer_schema = schema_of<Answer>();
  declared.run = [run = std::move(run)](const Call& call, Unit& unit) -> Result<Reply> {
    auto answered = run(call, unit);
    if (!answered) return std::unexpected(std::move(answered.error()));
    write_json(answered->reply.body, answered->value);
    return std::move(answered->reply);
  };
  return declared;
}

// A route with a JSON body.
template <class Body, class Answer>
Route route(
    Route declared,
    std::type_identity_t<std::function<Result<Answered<Answer>>(const Call&, Unit&, const Body&)>> run) {
  declared.body_schema = schema_of<Body>();
  return route<Answer>(std::move(declared),
                       [run = std::move(run)](const Call& call, Unit& unit) -> Result<Answered<Answer>> {
                         const auto body = read_json<Body>(call.request.body);
                         if (!body) return std::unexpected(body.error());
                         return run(call, unit, *body);
                       });
}

inline constexpr std::size_t kMostUploadBytes = std::size_t{1} << 30;

// A route that takes a content as it is, of at most kMostUploadBytes. `admit` is asked before a byte is read: may the
// caller, is the thing there, how large may it be; what it asks of the unit is not committed. `run` decides once the
// content is taken in; it stays in the vault only where it gives events and they become durable.
template <class Answer>
Route upload_route(
    Route declared, std::function<Result<UploadAdmission>(const Call&, Unit&)> admit,
    std::type_identity_t<std::function<Result<Answered<Answer>>(const Call&, Unit&, const Upload&)>> run) {
  declared.body_limit = kMostUploadBytes;
  declared.long_answer = LongAnswer::upload;
  declared.admit = std::move(admit);
  return route<Answer>(std::move(declared), [run = std::move(run)](const Call& call, Unit& unit) {
    return run(call, unit, *call.upload);
  });
}

}  // namespace vesture::api
