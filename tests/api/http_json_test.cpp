// Structs to and from JSON, and their schemas.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "api/http/json.hpp"

namespace vesture::api {
namespace {

enum class Colour { red, dark_green };
BOOST_DESCRIBE_ENUM(Colour, red, dark_green)

struct Part {
  std::int32_t number = 0;
  BoundedText<2, 5> name;
};
BOOST_DESCRIBE_STRUCT(Part, (), (number, name))

struct Everything {
  domain::OrderId order;
  domain::Instant at;
  domain::Date day;
  domain::Money price;
  std::uint64_t position = 0;
  std::int8_t small = 0;
  bool urgent = false;
  Colour colour = Colour::red;
  std::string text;
  std::vector<Part> parts;
  std::optional<std::string> note;
  std::optional<Colour> other;
};
BOOST_DESCRIBE_STRUCT(Everything, (),
                      (order, at, day, price, position, small, urgent, colour, text, parts, note, other))

struct Text {
  std::string text;
};
BOOST_DESCRIBE_STRUCT(Text, (), (text))

constexpr std::string_view kWhole =
    R"({"order":"0190a1b2-c3d4-7000-8000-0000000000ff","at":"2024-05-04T09:30:00.000120Z","day":"2024-02-29",)"
    R"("price":{"cents":-1250,"currency":"EUR"},"position":18446744073709551615,"small":-128,"urgent":true,)"
    R"("colour":"dark_green","text":"ā \"q\" \\","parts":[{"number":1,"name":"āčē"}],"note":null,"other":"red"})";

// The field that a body was refused for, and "" where it was not.
std::string refused_field(std::string_view body) {
  const auto read = read_json<Everything>(body);
  return read ? "" : read.error().field;
}

// kWhole with one piece of it replaced.
std::string whole_but(std::string_view piece, std::string_view by) {
  std::string body(kWhole);
  const auto at = body.find(piece);
  EXPECT_NE(at, std::string::npos) << piece;
  return body.replace(at, piece.size(), by);
}

TEST(HttpJson, WhatIsReadIsWrittenTheSame) {
  const auto read = read_json<Everything>(kWhole);
  ASSERT_TRUE(read) << read.error().field;
  EXPECT_EQ(read->price.cents, -1250);
  EXPECT_EQ(read->position, 18446744073709551615u);
  EXPECT_EQ(read->parts.at(0).name.value, "āčē");
  std::string written;
  write_json(written, *read);
  EXPECT_EQ(written, kWhole);
}

TEST(HttpJson, TimesAndDatesAreWrittenAsTheDomainWritesThem) {
  for (const std::int64_t microseconds : {0L, 1L, -1L, 1'714'815'000'000'000L, -2'208'988'800'000'000L}) {
    std::string written;
    write_json(written, domain::Instant{microseconds});
    EXPECT_EQ(written, '"' + domain::to_string(domain::Instant{microseconds}) + '"');
  }
  for (const std::int32_t days : {0, -1, 19'847, 84'000}) {
    std::string written;
    write_json(written, domain::Date{days});
    EXPECT_EQ(written, '"' + domain::to_string(domain::Date{days}) + '"');
  }
}

TEST(HttpJson, AnOptionalMayBeAbsentAndOthersMayNot) {
  EXPECT_EQ(refused_field(whole_but(R"("note":null,)", "")), "");
  EXPECT_EQ(refused_field(whole_but(R"("urgent":true,)", "")), "/urgent");
  EXPECT_EQ(refused_field(whole_but(R"("number":1,)", "")), "/parts/0/number");
}

TEST(HttpJson, UnknownAndRepeatedMembersAreRefused) {
  EXPECT_EQ(refused_field(whole_but(R"("note")", R"("a~/b":1,"note")")), "/a~0~1b");
  const auto repeated = read_json<Everything>(whole_but(R"("note":null)", R"("note":null,"note":"a")"));
  ASSERT_FALSE(repeated);
  EXPECT_EQ(repeated.error().code, "request.body_not_json");
}

TEST(HttpJson, WrongKindsAreRefusedAtTheirPlace) {
  EXPECT_EQ(refused_field(whole_but("true", "1")), "/urgent");
  EXPECT_EQ(refused_field(whole_but(R"("dark_green")", R"("green")")), "/colour");
  EXPECT_EQ(refused_field(whole_but(R"("dark_green")", "1")), "/colour");
  EXPECT_EQ(refused_field(whole_but("00ff", "00f")), "/order");
  EXPECT_EQ(refused_field(whole_but("2024-02-29", "2023-02-29")), "/day");
  EXPECT_EQ(refused_field(whole_but(R"([{"number":1,"name":"āčē"}])", "{}")), "/parts");
  EXPECT_EQ(refused_field(whole_but(R"({"cents":-1250,"currency":"EUR"})", "12.5")), "/price");
  EXPECT_EQ(read_json<Everything>("[]").error().code, "request.field_invalid");
}

TEST(HttpJson, NumbersOutOfRangeAndFractionsAreRefused) {
  for (const std::string_view number : {"-129", "128", "1.0", "1e1", "\"1\"", "99999999999999999999"})
    EXPECT_EQ(refused_field(whole_but("-128", number)), "/small") << number;
  EXPECT_EQ(refused_field(whole_but("18446744073709551615", "-1")), "/position");
  EXPECT_EQ(refused_field(whole_but("18446744073709551615", "18446744073709551616")), "/position");
}

TEST(HttpJson, TimesMustBeRfc3339InUtc) {
  for (const std::string_view time :
       {"2024-05-04T09:30:00+03:00", "2024-05-04 09:30:00Z", "2024-05-04T24:00:00Z", "2024-05-04T09:60:00Z",
        "2024-05-04T09:30:00.Z", "2024-05-04T09:30:00.1234567Z", "2024-05-04T09:30Z", "2024-02-30T09:30:00Z"})
    EXPECT_EQ(refused_field(whole_but("2024-05-04T09:30:00.000120Z", time)), "/at") << time;
  EXPECT_EQ(read_json<domain::Instant>(R"("1970-01-01T00:00:01.5Z")")->microseconds, 1'500'000);
}

TEST(HttpJson, TextsAreCountedInCharacters) {
  EXPECT_EQ(refused_field(whole_but("āčē", "ž")), "/parts/0/name");
  EXPECT_EQ(refused_field(whole_but("āčē", "žžžžž")), "");
  EXPECT_EQ(refused_field(whole_but("āčē", "žžžžžž")), "/parts/0/name");
  const auto refused = read_json<Everything>(whole_but("āčē", "ž"));
  EXPECT_EQ(refused.error().detail.en, "Expected 2 to 5 characters.");
  EXPECT_EQ(refused.error().detail.lv, "Garumam jābūt no 2 līdz 5 rakstzīmēm.");
}

TEST(HttpJson, ControlCharactersAreRefused) {
  for (const std::string_view escape : {R"(\u0000)", R"(\n)", R"(\u001f)", R"(\u007f)", R"(\u0085)"})
    EXPECT_EQ(refused_field(whole_but(R"(ā \")", escape)), "/text") << escape;
}

TEST(HttpJson, WhatIsNoJsonOrTooDeepIsRefused) {
  for (const std::string& body :
       {std::string(), std::string("{"), std::string("{}{}"), std::string("{\"text\":\"\xff\"}"),
        std::string(33, '[') + std::string(33, ']')})
    EXPECT_EQ(read_json<Text>(body).error().code, "request.body_not_json") << body;
}

RC_GTEST_PROP(HttpJson, WrittenTextsAreJsonForTheSameText, (const std::string& ascii)) {
  std::string text;
  for (const char c : ascii) text += static_cast<char>(c & 0x7f);
  std::string written;
  write_json(written, Text{text});
  RC_ASSERT(boost::json::parse(written).as_object().at("text").as_string() == text);
}

TEST(HttpJson, TheSchemaSaysWhatIsRead) {
  const auto schema = schema_of<Everything>();
  EXPECT_EQ(schema.at("additionalProperties"), false);
  EXPECT_EQ(schema.at("required").as_array().size(), 10u);
  const auto& properties = schema.at("properties").as_object();
  const auto says = [&](const char* name) { return boost::json::serialize(properties.at(name)); };
  EXPECT_EQ(says("order"), R"({"type":"string","format":"uuid"})");
  EXPECT_EQ(says("at"), R"({"type":"string","format":"date-time"})");
  EXPECT_EQ(says("day"), R"({"type":"string","format":"date"})");
  EXPECT_EQ(says("small"), R"({"type":"integer","minimum":-128,"maximum":127})");
  EXPECT_EQ(says("colour"), R"({"type":"string","enum":["red","dark_green"]})");
  EXPECT_EQ(says("note"), R"({"type":["string","null"]})");
  EXPECT_EQ(says("other"), R"({"type":["string","null"],"enum":["red","dark_green",null]})");
  const auto& name = properties.at("parts").at("items").at("properties").at("name");
  EXPECT_EQ(boost::json::serialize(name), R"({"type":"string","minLength":2,"maxLength":5})");
}

}  // namespace
}  // namespace vesture::api
