// Bodies that are larger than what sockets hold, out of an application without a vault: how the session writes them.
#include <gtest/gtest.h>

#include <optional>

#include "api/http/server.hpp"
#include "api/http/streamed_body.hpp"
#include "tests/api/raw_client.hpp"

namespace vesture::api {
namespace {

namespace asio = boost::asio;

constexpr std::size_t kLarge = std::size_t{32} << 20;  // bytes

// So many bytes of 'x'; one that breaks throws in the middle, one that is short ends there.
class RepeatedByte final : public OutgoingBody {
 public:
  enum class End { whole, breaks, is_short };
  explicit RepeatedByte(End end) : end_(end) {}

  std::uint64_t size() const override { return kLarge; }
  asio::awaitable<std::string> read() override {
    if (given_ >= kLarge / 2 && end_ == End::breaks) throw std::runtime_error("the disk broke");
    std::string piece(given_ >= kLarge / 2 && end_ == End::is_short ? 0 : kBodyPieceBytes, 'x');
    given_ += piece.size();
    co_return piece;
  }

 private:
  const End end_;
  std::size_t given_ = 0;
};

class LargeAnswers final : public Application {
 public:
  asio::awaitable<Response> handle(Request request) override {
    Response response;
    if (request.path == "/text") response.body.assign(kLarge, 'x');
    if (request.path == "/whole")
      response.outgoing = std::make_shared<RepeatedByte>(RepeatedByte::End::whole);
    if (request.path == "/breaks")
      response.outgoing = std::make_shared<RepeatedByte>(RepeatedByte::End::breaks);
    if (request.path == "/short")
      response.outgoing = std::make_shared<RepeatedByte>(RepeatedByte::End::is_short);
    co_return response;
  }
};

class HttpBody : public testing::Test {
 protected:
  RawClient start(std::chrono::milliseconds write_time = std::chrono::seconds(30),
                  Metrics* metrics = nullptr) {
    ServerOptions options;
    options.metrics = metrics;
    options.port = 0;
    options.threads = 1;
    options.write_time = write_time;
    options.stop_time = std::chrono::minutes(10);  // so that stopping does not cut what a session should end
    server_.emplace(options, application_);
    server_->start();
    return RawClient(server_->port());
  }

  LargeAnswers application_;
  std::optional<Server> server_;
};

TEST_F(HttpBody, PiecesAndTextsOfAnySizeArriveWholeAndTheConnectionGoesOn) {
  auto client = start();
  client.send(get("/whole") + get("/text") + get("/small"));
  for (int i = 0; i < 2; ++i) {
    const auto head = client.read_head();
    EXPECT_EQ(head.field("content-length"), std::to_string(kLarge));
    client.skip(kLarge);
  }
  EXPECT_EQ(client.read_answer().status, 200);
}

TEST_F(HttpBody, OneThatBreaksOrEndsEarlyIsNotPassedOffAsWhole) {
  for (const char* target : {"/breaks", "/short"}) {
    auto client = start();
    client.send(get(target) + get("/small"));
    EXPECT_EQ(client.read_head().field("content-length"), std::to_string(kLarge));
    EXPECT_EQ(client.read_all().size(), kLarge / 2) << "and nothing behind it";
  }
}

TEST_F(HttpBody, OneThatIsCutIsCountedAsSuchAndAWholeOneIsNot) {
  Metrics metrics;
  for (const char* target : {"/whole", "/breaks"}) {
    auto client = start(std::chrono::seconds(30), &metrics);
    client.send(get(target, "Connection: close\r\n"));
    client.read_all();
    server_->stop();
  }
  EXPECT_NE(
      metrics.text().find(R"(vesture_http_responses_cut_total{method="GET",route="none",status="200"} 1)"),
      std::string::npos)
      << metrics.text();
}

TEST_F(HttpBody, AClientThatTakesNothingIsLeftAfterTheTimeForAPiece) {
  for (const char* target : {"/whole", "/text"}) {
    auto client = start(std::chrono::milliseconds(1));
    client.send(get(target));
    server_->stop();  // waits for the session, which gave the client up
    EXPECT_LT(client.read_all().size(), kLarge) << target;
  }
}

}  // namespace
}  // namespace vesture::api
