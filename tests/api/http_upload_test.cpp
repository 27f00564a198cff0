// Contents on their way in, over real sockets: what is kept, what is refused, and that nothing of that is left.
#include <atomic>
#include <latch>

#include "domain/orders/numbering.hpp"
#include "tests/api/files_fixture.hpp"

namespace vesture::api {
namespace {

using domain::files::Scan;

const std::string kHelloSha256 = "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=";
const std::string kHelloSha512 =
    "m3HSJL1i83hdltRq0+o9czGb+8KJDKra4t/3JRlnPKcjI8PZm6XBHXx6zG4UuMXaDEZjR1wuXDre9G9zvN7AQw==";

std::string with_digest(const std::string& digest) {
  return std::string(kNamed) + "Content-Digest: " + digest + "\r\n";
}

class UploadTest : public FilesTest {
 protected:
  // The answer to one request on a connection of its own.
  Answer answer_to(const std::string& request) const {
    auto client = this->client();
    client.send(request);
    return client.read_answer();
  }
  void expect_refused(const std::string& request, int status, const std::string& code) const {
    const auto answer = answer_to(request);
    EXPECT_EQ(answer.status, status) << answer.body;
    EXPECT_EQ(code_of(answer), code);
  }
};

TEST_F(UploadTest, AContentIsKeptAsItCame) {
  start();
  const auto answer = answer_to(
      upload_request("hello", with_digest("sha-256=:" + kHelloSha256 + ":, sha-512=:" + kHelloSha512 + ":")));
  ASSERT_EQ(answer.status, 200) << answer.body;
  ASSERT_EQ(uploads().size(), 1u);
  const auto upload = uploads().front();
  EXPECT_EQ(upload.name, "a.txt");
  EXPECT_EQ(upload.media_type, "text/plain");
  EXPECT_EQ(upload.size, 5u);
  EXPECT_EQ(upload.scan, Scan::not_scanned);
  const auto content = backend().vault.read(upload.content.uuid.bytes);
  ASSERT_TRUE(content);
  EXPECT_EQ(content->facts(), (eventstore::ContentFacts{upload.size, upload.sha256, upload.commitment}));
  EXPECT_EQ(content->read(), "hello");
  EXPECT_TRUE(backend().vault.unkept().empty());
}

TEST_F(UploadTest, ChunksMayComeWithoutALengthInAdvance) {
  start();
  auto client = this->client();
  client.send("POST /files HTTP/1.1\r\nHost: test\r\nContent-Type: text/plain\r\n" + std::string(kNamed) +
              "Transfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n");
  EXPECT_EQ(client.read_answer().status, 200);
  EXPECT_EQ(backend().vault.read(uploads().at(0).content.uuid.bytes)->read(), "hello");
}

TEST_F(UploadTest, TheNextRequestFollowsOnTheSameConnection) {
  start();
  auto client = this->client();
  const std::string large(600'000, 'x');
  client.send(upload_request(large) + upload_request("") + upload_request("two"));
  EXPECT_EQ(client.read_answer().status, 200);
  EXPECT_EQ(code_of(client.read_answer()), "files.empty");
  EXPECT_EQ(client.read_answer().status, 200);
  ASSERT_EQ(uploads().size(), 2u);
  EXPECT_EQ(uploads()[0].size, large.size());
  EXPECT_EQ(uploads()[1].size, 3u);
}

TEST_F(UploadTest, AnEmptyContentIsRefused) {
  start();
  expect_refused(upload_request(""), 422, "files.empty");
  expect_empty_vault();
}

TEST_F(UploadTest, AWrongDigestIsRefusedAndAnUnknownAlgorithmIsPassedOver) {
  start();
  expect_refused(upload_request("hallo", with_digest("sha-256=:" + kHelloSha256 + ":")), 422,
                 "files.digest_mismatch");
  expect_refused(upload_request("hallo", with_digest("sha-512=:" + kHelloSha512 + ":")), 422,
                 "files.digest_mismatch");
  expect_refused(upload_request("hello", with_digest("sha-256=" + kHelloSha256)), 400,
                 "files.digest_invalid");
  expect_empty_vault();
  EXPECT_EQ(answer_to(upload_request("hallo", with_digest("md5=:AAAA:"))).status, 200);
}

TEST_F(UploadTest, NamesAndTypesThatAreNoneAreRefused) {
  start();
  expect_refused(upload_request("a", ""), 422, "files.name_invalid");
  expect_refused(upload_request("a", "Content-Disposition: attachment; filename=\"a/b\"\r\n"), 422,
                 "files.name_invalid");
  expect_refused(upload_request("a", std::string(kNamed) + "Content-Encoding: gzip\r\n"), 415,
                 "request.media_type");
  expect_refused(upload_request("a", std::string(kNamed) + "Content-Type: a/b\r\n"), 415,
                 "request.media_type");
}

TEST_F(UploadTest, BeyondTheLimitIsRefusedWithAndWithoutALength) {
  admission = [] { return UploadAdmission{400'000}; };
  start();
  auto client = this->client();
  client.send("POST /files HTTP/1.1\r\nHost: test\r\nContent-Type: text/plain\r\n" + std::string(kNamed) +
              "Content-Length: 400001\r\n\r\n");
  const auto before_a_byte = client.read_answer();
  EXPECT_EQ(before_a_byte.status, 413);
  EXPECT_EQ(before_a_byte.field("connection"), "close");
  const std::string chunk = "493e0\r\n" + std::string(300'000, 'x') + "\r\n";
  expect_refused("POST /files HTTP/1.1\r\nHost: test\r\nContent-Type: text/plain\r\n" + std::string(kNamed) +
                     "Transfer-Encoding: chunked\r\n\r\n" + chunk + chunk,
                 413, "http.too_large");
  expect_empty_vault();
  EXPECT_EQ(answer_to(upload_request(std::string(400'000, 'x'))).status, 200);
}

TEST_F(UploadTest, WhoMayNotIsToldBeforeAByteIsSent) {
  const auto gone = [] { return std::unexpected(problems::not_found()); };
  admission = gone;
  start();
  const std::string head =
      " HTTP/1.1\r\nHost: test\r\nContent-Type: text/plain\r\nExpect: 100-continue\r\nContent-Length: "
      "1000000\r\n" +
      std::string(kNamed) + "\r\n";
  for (const auto& [target, status] : {std::pair("/files", 404), std::pair("/desk/files", 401)}) {
    auto client = this->client();
    client.send("POST " + std::string(target) + head);
    const auto answer = client.read_answer();
    EXPECT_EQ(answer.status, status);
    EXPECT_EQ(answer.field("connection"), "close");
    EXPECT_EQ(client.read_all(), "");
  }
  EXPECT_TRUE(uploads().empty());
}

TEST_F(UploadTest, WhoMayIsAskedToGoOn) {
  start();
  auto client = this->client();
  client.send("POST /files HTTP/1.1\r\nHost: test\r\nContent-Type: text/plain\r\nExpect: 100-continue\r\n" +
              std::string(kNamed) + "Content-Length: 5\r\n\r\n");
  EXPECT_EQ(client.read_head().status, 100);
  client.send("hello");
  EXPECT_EQ(client.read_answer().status, 200);
}

TEST_F(UploadTest, ABodyThatEndsEarlyIsRefused) {
  start();
  auto client = this->client();
  client.send("POST /files HTTP/1.1\r\nHost: test\r\nContent-Type: text/plain\r\n" + std::string(kNamed) +
              "Content-Length: 1000000\r\n\r\n" + std::string(600'000, 'x'));
  client.shut_sending();
  const auto answer = client.read_answer();
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(code_of(answer), "http.body_cut_off");
  expect_empty_vault();
}

TEST_F(UploadTest, BadFramingInTheMiddleIsRefused) {
  start();
  auto client = this->client();
  client.send("POST /files HTTP/1.1\r\nHost: test\r\nContent-Type: text/plain\r\n" + std::string(kNamed) +
              "Transfer-Encoding: chunked\r\n\r\n493e0\r\n" + std::string(300'000, 'x') + "\r\nzz\r\n");
  EXPECT_EQ(client.read_answer().status, 400);
  expect_empty_vault();
}

TEST_F(UploadTest, WhatSurroundsChunksIsHeldWithinBounds) {
  start();
  const std::string head = "POST /files HTTP/1.1\r\nHost: test\r\nContent-Type: text/plain\r\n" +
                           std::string(kNamed) + "Transfer-Encoding: chunked\r\n\r\n";
  std::string trailer = "1\r\nx\r\n0\r\n";
  while (trailer.size() < 600'000) trailer += "Field: value\r\n";
  for (const auto& endless : {"1;" + std::string(600'000, 'x'), trailer})
    expect_refused(head + endless, 400, "http.bad_request");
  expect_empty_vault();
}

TEST_F(UploadTest, NothingIsLeftOfAClientThatWentAway) {
  start();
  {
    auto client = this->client();
    client.send("POST /files HTTP/1.1\r\nHost: test\r\nContent-Type: text/plain\r\n" + std::string(kNamed) +
                "Content-Length: 1000000\r\n\r\n" + std::string(600'000, 'x'));
    client.close();
  }
  stop();
  EXPECT_TRUE(uploads().empty());
  expect_empty_vault();
}

TEST_F(UploadTest, AClientThatDripsIsEnded) {
  server_options.body_time = std::chrono::milliseconds(1);
  start();
  auto client = this->client();
  client.send("POST /files HTTP/1.1\r\nHost: test\r\nContent-Type: text/plain\r\n" + std::string(kNamed) +
              "Content-Length: 1000000\r\n\r\nx");
  const auto answer = client.read_answer();
  EXPECT_EQ(answer.status, 408);
  EXPECT_EQ(answer.field("connection"), "close");
  expect_empty_vault();
}

TEST_F(UploadTest, WhatTheRouteRejectsOrHasNoEventForIsDestroyed) {
  start();
  decision = [](Unit&, const Upload&) -> Result<void> { return std::unexpected(problems::forbidden()); };
  EXPECT_EQ(answer_to(upload_request("one")).status, 403);
  decision = [](Unit&, const Upload&) -> Result<void> { return {}; };
  EXPECT_EQ(answer_to(upload_request("two")).status, 200);
  EXPECT_EQ(answer_to(upload_request("two", std::string(kNamed) + "Idempotency-Key: k\r\n")).status, 200);
  decision = [](Unit&, const Upload&) -> Result<void> { throw std::runtime_error("of the house"); };
  EXPECT_EQ(answer_to(upload_request("three")).status, 500);
  EXPECT_EQ(uploads().size(), 4u);
  expect_empty_vault();
}

TEST_F(UploadTest, AConflictIsDecidedAnewWithTheSameContent) {
  start();
  std::atomic<bool> met = false;
  decision = [&](Unit& unit, const Upload& upload) -> Result<void> {
    using domain::orders::Numbering;
    constexpr auto kSeries = domain::orders::Series::orders;
    unit.load<Numbering>(kSeries);
    if (!met.exchange(true)) {
      Unit other(backend().log, backend().cipher, unit.now());
      EXPECT_TRUE(other.decide<Numbering>(kSeries, {kSeries, 1}));
      std::latch appended(1);
      backend().log.append(other.take(), [&](const eventstore::Appended&) { appended.count_down(); });
      appended.wait();
    }
    refer_to(unit, upload);
    return {};
  };
  EXPECT_EQ(answer_to(upload_request("hello")).status, 200);
  ASSERT_EQ(uploads().size(), 2u);
  EXPECT_EQ(uploads()[0].content, uploads()[1].content);
  EXPECT_TRUE(backend().vault.read(uploads()[1].content.uuid.bytes));
  EXPECT_TRUE(backend().vault.unkept().empty());
}

TEST_F(UploadTest, ARepeatIsAnsweredAsTheFirstTimeWhateverHasChanged) {
  start();
  const auto fields = std::string(kNamed) + "Idempotency-Key: k\r\n";
  const auto first = answer_to(upload_request("hello", fields));
  ASSERT_EQ(first.status, 200);
  admission = []() -> Result<UploadAdmission> { return std::unexpected(problems::forbidden()); };
  const auto again = answer_to(upload_request("hello", fields));
  EXPECT_EQ(again.status, 200);
  EXPECT_EQ(again.body, first.body);
  EXPECT_EQ(again.field("vesture-position"), first.field("vesture-position"));
  expect_refused(upload_request("hallo", fields), 409, "idempotency.key_reused");
  expect_refused(
      upload_request("hello", "Content-Disposition: attachment; filename=b\r\nIdempotency-Key: k\r\n"), 409,
      "idempotency.key_reused");
  EXPECT_EQ(uploads().size(), 1u);
  EXPECT_TRUE(backend().vault.unkept().empty());
}

TEST_F(UploadTest, ARefusalBeforeAByteIsReadIsRepeatedEvenWhenItWouldSucceedByNow) {
  admission = []() -> Result<UploadAdmission> { return std::unexpected(problems::forbidden()); };
  start();
  const auto fields = std::string(kNamed) + "Idempotency-Key: k\r\n";
  const auto refused = answer_to(upload_request("hello", fields));
  ASSERT_EQ(refused.status, 403);
  admission = [] { return UploadAdmission{1000}; };
  const auto again = answer_to(upload_request("hello", fields));
  EXPECT_EQ(again.status, 403);
  EXPECT_EQ(again.body, refused.body);
  expect_refused(upload_request("hello", "Content-Disposition: attachment\r\nIdempotency-Key: k\r\n"), 409,
                 "idempotency.key_reused");
  EXPECT_EQ(answer_to(upload_request("hello")).status, 200);
}

TEST_F(UploadTest, ARefusedHeaderOrContentIsItsKeysOutcome) {
  start();
  expect_refused(upload_request("hello", "Idempotency-Key: header\r\n"), 422, "files.name_invalid");
  expect_refused(upload_request("hello", std::string(kNamed) + "Idempotency-Key: header\r\n"), 409,
                 "idempotency.key_reused");
  const auto declared = with_digest("sha-256=:" + kHelloSha256 + ":") + "Idempotency-Key: digest\r\n";
  expect_refused(upload_request("hallo", declared), 422, "files.digest_mismatch");
  expect_refused(upload_request("hallo", declared), 422, "files.digest_mismatch");
  expect_refused(upload_request("hello", declared), 409, "idempotency.key_reused");
  const auto empty = std::string(kNamed) + "Idempotency-Key: empty\r\n";
  expect_refused(upload_request("", empty), 422, "files.empty");
  expect_refused(upload_request("hello", empty), 409, "idempotency.key_reused");
  EXPECT_TRUE(uploads().empty());
}

TEST_F(UploadTest, WhatWentWrongOnTheWayIsNoOutcome) {
  admission = [] { return UploadAdmission{10}; };
  start();
  const auto fields = std::string(kNamed) + "Idempotency-Key: k\r\n";
  auto client = this->client();
  const auto whole = upload_request("hello", fields);
  client.send(whole.substr(0, whole.size() - 1));
  client.shut_sending();
  EXPECT_EQ(code_of(client.read_answer()), "http.body_cut_off");
  expect_refused(upload_request(std::string(11, 'x'), fields), 413, "http.too_large");
  EXPECT_EQ(answer_to(upload_request("hello", fields)).status, 200);
}

TEST_F(UploadTest, OfTwoAtOnceWithOneKeyOneContentStays) {
  start();
  std::latch both(2);
  decision = [&](Unit& unit, const Upload& upload) -> Result<void> {
    both.arrive_and_wait();
    refer_to(unit, upload);
    return {};
  };
  auto one = client(), two = client();
  const auto request = upload_request("hello", std::string(kNamed) + "Idempotency-Key: k\r\n");
  one.send(request);
  two.send(request);
  EXPECT_EQ(one.read_answer().body, two.read_answer().body);
  ASSERT_EQ(uploads().size(), 2u);
  const auto is_there = [&](std::size_t i) {
    return backend().vault.read(uploads()[i].content.uuid.bytes) != nullptr;
  };
  EXPECT_NE(is_there(0), is_there(1));
  EXPECT_TRUE(backend().vault.unkept().empty());
}

TEST_F(UploadTest, ACallerHasSoManyOpenAtOnce) {
  dispatcher_options.concurrency.uploads = 1;
  start();
  auto slow = client();
  slow.send("POST /files HTTP/1.1\r\nHost: test\r\nContent-Type: text/plain\r\nExpect: 100-continue\r\n" +
            std::string(kNamed) + "Content-Length: 5\r\n\r\n");
  EXPECT_EQ(slow.read_head().status, 100);
  const auto refused = answer_to(upload_request("two"));
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(code_of(refused), "rate.too_many_open");
  EXPECT_FALSE(refused.field("retry-after").empty());
  slow.send("hello");
  EXPECT_EQ(slow.read_answer().status, 200);
  stop();  // the answer is let go of before the session ends
}

}  // namespace
}  // namespace vesture::api
