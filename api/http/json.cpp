#include "api/http/json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <mutex>

namespace vesture::api::json {

namespace bj = boost::json;

namespace {

// Keeps a text for good and gives a view of it: for texts made once for each type, which problems refer to.
std::string_view kept(std::string text) {
  static std::mutex mutex;
  static std::deque<std::string> texts;
  const std::lock_guard lock(mutex);
  return texts.emplace_back(std::move(text));
}

}  // namespace

bj::object string_schema(std::string_view format) { return {{"type", "string"}, {"format", format}}; }

bj::object integer_schema(std::int64_t least, std::uint64_t most) {
  return {{"type", "integer"}, {"minimum", least}, {"maximum", most}};
}

bj::object text_schema(std::size_t least, std::size_t most) {
  return {{"type", "string"}, {"minLength", least}, {"maxLength", most}};
}

bj::object long_text_schema(std::size_t most_bytes) {
  return {{"type", "string"},
          {"description", fmt::format("At most {} bytes of UTF-8; may have line ends and tabs", most_bytes)}};
}

bj::object enum_schema(bj::array names) { return {{"type", "string"}, {"enum", std::move(names)}}; }

bj::object array_schema(bj::object items) { return {{"type", "array"}, {"items", std::move(items)}}; }

bj::object object_schema(bj::object properties, bj::array required) {
  bj::object schema{
      {"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
  if (!required.empty()) schema["required"] = std::move(required);
  return schema;
}

bj::object nullable_schema(bj::object schema) {
  auto* type = schema.if_contains("type");
  if (!type || !type->is_string())
    return {{"anyOf", bj::array{std::move(schema), bj::object{{"type", "null"}}}}};
  if (auto* choices = schema.if_contains("enum")) choices->as_array().emplace_back(nullptr);
  *type = bj::array{*type, "null"};
  return schema;
}

bool refuse_unknown_members(const bj::object& object, const std::vector<std::string_view>& known,
                            Reading& at) {
  for (const auto& member : object) {
    const std::string_view name = member.key();
    if (std::ranges::find(known, name) != known.end()) continue;
    const Reading::Step step(at, name);
    return at.refuse({"Šāds lauks nav paredzēts.", "There is no such field."});
  }
  return true;
}

bool refuse_missing(Reading& at) {
  return at.refuse({"Obligāts lauks nav aizpildīts.", "A required field is missing."});
}

bool refuse_not_object(Reading& at) { return at.refuse({"Jābūt JSON objektam.", "Expected a JSON object."}); }

bool refuse_not_array(Reading& at) { return at.refuse({"Jābūt JSON masīvam.", "Expected a JSON array."}); }

domain::Text choices_text(std::string_view choices) {
  return {kept(fmt::format("Jābūt vienai no vērtībām: {}.", choices)),
          kept(fmt::format("Expected one of: {}.", choices))};
}

domain::Text bounds_text(std::size_t least, std::size_t most) {
  return {kept(fmt::format("Garumam jābūt no {} līdz {} rakstzīmēm.", least, most)),
          kept(fmt::format("Expected {} to {} characters.", least, most))};
}

domain::Text most_bytes_text(std::size_t most_bytes) {
  return {kept(fmt::format("Ne vairāk kā {} baitu.", most_bytes)),
          kept(fmt::format("Expected at most {} bytes.", most_bytes))};
}

}  // namespace vesture::api::json
