// JSON to and from plain structs, by their Boost.Describe description; the same description gives the schema
// for OpenAPI. A request body is read strictly: unknown, missing and repeated members, wrong kinds and
// numbers out of range are refused with the place and what was expected there. An answer is written straight
// into a text.
//
// What a type looks like in JSON is said by Json<T>: described structs (objects), described enums (their
// enumerators' names), optional (null or absent), vector, bool, integers, string, Uuid, Id, Instant (RFC
// 3339, UTC), Date (YYYY-MM-DD), Money, BoundedText and LongText are here; a type of another shape specialises Json.
#pragma once

#include <algorithm>
#include <array>
#include <boost/describe.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <boost/mp11/algorithm.hpp>
#include <concepts>
#include <expected>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "api/http/fields.hpp"
#include "api/http/json_read.hpp"
#include "api/http/json_write.hpp"
#include "domain/common/money.hpp"

namespace vesture::domain {
BOOST_DESCRIBE_STRUCT(Money, (), (cents, currency))
}

namespace vesture::api {

// read() gives false once it has refused the value; write() appends; schema() is JSON Schema 2020-12.
template <class T>
struct Json;

// problems::body_not_json() or problems::bad_field() with its JSON pointer.
template <class T>
std::expected<T, Problem> read_json(std::string_view body) {
  const auto value = json::parse_body(body);
  if (!value) return std::unexpected(value.error());
  json::Reading reading;
  T into{};
  if (!Json<T>::read(*value, into, reading)) return std::unexpected(reading.take_problem());
  return into;
}

template <class T>
void write_json(json::Text& out, const T& value) {
  Json<T>::write(out, value);
}
// Appends.
template <class T>
void write_json(std::string& out, const T& value) {
  json::Text text(out);
  write_json(text, value);
}

template <class T>
boost::json::object schema_of() {
  return Json<T>::schema();
}

namespace json {

boost::json::object string_schema(std::string_view format);
boost::json::object integer_schema(std::int64_t least, std::uint64_t most);
boost::json::object text_schema(std::size_t least, std::size_t most);
boost::json::object long_text_schema(std::size_t most_bytes);
boost::json::object enum_schema(boost::json::array names);
boost::json::object array_schema(boost::json::object items);
boost::json::object object_schema(boost::json::object properties, boost::json::array required);
// The schema with null allowed beside it.
boost::json::object nullable_schema(boost::json::object schema);

// False, and the place of the member noted, where one is not among `known`.
bool refuse_unknown_members(const boost::json::object&, const std::vector<std::string_view>& known, Reading&);
bool refuse_missing(Reading&);
bool refuse_not_object(Reading&);
bool refuse_not_array(Reading&);
// What is expected, in words. The texts live as long as the program: made once for each type.
domain::Text choices_text(std::string_view choices);
domain::Text bounds_text(std::size_t least, std::size_t most);
domain::Text most_bytes_text(std::size_t most_bytes);

template <class T>
using Members =
    boost::describe::describe_members<T, boost::describe::mod_public | boost::describe::mod_inherited>;

template <class T>
concept DescribedStruct = std::is_class_v<T> && boost::describe::has_describe_members<T>::value;

template <class T>
concept DescribedEnum = std::is_enum_v<T> && boost::describe::has_describe_enumerators<T>::value;

template <class T>
constexpr bool is_optional = false;
template <class T>
constexpr bool is_optional<std::optional<T>> = true;

// What stands before a member's value, as one text: {"name": of the first one, ,"name": of the others.
template <class Member, bool IsFirst>
constexpr auto kBeforeValue = [] {
  constexpr std::string_view kName = Member::name;
  std::array<char, kName.size() + 4> bytes{IsFirst ? '{' : ',', '"'};
  std::copy(kName.begin(), kName.end(), bytes.begin() + 2);
  bytes[kName.size() + 2] = '"';
  bytes[kName.size() + 3] = ':';
  return bytes;
}();

template <class Member, class T>
using MemberType = std::remove_cvref_t<decltype(std::declval<T>().*Member::pointer)>;

}  // namespace json

template <>
struct Json<bool> {
  static bool read(const boost::json::value& value, bool& into, json::Reading& at) {
    return json::read_bool(value, into, at);
  }
  static void write(json::Text& out, bool value) { out.put(std::string_view(value ? "true" : "false")); }
  static boost::json::object schema() { return {{"type", "boolean"}}; }
};

template <std::integral T>
struct Json<T> {
  static constexpr std::int64_t kLeast =
      std::is_signed_v<T> ? std::int64_t{std::numeric_limits<T>::min()} : 0;
  static constexpr std::uint64_t kMost = static_cast<std::uint64_t>(std::numeric_limits<T>::max());

  static bool read(const boost::json::value& value, T& into, json::Reading& at) {
    std::int64_t number = 0;
    if (!json::read_integer(value, kLeast, kMost, number, at)) return false;
    into = static_cast<T>(number);
    return true;
  }
  static void write(json::Text& out, T value) { json::put_integer(out, value); }
  static boost::json::object schema() { return json::integer_schema(kLeast, kMost); }
};

template <>
struct Json<std::string> {
  static bool read(const boost::json::value& value, std::string& into, json::Reading& at) {
    return json::read_string(value, into, at);
  }
  static void write(json::Text& out, std::string_view value) { json::put_string(out, value); }
  static boost::json::object schema() { return {{"type", "string"}}; }
};

// A text that lives as long as the program, or the answer: written, never read.
template <>
struct Json<std::string_view> {
  static void write(json::Text& out, std::string_view value) { json::put_string(out, value); }
  static boost::json::object schema() { return {{"type", "string"}}; }
};

template <std::size_t Min, std::size_t Max>
struct Json<BoundedText<Min, Max>> {
  static bool read(const boost::json::value& value, BoundedText<Min, Max>& into, json::Reading& at) {
    static const domain::Text bounds = json::bounds_text(Min, Max);
    return json::read_bounded(value, Min, Max, bounds, into.value, at);
  }
  static void write(json::Text& out, const BoundedText<Min, Max>& text) { json::put_string(out, text.value); }
  static boost::json::object schema() { return json::text_schema(Min, Max); }
};

template <std::size_t MostBytes>
struct Json<LongText<MostBytes>> {
  static bool read(const boost::json::value& value, LongText<MostBytes>& into, json::Reading& at) {
    static const domain::Text bounds = json::most_bytes_text(MostBytes);
    return json::read_long_text(value, MostBytes, bounds, into.value, at);
  }
  static boost::json::object schema() { return json::long_text_schema(MostBytes); }
};

template <>
struct Json<domain::Uuid> {
  static bool read(const boost::json::value& value, domain::Uuid& into, json::Reading& at) {
    return json::read_uuid(value, into, at);
  }
  static void write(json::Text& out, const domain::Uuid& id) { json::put_uuid(out, id); }
  static boost::json::object schema() { return json::string_schema("uuid"); }
};

template <class Tag>
struct Json<domain::Id<Tag>> {
  static bool read(const boost::json::value& value, domain::Id<Tag>& into, json::Reading& at) {
    return json::read_uuid(value, into.uuid, at);
  }
  static void write(json::Text& out, const domain::Id<Tag>& id) { json::put_uuid(out, id.uuid); }
  static boost::json::object schema() { return json::string_schema("uuid"); }
};

template <>
struct Json<domain::Instant> {
  static bool read(const boost::json::value& value, domain::Instant& into, json::Reading& at) {
    return json::read_instant(value, into, at);
  }
  static void write(json::Text& out, domain::Instant instant) { json::put_instant(out, instant); }
  static boost::json::object schema() { return json::string_schema("date-time"); }
};

template <>
struct Json<domain::Date> {
  static bool read(const boost::json::value& value, domain::Date& into, json::Reading& at) {
    return json::read_date(value, into, at);
  }
  static void write(json::Text& out, domain::Date date) { json::put_date(out, date); }
  static boost::json::object schema() { return json::string_schema("date"); }
};

template <class T>
struct Json<std::optional<T>> {
  static bool read(const boost::json::value& value, std::optional<T>& into, json::Reading& at) {
    into.reset();
    return value.is_null() || Json<T>::read(value, into.emplace(), at);
  }
  static void write(json::Text& out, const std::optional<T>& value) {
    if (value)
      Json<T>::write(out, *value);
    else
      out.put(std::string_view("null"));
  }
  static boost::json::object schema() { return json::nullable_schema(Json<T>::schema()); }
};

template <class T>
struct Json<std::vector<T>> {
  static bool read(const boost::json::value& value, std::vector<T>& into, json::Reading& at) {
    const auto* array = value.if_array();
    if (!array) return json::refuse_not_array(at);
    into.clear();
    into.reserve(array->size());
    for (const auto& element : *array) {
      const json::Reading::Step step(at, into.size());
      if (!Json<T>::read(element, into.emplace_back(), at)) return false;
    }
    return true;
  }
  static void write(json::Text& out, const std::vector<T>& values) {
    out.put('[');
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (i != 0) out.put(',');
      Json<T>::write(out, values[i]);
    }
    out.put(']');
  }
  static boost::json::object schema() { return json::array_schema(Json<T>::schema()); }
};

// A T that is written already.
template <class T>
struct WrittenJson {
  std::string text;

  WrittenJson() = default;
  WrittenJson(const T& value) { write_json(text, value); }  // NOLINT: may stand where a T is given
};

template <class T>
struct Json<WrittenJson<T>> {
  static void write(json::Text& out, const WrittenJson<T>& written) {
    out.put(std::string_view(written.text));
  }
  static boost::json::object schema() { return Json<T>::schema(); }
};

template <json::DescribedEnum T>
struct Json<T> {
  using Enumerators = boost::describe::describe_enumerators<T>;

  static bool read(const boost::json::value& value, T& into, json::Reading& at) {
    const boost::json::string* text = value.if_string();
    bool found = false;
    boost::mp11::mp_for_each<Enumerators>([&](auto enumerator) {
      if (!text || *text != enumerator.name) return;
      into = enumerator.value;
      found = true;
    });
    return found || refuse(at);
  }
  static void write(json::Text& out, T value) {
    json::put_string(out, boost::describe::enum_to_string(value, ""));
  }
  static boost::json::object schema() {
    boost::json::array names;
    boost::mp11::mp_for_each<Enumerators>([&](auto enumerator) { names.emplace_back(enumerator.name); });
    return json::enum_schema(std::move(names));
  }

 private:
  static bool refuse(json::Reading& at) {
    static const domain::Text expected = [] {
      std::string all;
      boost::mp11::mp_for_each<Enumerators>([&](auto enumerator) {
        if (!all.empty()) all += ", ";
        all += enumerator.name;
      });
      return json::choices_text(all);
    }();
    return at.refuse(expected);
  }
};

template <json::DescribedStruct T>
struct Json<T> {
  static bool read(const boost::json::value& value, T& into, json::Reading& at) {
    const auto* object = value.if_object();
    if (!object) return json::refuse_not_object(at);
    std::vector<std::string_view> known;
    bool good = true;
    boost::mp11::mp_for_each<json::Members<T>>([&](auto member) {
      known.push_back(member.name);
      good = good && read_member(*object, member, into, at);
    });
    return good && json::refuse_unknown_members(*object, known, at);
  }

  static void write(json::Text& out, const T& value) {
    using Members = json::Members<T>;
    if constexpr (boost::mp11::mp_empty<Members>::value) out.put('{');
    boost::mp11::mp_for_each<Members>([&](auto member) {
      using Member = decltype(member);
      out.put(json::kBeforeValue<Member, std::is_same_v<Member, boost::mp11::mp_first<Members>>>);
      write_json(out, value.*Member::pointer);
    });
    out.put('}');
  }

  static boost::json::object schema() {
    boost::json::object properties;
    boost::json::array required;
    boost::mp11::mp_for_each<json::Members<T>>([&](auto member) {
      using Value = json::MemberType<decltype(member), T>;
      properties.emplace(member.name, schema_of<Value>());
      if (!json::is_optional<Value>) required.emplace_back(member.name);
    });
    return json::object_schema(std::move(properties), std::move(required));
  }

 private:
  template <class Member>
  static bool read_member(const boost::json::object& object, Member member, T& into, json::Reading& at) {
    using Value = json::MemberType<Member, T>;
    const json::Reading::Step step(at, std::string_view(member.name));
    if (const auto* value = object.if_contains(member.name))
      return Json<Value>::read(*value, into.*Member::pointer, at);
    return json::is_optional<Value> || json::refuse_missing(at);
  }
};

}  // namespace vesture::api
