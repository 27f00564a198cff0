#include "api/http/openapi.hpp"

#include <algorithm>
#include <boost/algorithm/string/case_conv.hpp>
#include <boost/algorithm/string/join.hpp>
#include <boost/algorithm/string/replace.hpp>
#include <boost/json/array.hpp>
#include <initializer_list>
#include <utility>

#include "api/http/router.hpp"

namespace vesture::api {

namespace {

namespace bj = boost::json;

constexpr const char* kProblemSchema = "#/components/schemas/Problem";
constexpr const char* kBearer = "bearer";

bool is_command(const Route& route) { return route.method != "GET"; }

bj::object parameter(std::string_view in, std::string_view name, std::string_view description,
                     bj::object schema) {
  return {{"name", name},
          {"in", in},
          {"required", in == "path"},
          {"description", description},
          {"schema", std::move(schema)}};
}

bj::object query_parameter(const Parameter& declared) {
  auto schema = declared.repeated ? json::array_schema(declared.schema) : declared.schema;
  auto made = parameter("query", declared.name, declared.description, std::move(schema));
  if (declared.repeated) made["explode"] = true;
  return made;
}

const bj::object kBinary{{"type", "string"}, {"format", "binary"}};

// The fields that go with a content's bytes, up or down.
void add_content_parameters(const Route& route, bj::array& all) {
  const bj::object text{{"type", "string"}};
  if (route.admit) {
    auto name =
        parameter("header", "Content-Disposition",
                  "attachment with filename* or filename (RFC 6266): 1 to 255 bytes of UTF-8, no path", text);
    name["required"] = true;
    all.push_back(std::move(name));
    all.push_back(parameter("header", "Content-Digest", "sha-256, sha-512 (RFC 9530); checked", text));
  }
  if (route.long_answer == LongAnswer::download) {
    all.push_back(parameter("header", "Range", "bytes=…: one range; several give the whole", text));
    all.push_back(parameter("header", "If-Range", "The ETag that the range is of", text));
    all.push_back(parameter("header", "If-Match", "ETags of which it must be one; else 412", text));
    all.push_back(parameter("header", "If-None-Match", "ETags that the client has", text));
  }
}

// OpenAPI has no parameter that stands for several segments: an extension says so.
bj::object path_parameter(const Route& route, std::string_view name) {
  auto made = parameter("path", name, "", {{"type", "string"}, {"minLength", 1}});
  if (route.path.ends_with("{" + std::string(name) + "...}")) made["x-slashes"] = true;
  return made;
}

bj::array parameters(const Route& route) {
  const bj::object text{{"type", "string"}};
  const bj::object position{{"type", "integer"}, {"minimum", 0}};
  bj::array all;
  for (const auto& name : parameters_of(route.path)) all.push_back(path_parameter(route, name));
  for (const auto& declared : route.parameters) all.push_back(query_parameter(declared));
  all.push_back(parameter("header", "Accept-Language", "lv (default) or en", text));
  if (is_command(route)) {
    all.push_back(parameter("header", "Idempotency-Key",
                            "The same key with the same request gives the first outcome", text));
    all.push_back(parameter("header", "If-Match", "The version that must still be the newest", text));
  } else {
    all.push_back(
        parameter("header", "Vesture-Min-Position", "The position that the answer must have seen", position));
  }
  add_content_parameters(route, all);
  return all;
}

bj::object content(std::string_view media_type, bj::object schema) {
  return {{media_type, bj::object{{"schema", std::move(schema)}}}};
}

bj::object fields(std::initializer_list<std::pair<std::string_view, std::string_view>> described) {
  bj::object all;
  for (const auto& [name, description] : described)
    all[name] = bj::object{{"description", description}, {"schema", bj::object{{"type", "string"}}}};
  return all;
}

bj::object problem_response(std::string_view description) {
  return {{"description", description},
          {"content", content("application/problem+json", {{"$ref", kProblemSchema}})}};
}

constexpr std::pair<std::string_view, std::string_view> kETag{"ETag", "Strong; for If-Match and If-Range"};
constexpr std::pair<std::string_view, std::string_view> kAcceptRanges{"Accept-Ranges", "bytes"};
constexpr std::pair<std::string_view, std::string_view> kDisposition{"Content-Disposition",
                                                                     "attachment, with the file's name"};

// What a download may be answered with beside the whole content.
void add_download_responses(const Route& route, bj::object& all) {
  all["206"] = bj::object{{"description", "The range asked for"},
                          {"headers", fields({{"Content-Range", "bytes first-last/size"},
                                              {"Repr-Digest", "sha-256 of the whole (RFC 9530)"},
                                              kETag,
                                              kAcceptRanges,
                                              kDisposition})},
                          {"content", content(route.media_type, kBinary)}};
  all["304"] = bj::object{{"description", "The client has it"}, {"headers", fields({kETag})}};
  all["410"] = problem_response("It was kept to its term, and is gone");
  all["412"] = problem_response("If-Match names another");
  all["416"] = problem_response("The range is beyond its end");
  all["416"].as_object()["headers"] = fields({{"Content-Range", "bytes */size"}});
}

bj::object responses(const Route& route) {
  bj::object success{{"description", route.summary}};
  const bool download = route.long_answer == LongAnswer::download;
  if (download)
    success["content"] = content(route.media_type, kBinary);
  else if (route.answer_schema)
    success["content"] = content(route.media_type, *route.answer_schema);
  else if (route.success != 204)
    success["content"] = content(route.media_type, bj::object{{"type", "string"}});
  if (!route.also_media_type.empty())
    success["content"].as_object()[route.also_media_type] = bj::object{{"schema", kBinary}};
  bj::object all{{"default", problem_response("What went wrong (RFC 9457)")}};
  if (download) {
    success["headers"] =
        fields({{"Content-Digest", "sha-256 (RFC 9530)"}, kETag, kAcceptRanges, kDisposition});
    add_download_responses(route, all);
  }
  all[std::to_string(route.success)] = std::move(success);
  return all;
}

bj::object operation(const Route& route) {
  // Staff do under the same name what customers do, on a path of their own: ids must differ.
  const std::string staff = route.access == Access::staff ? "institution." : "";
  bj::object made{{"operationId", staff + route.operation},
                  {"summary", route.summary},
                  {"parameters", parameters(route)},
                  {"responses", responses(route)}};
  if (route.body_schema)
    made["requestBody"] =
        bj::object{{"required", true}, {"content", content("application/json", *route.body_schema)}};
  if (route.admit) made["requestBody"] = bj::object{{"required", true}, {"content", content("*/*", kBinary)}};
  if (!route.roles.empty()) made["description"] = "Roles: " + boost::join(route.roles, ", ");
  if (route.access == Access::open) made["security"] = bj::array{};
  return made;
}

bj::object violation_schema() {
  const bj::object text{{"type", "string"}};
  return {{"type", "object"},
          {"required", bj::array{"rule", "severity", "title", "place"}},
          {"properties",
           bj::object{{"rule", bj::object{{"type", "string"}, {"description", "Official id, as BR-CO-10"}}},
                      {"severity", json::enum_schema({"fatal", "warning"})},
                      {"title", text},
                      {"place", bj::object{{"type", "string"}, {"description", "XPath into the document"}}},
                      {"line", bj::object{{"type", "integer"}}},
                      {"detail", text}}}};
}

bj::object problem_schema() {
  const bj::object text{{"type", "string"}};
  return {{"type", "object"},
          {"required", bj::array{"type", "title", "status", "code"}},
          {"properties",
           bj::object{{"type", json::string_schema("uri")},
                      {"title", text},
                      {"status", bj::object{{"type", "integer"}}},
                      {"code", bj::object{{"type", "string"},
                                          {"description", "Stable; does not change with the language"}}},
                      {"detail", text},
                      {"rule", text},
                      {"field", bj::object{{"type", "string"},
                                           {"description", "JSON pointer, or the parameter's name"}}},
                      {"position", bj::object{{"type", "integer"}}},
                      {"limit", bj::object{{"type", "integer"},
                                           {"description", "What may be sent at most, where it was more"}}},
                      {"available_from", json::string_schema("date-time")},
                      {"violations", json::array_schema(violation_schema())}}}};
}

bj::object components() {
  return {
      {"schemas", bj::object{{"Problem", problem_schema()}}},
      {"securitySchemes",
       bj::object{{kBearer, bj::object{{"type", "http"}, {"scheme", "bearer"}, {"bearerFormat", "JWT"}}}}}};
}

}  // namespace

bj::object openapi(const std::vector<Route>& routes) {
  bj::object paths;
  for (const auto& route : routes) {
    auto& path = paths[boost::algorithm::replace_last_copy(route.path, "...}", "}")];
    if (!path.is_object()) path = bj::object{};
    path.get_object()[boost::to_lower_copy(route.method)] = operation(route);
  }
  return {{"openapi", "3.1.0"},
          {"info", bj::object{{"title", "Vesture"}, {"version", "1"}}},
          {"paths", std::move(paths)},
          {"components", components()},
          {"security", bj::array{bj::object{{kBearer, bj::array{}}}}}};
}

}  // namespace vesture::api
