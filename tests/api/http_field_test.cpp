// The header fields that go with contents: names, digests, ranges, tags, media types.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "api/files/file_name.hpp"
#include "api/files/upload_head.hpp"
#include "api/http/content_digest.hpp"
#include "api/http/content_disposition.hpp"
#include "api/http/entity_tags.hpp"
#include "api/http/media_type.hpp"
#include "api/http/range.hpp"

namespace vesture::api {
namespace {

using std::string_literals::operator""s;

// Printed by GoogleTest in a table's failing row.
std::string shown(const std::optional<std::string>& text) { return text.value_or("(none)"); }

TEST(ContentDisposition, TheExtendedNameGoesBeforeThePlainOne) {
  const std::pair<const char*, const char*> kNames[]{
      {R"(attachment; filename="a.pdf")", "a.pdf"},
      {R"(attachment; filename=a.pdf)", "a.pdf"},
      {R"(ATTACHMENT;FileName="a.pdf")", "a.pdf"},
      {R"(attachment ; filename = "a.pdf" )", "a.pdf"},
      {R"(inline; filename="a \"b\" \\ c")", R"(a "b" \ c)"},
      {R"(attachment; filename="50%25.txt")", "50%25.txt"},
      {R"(attachment; filename="plāns.pdf")", "plāns.pdf"},
      {R"(attachment; filename="x"; filename*=UTF-8''pl%C4%81ns.pdf)", "plāns.pdf"},
      {R"(attachment; filename*=utf-8'lv'%E2%82%AC%20rates; filename="x")", "€ rates"},
      {R"(attachment; filename="a;b=c.pdf"; size=3)", "a;b=c.pdf"},
  };
  for (const auto& [field, name] : kNames) EXPECT_EQ(shown(disposition_file_name(field)), name) << field;
}

TEST(ContentDisposition, WhatIsMalformedNamesNothing) {
  for (const char* field :
       {"", "attachment", "; filename=a", "attachment; filename=", R"(attachment; filename="a)",
        R"(attachment; filename="a\)", "attachment; filename=a b", "attachment filename=a",
        "attachment; filename=a; filename=b", "attachment; filename*=UTF-8''%",
        "attachment; filename*=UTF-8''%4", "attachment; filename*=UTF-8''%zz",
        "attachment; filename*=UTF-8''%ff", "attachment; filename*=UTF-8'a",
        "attachment; filename*=ISO-8859-1''a", "attachment; filename*=UTF-8''a b",
        "attachment; filename=\"\xff\""})
    EXPECT_EQ(shown(disposition_file_name(field)), "(none)") << field;
}

TEST(ContentDisposition, OldClientsAreGivenAPlainNameBesideTheWholeOne) {
  EXPECT_EQ(attachment_disposition("a b.pdf"), R"(attachment; filename="a b.pdf")");
  EXPECT_EQ(attachment_disposition("plāns.pdf"),
            R"(attachment; filename="pl_ns.pdf"; filename*=UTF-8''pl%C4%81ns.pdf)");
  EXPECT_EQ(attachment_disposition(R"(50% "a")"),
            R"(attachment; filename="50_ _a_"; filename*=UTF-8''50%25%20%22a%22)");
  EXPECT_EQ(attachment_disposition("😀"), R"(attachment; filename="_"; filename*=UTF-8''%F0%9F%98%80)");
}

RC_GTEST_PROP(ContentDisposition, EveryNameComesBackAsItWasSent, ()) {
  std::string name;
  for (const auto point : *rc::gen::container<std::vector<std::uint32_t>>(
           rc::gen::weightedOneOf<std::uint32_t>({{3, rc::gen::inRange<std::uint32_t>(0x20, 0x7f)},
                                                  {2, rc::gen::inRange<std::uint32_t>(0xa0, 0x800)},
                                                  {1, rc::gen::inRange<std::uint32_t>(0x1f300, 0x1f700)}}))) {
    if (point < 0x80) {
      name += static_cast<char>(point);
    } else if (point < 0x800) {
      name += {static_cast<char>(0xc0 | (point >> 6)), static_cast<char>(0x80 | (point & 0x3f))};
    } else {
      name += {static_cast<char>(0xf0), static_cast<char>(0x80 | ((point >> 12) & 0x3f)),
               static_cast<char>(0x80 | ((point >> 6) & 0x3f)), static_cast<char>(0x80 | (point & 0x3f))};
    }
  }
  RC_PRE(!name.empty());
  RC_ASSERT(shown(disposition_file_name(attachment_disposition(name))) == name);
}

RC_GTEST_PROP(ContentDisposition, AnyBytesAreReadOrRefused, (const std::string& bytes)) {
  disposition_file_name(bytes);
  disposition_file_name("attachment; filename*=UTF-8''" + bytes);
  disposition_file_name("attachment; filename=\"" + bytes);
  const auto field = attachment_disposition(bytes);
  RC_ASSERT(field.find_first_of("\r\n"s + '\0') == std::string::npos);
}

TEST(FileName, AnyUnicodeGoesInNormalFormC) {
  EXPECT_EQ(shown(file_name("pla\u0304ns.pdf")), "pl\u0101ns.pdf");
  for (const char* name : {"قائمة.pdf", "תוכנית.docx", "計画書.txt", "👩‍👩‍👧.png",
                           "a'b\"c%d;e=f.txt", " a", ".hidden", "..."})
    EXPECT_EQ(shown(file_name(name)), name);
  EXPECT_TRUE(file_name(std::string(255, 'a')));
}

TEST(FileName, NoPathsNoControlsAndNothingThatTurnsTheText) {
  for (const auto& name : {""s, "."s, ".."s, "a/b"s, "a\\b"s, "a\nb"s, "a\tb"s, "a\0b"s, "a\u0085b"s,
                           "a\x7f"s, "a\u202efdp.exe"s, "\u2066a"s, "a\u2028b"s, "\xff"s,
                           std::string(256, 'a'), "ā"s + std::string(254, 'a')})
    EXPECT_EQ(shown(file_name(name)), "(none)") << name;
}

const std::string kSha256 = "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=";  // of "hello"

TEST(ContentDigest, TheKnownAlgorithmsAreTakenAndOthersPassedOver) {
  for (const auto& field :
       {"sha-256=:" + kSha256 + ":", "md5=:AAAA:, sha-256=:" + kSha256 + ":",
        " sha-256=:AAAA: , sha-256=:" + kSha256 + ":;a=1;b ", "sha-256=:" + kSha256 + ":;q=\"x\""}) {
    const auto digests = parse_content_digest(field);
    ASSERT_TRUE(digests) << field;
    ASSERT_TRUE(digests->sha256) << field;
    EXPECT_EQ(sha256_digest_field(*digests->sha256), "sha-256=:" + kSha256 + ":");
    EXPECT_FALSE(digests->sha512);
  }
  const auto other = parse_content_digest("md5=:AAAA:");
  ASSERT_TRUE(other);
  EXPECT_FALSE(other->sha256 || other->sha512);
}

TEST(ContentDigest, WhatIsMalformedIsRefused) {
  for (const auto& field :
       {""s, "sha-256"s, "sha-256="s, "sha-256=:"s, "sha-256=::"s, "sha-256=" + kSha256,
        "sha-256=:" + kSha256, "SHA-256=:" + kSha256 + ":", "sha-256=:" + kSha256 + ":,",
        "sha-256=:" + kSha256 + ": x", "sha-256=:" + kSha256.substr(0, 43) + ":",
        "sha-256=: " + kSha256 + ":", "sha-256=:AAAA:"s, "sha-512=:AAAA:"s,
        "sha-256=:" + kSha256.substr(0, 42) + "R=:", "sha-256=:" + kSha256 + ":;", "sha-256=\"a\""s})
    EXPECT_FALSE(parse_content_digest(field)) << field;
}

RC_GTEST_PROP(ContentDigest, AnyBytesAreReadOrRefused, (const std::string& bytes)) {
  parse_content_digest(bytes);
  const auto digests = parse_content_digest("sha-256=:" + bytes + ":");
  if (!digests) return;
  RC_ASSERT(digests->sha256.value_or(std::string(32, ' ')).size() == 32u);
}

TEST(Range, IsReadAsTheRfcHasIt) {
  constexpr std::uint64_t kSize = 100;
  const std::pair<const char*, ByteRange> kParts[]{{"bytes=0-0", {0, 0}},
                                                   {"bytes=0-99", {0, 99}},
                                                   {"bytes=10-", {10, 99}},
                                                   {"bytes=-1", {99, 99}},
                                                   {"bytes=-100", {0, 99}},
                                                   {"bytes=-1000", {0, 99}},
                                                   {"bytes=90-200", {90, 99}},
                                                   {"Bytes= 5-6 ", {5, 6}},
                                                   {"bytes=99-99999999999999999999999", {99, 99}},
                                                   {"bytes=-99999999999999999999", {0, 99}}};
  for (const auto& [field, part] : kParts) {
    const auto range = requested_range(field, kSize);
    ASSERT_TRUE(std::holds_alternative<ByteRange>(range)) << field;
    EXPECT_EQ(std::get<ByteRange>(range), part) << field;
  }
  for (const char* field : {"bytes=100-", "bytes=100-200", "bytes=-0", "bytes=99999999999999999999999-"})
    EXPECT_TRUE(std::holds_alternative<UnsatisfiableRange>(requested_range(field, kSize))) << field;
  for (const char* field : {"", "bytes", "bytes=", "bytes=-", "bytes=5-4", "bytes=a-b", "bytes=1-2,4-5",
                            "lines=1-2", "bytes=+1-2", "bytes=1 -2", "bytes 1-2", "bytes=--1", "bytes=0x1-2"})
    EXPECT_TRUE(std::holds_alternative<WholeRange>(requested_range(field, kSize))) << field;
  EXPECT_TRUE(std::holds_alternative<UnsatisfiableRange>(requested_range("bytes=0-", 0)));
}

RC_GTEST_PROP(Range, APartIsWithinTheWhole, (const std::string& bytes)) {
  const auto size = *rc::gen::arbitrary<std::uint64_t>();
  const auto first = *rc::gen::arbitrary<std::uint64_t>(), last = *rc::gen::arbitrary<std::uint64_t>();
  for (const auto& field : {"bytes=" + bytes, "bytes=" + std::to_string(first) + "-" + std::to_string(last),
                            "bytes=-" + std::to_string(last), "bytes=" + std::to_string(first) + "-"}) {
    const auto range = requested_range(field, size);
    if (const auto* part = std::get_if<ByteRange>(&range))
      RC_ASSERT(part->first <= part->last && part->last < size);
  }
}

TEST(EntityTags, AreComparedWeaklyOrStrongly) {
  using enum Comparison;
  for (const char* field : {R"("a")", R"("b", "a")", R"("b","a" )", "*", " * "}) {
    EXPECT_TRUE(names_tag(field, "\"a\"", strong)) << field;
    EXPECT_TRUE(names_tag(field, "\"a\"", weak)) << field;
  }
  EXPECT_TRUE(names_tag(R"(W/"a")", "\"a\"", weak));
  EXPECT_FALSE(names_tag(R"(W/"a")", "\"a\"", strong));
  for (const char* field : {"", "a", R"("a)", R"("b")", R"(a")", R"("b" "a")", R"(, "a")", R"(W"a")"})
    EXPECT_FALSE(names_tag(field, "\"a\"", weak)) << field;
}

TEST(MediaType, KeepsTypeSubtypeAndCharset) {
  const std::pair<const char*, const char*> kTypes[]{
      {"application/pdf", "application/pdf"},
      {"Text/HTML; Charset=\"UTF-8\"; boundary=x", "text/html; charset=utf-8"},
      {" image/svg+xml ;", "image/svg+xml"},
      {"text/plain;charset=a;charset=b", "text/plain; charset=a"}};
  for (const auto& [field, type] : kTypes) EXPECT_EQ(shown(parse_media_type(field)), type) << field;
  for (const auto& field :
       {""s, "text"s, "text/"s, "/plain"s, "text /plain"s, "text/plain x"s, "text/plain; a"s,
        "text/plain; charset=\"a b\""s, "a/"s + std::string(128, 'b'), "text/plain, a/b"s})
    EXPECT_EQ(shown(parse_media_type(field)), "(none)") << field;
}

TEST(UploadHead, RepeatedFieldsAreNotGuessedAt) {
  Request request;
  request.headers = {{"content-type", "text/plain"}, {"content-disposition", "attachment; filename=a"}};
  EXPECT_TRUE(upload_head_of(request));
  request.headers.emplace_back("content-digest", "sha-256=:" + kSha256 + ":");
  request.headers.emplace_back("content-digest", "md5=:AAAA:");
  ASSERT_TRUE(upload_head_of(request));
  EXPECT_TRUE(upload_head_of(request)->digests.sha256);
  for (const char* name : {"content-type", "content-disposition"}) {
    auto twice = request;
    twice.headers.emplace_back(name, request.header(name));
    EXPECT_FALSE(upload_head_of(twice)) << name;
  }
  request.headers.emplace_back("content-encoding", "gzip");
  ASSERT_FALSE(upload_head_of(request));
  EXPECT_EQ(upload_head_of(request).error().status, 415);
}

}  // namespace
}  // namespace vesture::api
