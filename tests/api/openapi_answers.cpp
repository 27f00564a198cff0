#include "tests/api/openapi_answers.hpp"

#include <algorithm>
#include <boost/algorithm/string/case_conv.hpp>
#include <boost/algorithm/string/split.hpp>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <regex>
#include <vector>

namespace vesture::api {

namespace {

namespace bj = boost::json;

std::vector<std::string> segments(std::string_view path) {
  std::vector<std::string> parts;
  boost::split(parts, path, [](char c) { return c == '/'; });
  return parts;
}

// Whether its last parameter stands for several segments.
bool takes_slashes(const bj::object& described) {
  return std::ranges::any_of(described.at("parameters").as_array(),
                             [](const bj::value& one) { return one.as_object().contains("x-slashes"); });
}

// How many segments are met word for word; -1 where the path is not one of the template's.
int closeness(std::string_view path, std::string_view path_template, bool slashes) {
  auto asked = segments(path);
  const auto declared = segments(path_template);
  if (slashes && asked.size() > declared.size()) asked.resize(declared.size());
  if (asked.size() != declared.size()) return -1;
  int same = 0;
  for (std::size_t i = 0; i < asked.size(); ++i) {
    if (asked[i] == declared[i])
      ++same;
    else if (!declared[i].starts_with('{') || asked[i].empty())
      return -1;
  }
  return same;
}

bool is_of_type(const bj::value& value, std::string_view type) {
  if (type == "string") return value.is_string();
  if (type == "boolean") return value.is_bool();
  if (type == "integer") return value.is_int64() || value.is_uint64();
  if (type == "null") return value.is_null();
  if (type == "array") return value.is_array();
  return type == "object" && value.is_object();
}

bool is_of_types(const bj::value& value, const bj::value& types) {
  if (types.is_string()) return is_of_type(value, types.get_string());
  return std::ranges::any_of(types.as_array(),
                             [&](const bj::value& one) { return is_of_type(value, one.as_string()); });
}

bool has_format(std::string_view text, std::string_view format) {
  static const std::regex uuid("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  static const std::regex date(R"(\d{4}-\d{2}-\d{2})");
  static const std::regex date_time(R"(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{6})?Z)");
  static const std::regex uri("https?://.+");
  const auto fits = [&](const std::regex& form) { return std::regex_match(text.begin(), text.end(), form); };
  if (format == "uuid") return fits(uuid);
  if (format == "date") return fits(date);
  if (format == "date-time") return fits(date_time);
  return format == "uri" && fits(uri);
}

}  // namespace

const bj::object* OpenApiAnswers::operation(std::string_view method, std::string_view path) const {
  const bj::object* best = nullptr;
  int closest = -1;
  for (const auto& [path_template, methods] : description_.at("paths").as_object()) {
    const auto* declared = methods.as_object().if_contains(boost::to_lower_copy(std::string(method)));
    if (!declared) continue;
    const int same = closeness(path, path_template, takes_slashes(declared->as_object()));
    if (same <= closest) continue;
    best = &declared->as_object();
    closest = same;
  }
  return best;
}

std::string OpenApiAnswers::mismatch(std::string_view method, std::string_view path, int status,
                                     std::string_view content_type, const bj::value& body) const {
  if (status >= 400) {
    if (content_type != "application/problem+json") return "a problem of another media type";
    return misfit(body, description_.at_pointer("/components/schemas/Problem").as_object());
  }
  const auto* declared = operation(method, path);
  if (!declared) return "answered, and no such operation is described";
  const auto* response = declared->at("responses").as_object().if_contains(std::to_string(status));
  if (!response) return "a status that is not described";
  const auto* described = response->at("content").as_object().if_contains(content_type);
  if (!described) return body.is_null() ? "" : "a media type that is not described";
  return content_type == "application/json" ? misfit(body, described->at("schema").as_object()) : "";
}

std::string OpenApiAnswers::misfit(const bj::value& value, const bj::object& schema,
                                   const std::string& at) const {
  if (const auto* choices = schema.if_contains("anyOf")) {
    const auto fits = [&](const bj::value& one) { return misfit(value, one.as_object(), at).empty(); };
    return std::ranges::any_of(choices->as_array(), fits) ? "" : at + " is none of what it may be";
  }
  if (const auto* type = schema.if_contains("type"); type && !is_of_types(value, *type))
    return at + " is no " + bj::serialize(*type);
  if (const auto* choices = schema.if_contains("enum"))
    if (std::ranges::find(choices->as_array(), value) == choices->as_array().end())
      return at + " is none of the choices";
  if (const auto* format = schema.if_contains("format"); format && value.is_string())
    if (!has_format(value.get_string(), format->as_string())) return at + " has another format";
  if (value.is_object()) return misfit_of_object(value.get_object(), schema, at);
  if (const auto* items = schema.if_contains("items"))
    for (std::size_t i = 0; value.is_array() && i < value.get_array().size(); ++i)
      if (auto wrong = misfit(value.get_array()[i], items->as_object(), at + "/" + std::to_string(i));
          !wrong.empty())
        return wrong;
  return "";
}

std::string OpenApiAnswers::misfit_of_object(const bj::object& object, const bj::object& schema,
                                             const std::string& at) const {
  if (const auto* required = schema.if_contains("required"))
    for (const auto& name : required->as_array())
      if (!object.contains(name.as_string())) return at + " lacks " + std::string(name.as_string());
  const auto* properties = schema.if_contains("properties");
  for (const auto& [name, member] : object) {
    const auto* declared = properties ? properties->as_object().if_contains(name) : nullptr;
    const auto place = at + "/" + std::string(name);
    if (!declared && schema.contains("additionalProperties")) return place + " is not described";
    if (!declared) continue;
    if (auto wrong = misfit(member, declared->as_object(), place); !wrong.empty()) return wrong;
  }
  return "";
}

}  // namespace vesture::api
