// Contents on their way out: whole, in ranges, on conditions, under any name, and what a broken disk looks like.
#include "api/http/content_disposition.hpp"
#include "tests/api/files_fixture.hpp"

namespace vesture::api {
namespace {

class DownloadTest : public FilesTest {
 protected:
  domain::ContentId upload(std::string_view body, std::string_view fields = kNamed) {
    auto client = this->client();
    client.send(upload_request(body, fields));
    const auto answer = client.read_answer();
    EXPECT_EQ(answer.status, 200) << answer.body;
    return uploads().back().content;
  }
};

TEST_F(DownloadTest, AContentComesAsAnAttachmentThatNoBrowserRuns) {
  start();
  const auto content = upload("hello");
  const auto answer = download(content);
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, "hello");
  EXPECT_EQ(answer.field("content-type"), "text/plain");
  EXPECT_EQ(answer.field("content-disposition"), "attachment; filename=\"a.txt\"");
  EXPECT_EQ(answer.field("content-digest"), "sha-256=:LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=:");
  EXPECT_EQ(answer.field("accept-ranges"), "bytes");
  EXPECT_EQ(answer.field("content-language"), "") << "nobody knows it";
  EXPECT_EQ(answer.field("x-content-type-options"), "nosniff");
  EXPECT_TRUE(answer.field("content-security-policy").starts_with("sandbox"));
  EXPECT_TRUE(answer.field("etag").starts_with('"'));
}

TEST_F(DownloadTest, EveryRangeIsThatPartOfTheContent) {
  start();
  std::string body(700'000, '\0');
  for (std::size_t i = 0; i < body.size(); ++i) body[i] = static_cast<char>('a' + i % 251 % 26);
  const auto content = upload(body);
  struct Row {
    const char* range;
    std::size_t first, last;
  };
  for (const auto& [range, first, last] :
       {Row{"bytes=0-0", 0, 0}, Row{"bytes=262143-262144", 262'143, 262'144},
        Row{"bytes=100-650000", 100, 650'000}, Row{"bytes=-3", 699'997, 699'999},
        Row{"bytes=699999-", 699'999, 699'999}, Row{"bytes=5-9999999", 5, 699'999}}) {
    const auto answer = download(content, "Range: " + std::string(range) + "\r\n");
    EXPECT_EQ(answer.status, 206) << range;
    EXPECT_TRUE(answer.body == body.substr(first, last - first + 1)) << range;
    EXPECT_EQ(answer.field("content-range"),
              "bytes " + std::to_string(first) + "-" + std::to_string(last) + "/700000");
    EXPECT_EQ(answer.field("content-digest"), "") << "that of the whole would be wrong of a part";
    EXPECT_FALSE(answer.field("repr-digest").empty());
  }
  for (const char* range : {"bytes=0-1,5-6", "bytes=9-3", "lines=0-1"}) {
    const auto answer = download(content, "Range: " + std::string(range) + "\r\n");
    EXPECT_EQ(answer.status, 200) << range;
    EXPECT_TRUE(answer.body == body) << range;
  }
}

TEST_F(DownloadTest, ARangeBeyondTheEndIs416WithTheSize) {
  start();
  const auto content = upload("hello");
  for (const char* range : {"bytes=5-", "bytes=-0"}) {
    const auto answer = download(content, "Range: " + std::string(range) + "\r\n");
    EXPECT_EQ(answer.status, 416);
    EXPECT_EQ(answer.field("content-range"), "bytes */5");
    EXPECT_EQ(code_of(answer), "files.range_not_satisfiable");
  }
}

TEST_F(DownloadTest, ConditionsAreHeldAgainstTheETag) {
  start();
  const auto content = upload("hello"), other = upload("hello");
  const auto etag = download(content).field("etag");
  EXPECT_NE(download(other).field("etag"), etag);
  const auto known = download(content, "If-None-Match: \"x\", W/" + etag + "\r\n");
  EXPECT_EQ(known.status, 304);
  EXPECT_EQ(known.body, "");
  EXPECT_EQ(known.field("etag"), etag);
  EXPECT_EQ(download(content, "If-None-Match: \"x\"\r\n").status, 200);
  EXPECT_EQ(download(content, "If-Match: \"x\"\r\n").status, 412);
  EXPECT_EQ(download(content, "If-Match: " + etag + "\r\n").status, 200);
  const std::string range = "Range: bytes=1-2\r\nIf-Range: ";
  EXPECT_EQ(download(content, range + etag + "\r\n").body, "el");
  for (const auto& validator :
       {std::string("\"x\""), "W/" + etag, std::string("Sat, 21 Nov 2026 10:00:00 GMT")})
    EXPECT_EQ(download(content, range + validator + "\r\n").body, "hello") << validator;
}

TEST_F(DownloadTest, HeadSaysWhatAGetWouldWithoutItsBytes) {
  start();
  const auto content = upload("hello");
  auto client = this->client();
  const auto target = "/files/" + to_string(content);
  client.send("HEAD " + target + " HTTP/1.1\r\nHost: test\r\nRange: bytes=1-2\r\n\r\n" + get(target));
  const auto head = client.read_answer(true);
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.field("content-length"), "5");
  EXPECT_EQ(client.read_answer().body, "hello");
}

TEST_F(DownloadTest, NamesOfAnyUnicodeComeBackAsTheyWent) {
  start();
  for (const std::string name :
       {"plāns – 2026.pdf", "قائمة الأسعار.pdf", "תוכנית.docx", "計画書.txt", "👩‍👩‍👧 emoji.png",
        R"(50% "a"; b=c.txt)", "a'b.txt", "%41.txt", "UTF-8''x.txt"}) {
    const auto content = upload("x", "Content-Disposition: " + attachment_disposition(name) + "\r\n");
    EXPECT_EQ(uploads().back().name, name);
    EXPECT_EQ(disposition_file_name(download(content).field("content-disposition")).value_or(""), name);
  }
}

TEST_F(DownloadTest, WhatWasDestroyedIsNotThere) {
  start();
  const auto content = upload("hello");
  backend().vault.destroy(content.uuid.bytes);
  EXPECT_EQ(download(content).status, 404);
}

TEST_F(DownloadTest, AContentThatBreaksOffEndsTheConnectionShort) {
  start();
  // More than the sockets hold, so that it is destroyed while it is being read.
  const auto content = upload(std::string(std::size_t{48} << 20, 'x'));
  auto client = this->client();
  client.send(get("/files/" + to_string(content)));
  EXPECT_EQ(client.read_head().status, 200);
  backend().vault.destroy(content.uuid.bytes);
  EXPECT_LT(client.read_all().size(), std::size_t{48} << 20);
}

}  // namespace
}  // namespace vesture::api
