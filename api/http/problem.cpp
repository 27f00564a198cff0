#include "api/http/problem.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "api/http/problem_parts.hpp"

namespace vesture::api {

namespace {

constexpr std::string_view kTypeBase = "https://vesture.example/problems/";
constexpr int kRetrySoonSeconds = 1;
constexpr int kRetryLaterSeconds = 30;

int status_of(domain::Kind kind) {
  switch (kind) {
    case domain::Kind::conflict:
      return 409;
    case domain::Kind::invalid:
      return 422;
    case domain::Kind::forbidden:
      return 403;
  }
  return 500;
}

boost::json::array violations_of(const Problem& problem, domain::Language language) {
  boost::json::array violations;
  for (const auto& each : problem.violations) {
    boost::json::object one{{"rule", each.rule},
                            {"severity", each.fatal ? "fatal" : "warning"},
                            {"title", each.title.in(language)},
                            {"place", each.place}};
    if (each.line > 0) one["line"] = each.line;
    if (!each.detail.empty()) one["detail"] = each.detail;
    violations.emplace_back(std::move(one));
  }
  return violations;
}

std::string body_of(const Problem& problem, domain::Language language) {
  boost::json::object body{{"type", std::string(kTypeBase) + problem.code},
                           {"title", problem.title.in(language)},
                           {"status", problem.status},
                           {"code", problem.code}};
  if (const auto detail = problem.detail.in(language); !detail.empty()) body["detail"] = detail;
  if (!problem.rule.empty()) body["rule"] = problem.rule;
  if (!problem.field.empty()) body["field"] = problem.field;
  if (problem.position) body["position"] = *problem.position;
  if (problem.limit) body["limit"] = *problem.limit;
  if (problem.available_from) body["available_from"] = to_string(*problem.available_from);
  if (!problem.violations.empty()) body["violations"] = violations_of(problem, language);
  return boost::json::serialize(body);
}

}  // namespace

Problem problem_of(const domain::Rejection& rejection) {
  Problem made = problem(status_of(rejection.kind), std::string(rejection.code), rejection.title);
  made.rule = rejection.rule;
  made.field = rejection.field;
  return made;
}

Response response_of(const Problem& problem, domain::Language language) {
  Response response;
  response.status = problem.status;
  response.content_type = "application/problem+json";
  response.body = body_of(problem, language);
  response.headers.emplace_back("Content-Language", language == domain::Language::en ? "en" : "lv");
  for (const auto& header : problem.headers) response.headers.push_back(header);
  if (problem.status == 401) response.headers.emplace_back("WWW-Authenticate", "Bearer");
  if (problem.retry_after) response.headers.emplace_back("Retry-After", std::to_string(*problem.retry_after));
  return response;
}

namespace problems {

Problem bad_request(domain::Text what) {
  return about(problem(400, "http.bad_request", {"Pieprasījums nav derīgs", "The request is not valid"}), "",
               what);
}

Problem unauthorised() {
  return problem(401, "auth.required", {"Nepieciešama autentifikācija", "Authentication is required"});
}

Problem forbidden() {
  return problem(403, "auth.forbidden", {"Šai darbībai nav tiesību", "You have no right to do this"});
}

Problem not_found() {
  return problem(404, "resource.not_found", {"Resurss nav atrasts", "There is no such resource"});
}

Problem method_not_allowed() {
  return problem(405, "http.method_not_allowed",
                 {"Šī metode resursam nav atļauta", "The resource does not allow this method"});
}

Problem unknown_parameter(std::string_view name) {
  return about(problem(400, "request.unknown_parameter", {"Nezināms parametrs", "Unknown parameter"}), name);
}

Problem bad_parameter(std::string_view name) {
  return about(problem(400, "request.parameter_invalid",
                       {"Parametra vērtība nav derīga", "The parameter's value is not valid"}),
               name);
}

Problem bad_field(std::string_view pointer, domain::Text expected) {
  return about(
      problem(422, "request.field_invalid", {"Lauka vērtība nav derīga", "The field's value is not valid"}),
      pointer, expected);
}

Problem body_not_json() {
  return problem(400, "request.body_not_json",
                 {"Pieprasījuma saturs nav derīgs JSON", "The request's body is not valid JSON"});
}

Problem unsupported_media_type() {
  return problem(415, "request.media_type",
                 {"Šāds satura veids netiek pieņemts", "This media type is not accepted"});
}

Problem not_acceptable() {
  return problem(
      406, "request.not_acceptable",
      {"Prasītais atbildes veids nav pieejams", "The answer is not available in the type asked for"});
}

Problem too_large() {
  return problem(413, "http.too_large",
                 {"Pieprasījuma saturs ir par lielu", "The request's body is too large"});
}

Problem header_too_large() {
  return problem(431, "http.header_too_large",
                 {"Pieprasījuma galvene ir par lielu", "The request's header is too large"});
}

Problem body_cut_off() {
  return problem(400, "http.body_cut_off",
                 {"Pieprasījuma saturs beidzās par agru", "The request's body ended early"});
}

Problem timeout() {
  return problem(408, "http.timeout",
                 {"Pieprasījums netika saņemts laikā", "The request was not received in time"});
}

Problem too_many_requests(int seconds) {
  return retryable(problem(429, "rate.limited", {"Pārāk daudz pieprasījumu", "Too many requests"}), seconds);
}

Problem precondition_failed() {
  return problem(412, "resource.version_stale",
                 {"Resurss pa šo laiku ir mainījies", "The resource has changed in the meantime"});
}

Problem key_reused() {
  return problem(409, "idempotency.key_reused",
                 {"Idempotency-Key jau izmantota citam pieprasījumam",
                  "The Idempotency-Key was used for another request"});
}

Problem not_yet(std::uint64_t position) {
  Problem made = retryable(problem(503, "view.not_yet",
                                   {"Skats vēl nav sasniedzis prasīto pozīciju",
                                    "The view has not reached the position asked for yet"}),
                           kRetrySoonSeconds);
  made.position = position;
  return made;
}

Problem store_failed() {
  return retryable(
      problem(503, "store.unavailable", {"Datu glabātuve nav pieejama", "The store is not available"}),
      kRetryLaterSeconds);
}

Problem history_corrupt() {
  return problem(503, "store.history_corrupt",
                 {"Šī objekta vēsture ir bojāta; darbība nav veikta",
                  "This object's history is damaged; nothing was done"});
}

Problem read_only() {
  return problem(403, "replay.read_only",
                 {"Tiek rādīta pagātne: to nevar mainīt", "This is the past: nothing in it can be changed"});
}

Problem not_known_then() {
  return problem(403, "replay.not_known_then",
                 {"Parādītajā brīdī šī persona vēl nebija reģistrēta",
                  "At the moment that is shown this person was not registered yet"});
}

Problem busy() {
  return retryable(problem(503, "store.busy",
                           {"Objektu vienlaikus maina citi; mēģiniet vēlreiz",
                            "Others are changing the object at the same time; try again"}),
                   kRetrySoonSeconds);
}

Problem too_many_connections() {
  return retryable(
      problem(503, "http.too_many_connections", {"Pārāk daudz savienojumu", "Too many connections"}),
      kRetrySoonSeconds);
}

Problem internal_error() { return problem(500, "http.internal", {"Servera kļūda", "The server failed"}); }

}  // namespace problems

}  // namespace vesture::api
