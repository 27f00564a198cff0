// The server over real sockets on loopback.
#include <gtest/gtest.h>

#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <deque>
#include <future>
#include <latch>
#include <mutex>
#include <optional>
#include <thread>

#include "api/http/server.hpp"
#include "tests/api/raw_client.hpp"

namespace vesture::api {
namespace {

namespace asio = boost::asio;

// Events that a test pushes while a client listens.
class PushedEvents {
 public:
  void push(std::optional<std::string> event) {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(std::move(event));
    if (wake_) wake_();
  }

  std::shared_ptr<EventStream> stream() {
    auto made = std::make_shared<EventStream>();
    made->next = [this]() -> std::optional<std::string> {
      const std::lock_guard lock(mutex_);
      if (waiting_.empty()) return "";
      auto event = std::move(waiting_.front());
      waiting_.pop_front();
      return event;
    };
    made->subscribe = [this](std::function<void()> wake) {
      const std::lock_guard lock(mutex_);
      wake_ = std::move(wake);
    };
    return made;
  }

 private:
  std::mutex mutex_;
  std::deque<std::optional<std::string>> waiting_;
  std::function<void()> wake_;
};

// Answers with what it was asked; /held answers once it is released, /events streams, /throws fails.
class EchoApplication final : public Application {
 public:
  asio::awaitable<Response> handle(Request request) override {
    if (request.path == "/throws") throw std::runtime_error("a secret of the house");
    if (request.path == "/held") co_await held();
    Response response;
    response.route = "/{anything}";
    if (request.path == "/events") {
      response.stream = events.stream();
      co_return response;
    }
    response.body = request.method + " " + request.path;
    for (const auto& [name, value] : request.query) response.body += " " + name + "=" + value;
    if (!request.body.empty()) response.body += " [" + request.body + "]";
    if (request.path == "/trailer") response.body += " <" + std::string(request.header("x-late")) + ">";
    co_return response;
  }

  void release() { release_(); }

  PushedEvents events;
  std::latch entered{1};

 private:
  asio::awaitable<void> held() {
    auto keep = [this](auto handler) {
      auto kept = std::make_shared<decltype(handler)>(std::move(handler));
      release_ = [kept] {
        asio::post(asio::get_associated_executor(*kept), [kept] { std::move (*kept)(); });
      };
      entered.count_down();
    };
    co_await asio::async_initiate<const asio::use_awaitable_t<>, void()>(std::move(keep),
                                                                         asio::use_awaitable);
  }

  std::function<void()> release_;
};

class HttpServer : public testing::Test {
 protected:
  // Two threads, whatever the machine has, and a body limit that tests can reach.
  static ServerOptions options() {
    ServerOptions options;
    options.port = 0;
    options.threads = 2;
    options.body_rule = [](std::string_view, std::string_view path) {
      return BodyRule{path == "/small" ? 8u : 65'536u, false};
    };
    options.metrics = nullptr;
    return options;
  }

  Server& start(ServerOptions with = options()) {
    server_.emplace(std::move(with), application_);
    server_->start();
    return *server_;
  }
  RawClient client() { return RawClient(server_->port()); }

  EchoApplication application_;
  std::optional<Server> server_;
};

TEST_F(HttpServer, AnswersARequest) {
  start();
  auto client = this->client();
  client.send(get("/a?b=c%20d&e=f+g&b=2"));
  const auto answer = client.read_answer();
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, "GET /a b=c d e=f g b=2");
  EXPECT_EQ(answer.field("content-type"), "application/json");
  EXPECT_EQ(answer.field("cache-control"), "no-store");
  EXPECT_FALSE(answer.field("date").empty());
}

TEST_F(HttpServer, KeepsTheConnectionForPipelinedRequestsAndAnswersInOrder) {
  start();
  auto client = this->client();
  client.send(get("/1") + post("/2", "two") + "\r\n" + get("/3") + get("/4", "Connection: close\r\n") +
              get("/5"));
  EXPECT_EQ(client.read_answer().body, "GET /1");
  EXPECT_EQ(client.read_answer().body, "POST /2 [two]");
  EXPECT_EQ(client.read_answer().body, "GET /3");
  const auto last = client.read_answer();
  EXPECT_EQ(last.body, "GET /4");
  EXPECT_EQ(last.field("connection"), "close");
  EXPECT_EQ(client.read_all(), "");
}

TEST_F(HttpServer, ReadsARequestThatComesByteByByte) {
  start();
  auto client = this->client();
  for (const char c : post("/slow", "body")) client.send({&c, 1});
  EXPECT_EQ(client.read_answer().body, "POST /slow [body]");
}

TEST_F(HttpServer, HeadIsAGetWithoutItsBody) {
  start();
  auto client = this->client();
  client.send("HEAD /a HTTP/1.1\r\nHost: test\r\n\r\n" + get("/b"));
  const auto head = client.read_answer(true);
  EXPECT_EQ(head.field("content-length"), std::to_string(std::string("HEAD /a").size()));
  EXPECT_EQ(client.read_answer().body, "GET /b");
}

TEST_F(HttpServer, AbsoluteTargetsAreTakenAndFragmentsRefused) {
  start();
  auto client = this->client();
  client.send(get("http://elsewhere.example/a?b=c") + get("/a#b"));
  EXPECT_EQ(client.read_answer().body, "GET /a b=c");
  EXPECT_EQ(client.read_answer().status, 400);
}

TEST_F(HttpServer, OptionsOfTheWholeServerIsAnswered) {
  start();
  auto client = this->client();
  client.send("OPTIONS * HTTP/1.1\r\nHost: test\r\n\r\n");
  EXPECT_EQ(client.read_answer().status, 204);
}

TEST_F(HttpServer, Http10ClosesUnlessAskedNotTo) {
  start();
  auto client = this->client();
  client.send("GET /1 HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET /2 HTTP/1.0\r\n\r\n");
  EXPECT_EQ(client.read_answer().field("connection"), "keep-alive");
  EXPECT_EQ(client.read_answer().field("connection"), "close");
  EXPECT_EQ(client.read_all(), "");
}

TEST_F(HttpServer, AHeaderTooLargeIs431) {
  start();
  auto client = this->client();
  client.send(get("/a", "X: " + std::string(17'000, 'x') + "\r\n"));
  const auto answer = client.read_answer();
  EXPECT_EQ(answer.status, 431);
  EXPECT_NE(answer.body.find("http.header_too_large"), std::string::npos);
}

TEST_F(HttpServer, ABodyTooLargeIsRefusedBeforeItIsSent) {
  start();
  auto client = this->client();
  client.send("POST /small HTTP/1.1\r\nHost: test\r\nContent-Length: 9\r\n\r\n");
  EXPECT_EQ(client.read_answer().status, 413);
}

TEST_F(HttpServer, ABodyThatGrowsTooLargeInChunksIsRefused) {
  start();
  auto client = this->client();
  client.send(
      "POST /small HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n4\r\nabcd\r\n");
  EXPECT_EQ(client.read_answer().status, 413);
}

TEST_F(HttpServer, ExpectContinueIsHonouredWithinTheLimitOnly) {
  start();
  const std::string head = " HTTP/1.1\r\nHost: test\r\nExpect: 100-continue\r\nContent-Length: ";
  auto client = this->client();
  client.send("POST /small" + head + "4\r\n\r\n");
  EXPECT_EQ(client.read_head().status, 100);
  client.send("body");
  EXPECT_EQ(client.read_answer().body, "POST /small [body]");
  client.send("POST /small" + head + "9\r\n\r\n");
  EXPECT_EQ(client.read_answer().status, 413);
}

TEST_F(HttpServer, TrailersDoNotBecomeHeaders) {
  start();
  auto client = this->client();
  client.send(
      "POST /trailer HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nX-Late: "
      "yes\r\n\r\n");
  EXPECT_EQ(client.read_answer().body, "POST /trailer [ok] <>");
}

TEST_F(HttpServer, SmugglingShapesAreRefused) {
  start();
  const std::string begin = "POST /a HTTP/1.1\r\nHost: test\r\n";
  for (const std::string fields :
       {"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", "Content-Length: 3\r\nContent-Length: 4\r\n",
        "Content-Length: 3, 4\r\n", "Content-Length: +3\r\n", "Content-Length: -3\r\n", "Content-Length:\r\n",
        "Content-Length : 3\r\n", "Transfer-Encoding : chunked\r\n",
        "Transfer-Encoding: chunked, identity\r\n",
        "Transfer-Encoding: \x0b"
        "chunked\r\n",
        "X: a\r\n b\r\n", "X: a\nY: b\r\n", "X: a\rb\r\n", "X y: b\r\n", ": b\r\n", "X\r\n",
        "Host: other\r\n"}) {
    auto client = this->client();
    client.send(begin + fields + "\r\n");
    const auto answer = client.read_answer();
    EXPECT_EQ(answer.status, 400) << fields;
    EXPECT_EQ(answer.field("connection"), "close");
  }
  for (const std::string chunks : {"-1\r\n", "+1\r\na\r\n", "0x1\r\na\r\n", "1\na\r\n", "1\r\nab\r\n"}) {
    auto client = this->client();
    client.send(begin + "Transfer-Encoding: chunked\r\n\r\n" + chunks + "0\r\n\r\n");
    EXPECT_EQ(client.read_answer().status, 400) << chunks;
  }
  auto client = this->client();
  client.send(begin + std::string("X: a\0b\r\n\r\n", 11));
  EXPECT_EQ(client.read_answer().status, 400);
}

TEST_F(HttpServer, AChunkOfImpossibleSizeIsRefused) {
  start();
  auto client = this->client();
  client.send("POST /a HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n");
  EXPECT_EQ(client.read_answer().status / 100, 4);
}

TEST_F(HttpServer, ARequestThatDoesNotComeInTimeIs408) {
  auto options = this->options();
  options.header_time = std::chrono::milliseconds(1);
  start(options);
  auto client = this->client();
  client.send("GET /a HT");
  const auto all = client.read_all();
  // Where the clock was quicker than the first byte, there was nothing to answer.
  EXPECT_TRUE(all.empty() || all.starts_with("HTTP/1.1 408 ")) << all;
}

TEST_F(HttpServer, ABodyThatDoesNotComeInTimeIs408) {
  auto options = this->options();
  options.body_time = std::chrono::milliseconds(1);
  start(options);
  auto client = this->client();
  client.send("POST /a HTTP/1.1\r\nHost: test\r\nContent-Length: 9\r\n\r\n");
  EXPECT_EQ(client.read_answer().status, 408);
}

TEST_F(HttpServer, AnIdleConnectionIsClosed) {
  auto options = this->options();
  options.idle_time = std::chrono::milliseconds(1);
  start(options);
  auto client = this->client();
  client.send(get("/a"));
  EXPECT_EQ(client.read_answer().status, 200);
  EXPECT_EQ(client.read_all(), "");
}

TEST_F(HttpServer, TooManyConnectionsAreTurnedAway) {
  auto options = this->options();
  options.connections = 1;
  start(options);
  auto first = client();
  first.send(get("/a"));
  EXPECT_EQ(first.read_answer().status, 200);
  auto second = client();
  const auto answer = second.read_answer();
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(answer.field("retry-after"), "1");
}

TEST_F(HttpServer, RequestIdsAreTakenWhenSaneAndMadeOtherwise) {
  start();
  auto client = this->client();
  client.send(get("/a", "X-Request-Id: abc-1._Z\r\n") + get("/a", "X-Request-Id: a b\r\n") +
              get("/a", "X-Request-Id: " + std::string(65, 'a') + "\r\n"));
  EXPECT_EQ(client.read_answer().field("x-request-id"), "abc-1._Z");
  EXPECT_EQ(client.read_answer().field("x-request-id").size(), 32u);
  EXPECT_EQ(client.read_answer().field("x-request-id").size(), 32u);
}

TEST_F(HttpServer, AFailureTellsNothing) {
  start();
  auto client = this->client();
  client.send(get("/throws", "Accept-Language: en\r\n") + get("/next"));
  const auto answer = client.read_answer();
  EXPECT_EQ(answer.status, 500);
  EXPECT_EQ(answer.field("content-language"), "en");
  EXPECT_EQ(answer.body.find("secret"), std::string::npos);
  EXPECT_EQ(client.read_answer().body, "GET /next");
}

TEST_F(HttpServer, AllowedOriginsMayCallAndOthersMayNot) {
  auto options = this->options();
  options.origins = {"https://portal.example"};
  start(options);
  auto client = this->client();
  const std::string preflight =
      "OPTIONS /a HTTP/1.1\r\nHost: test\r\nAccess-Control-Request-Method: PUT\r\nOrigin: ";
  client.send(preflight + "https://portal.example\r\n\r\n" + preflight + "https://evil.example\r\n\r\n" +
              get("/a", "Origin: https://portal.example\r\n") +
              get("/a", "Origin: https://evil.example\r\n"));
  const auto allowed = client.read_answer();
  EXPECT_EQ(allowed.status, 204);
  EXPECT_NE(allowed.field("access-control-allow-methods").find("PUT"), std::string::npos);
  EXPECT_EQ(allowed.field("access-control-allow-origin"), "https://portal.example");
  EXPECT_EQ(client.read_answer().field("access-control-allow-origin"), "");
  EXPECT_EQ(client.read_answer().field("access-control-allow-origin"), "https://portal.example");
  const auto other = client.read_answer();
  EXPECT_EQ(other.field("access-control-allow-origin"), "");
  EXPECT_EQ(other.field("vary"), "Origin");
}

TEST_F(HttpServer, PagesMaySendAndReadEveryFieldThatRoutesUse) {
  auto options = this->options();
  options.origins = {"https://portal.example"};
  start(options);
  auto client = this->client();
  const std::string origin = "Origin: https://portal.example\r\n";
  client.send("OPTIONS /a HTTP/1.1\r\nHost: test\r\nAccess-Control-Request-Method: PUT\r\n" + origin +
              "\r\n" + get("/a", origin));
  const auto taken = client.read_answer().field("access-control-allow-headers");
  for (const char* name : {"Content-Digest", "Content-Disposition", "Idempotency-Key", "If-Match",
                           "If-None-Match", "If-Range", "Range", "Vesture-Min-Position"})
    EXPECT_NE(taken.find(name + std::string(",")), std::string::npos) << name;
  const auto shown = client.read_answer().field("access-control-expose-headers");
  for (const char* name : {"Accept-Ranges", "Content-Digest", "Content-Disposition", "Content-Range", "ETag",
                           "Location", "Repr-Digest", "Retry-After", "Vesture-Position"})
    EXPECT_NE(shown.find(name + std::string(",")), std::string::npos) << name;
}

TEST_F(HttpServer, CountsWhatItAnswers) {
  Metrics metrics;
  auto options = this->options();
  options.metrics = &metrics;
  start(options);
  auto client = this->client();
  client.send(get("/a", "Connection: close\r\n"));
  client.read_all();
  server_->stop();
  EXPECT_NE(
      metrics.text().find(R"(vesture_http_requests_total{method="GET",route="/{anything}",status="200"} 1)"),
      std::string::npos)
      << metrics.text();
}

TEST_F(HttpServer, EventsReachTheClientAsTheyHappen) {
  start();
  application_.events.push("id: 1\ndata: first\n\n");
  auto client = this->client();
  client.send(get("/events"));
  const auto head = client.read_head();
  EXPECT_EQ(head.field("content-type"), "text/event-stream");
  EXPECT_EQ(head.field("transfer-encoding"), "chunked");
  EXPECT_EQ(client.read_chunk(), "id: 1\ndata: first\n\n");
  application_.events.push("id: 2\n\n");
  EXPECT_EQ(client.read_chunk(), "id: 2\n\n");
  application_.events.push(std::nullopt);
  EXPECT_EQ(client.read_chunk(), "");
  EXPECT_EQ(client.read_all(), "");
}

TEST_F(HttpServer, ASilentStreamIsPinged) {
  auto options = this->options();
  options.ping_time = std::chrono::milliseconds(1);
  start(options);
  auto client = this->client();
  client.send(get("/events"));
  client.read_head();
  EXPECT_EQ(client.read_chunk(), ": ping\n\n");
  EXPECT_EQ(client.read_chunk(), ": ping\n\n");
}

TEST_F(HttpServer, AStreamEndsWithItsClient) {
  start();
  application_.events.push("data: 1\n\n");
  auto client = this->client();
  client.send(get("/events"));
  client.read_head();
  EXPECT_EQ(client.read_chunk(), "data: 1\n\n");
  client.close();
  server_->stop();  // would wait for the stream otherwise
}

TEST_F(HttpServer, StoppingEndsStreams) {
  start();
  application_.events.push("data: 1\n\n");
  auto client = this->client();
  client.send(get("/events"));
  client.read_head();
  EXPECT_EQ(client.read_chunk(), "data: 1\n\n");
  auto stopped = std::async(std::launch::async, [&] { server_->stop(); });
  EXPECT_EQ(client.read_chunk(), "");
  EXPECT_EQ(client.read_all(), "");
  client.close();
  stopped.get();
}

TEST_F(HttpServer, StoppingAnswersWhatIsInFlight) {
  auto with = options();
  with.threads = 1;  // both connections are of the loop that closes the idle one
  auto& server = start(with);
  auto busy = client(), idle = client();
  idle.send(get("/a"));
  idle.read_answer();
  busy.send(get("/held"));
  application_.entered.wait();
  auto stopped = std::async(std::launch::async, [&] { server.stop(); });
  EXPECT_EQ(idle.read_all(), "");  // closed: from here on the server is stopping
  application_.release();
  const auto answer = busy.read_answer();
  EXPECT_EQ(answer.body, "GET /held");
  EXPECT_EQ(answer.field("connection"), "close");
  EXPECT_EQ(busy.read_all(), "");
  busy.close();
  idle.close();
  stopped.get();
  EXPECT_THROW(RawClient{server.port()}, boost::system::system_error);
}

TEST_F(HttpServer, StoppingDoesNotWaitForEver) {
  auto options = this->options();
  options.stop_time = std::chrono::milliseconds(1);
  auto& server = start(options);
  auto client = this->client();
  client.send(get("/held"));
  application_.entered.wait();
  server.stop();
  EXPECT_EQ(client.read_all(), "");
  application_.release();  // too late: nobody is there any more
}

TEST_F(HttpServer, ManyClientsAtOnceAreEachAnsweredTheirOwn) {
  start();
  std::vector<std::jthread> clients;
  for (int n = 0; n < 8; ++n)
    clients.emplace_back([&, n] {
      auto client = this->client();
      for (int i = 0; i < 50; ++i) {
        const std::string path = "/" + std::to_string(n) + "/" + std::to_string(i);
        client.send(get(path));
        EXPECT_EQ(client.read_answer().body, "GET " + path);
      }
    });
}

}  // namespace
}  // namespace vesture::api
