// Scanning by a real clamd with a local signature of the EICAR test file, and by one that misbehaves (MAIL-18).
#include "api/outside/clamd.hpp"

#include <gtest/gtest.h>

#include <optional>

#include "tests/api/running_clamd.hpp"
#include "tests/api/scripted_server.hpp"

namespace vesture::api {
namespace {

using namespace std::string_literals;
using namespace std::string_view_literals;

ScanResult scan(Scanner& scanner, std::string_view content, std::size_t piece_bytes = 64 << 10,
                std::stop_token stop = {}) {
  const auto scanning = scanner.begin(stop);
  for (; !content.empty(); content.remove_prefix(std::min(piece_bytes, content.size())))
    scanning->write(content.substr(0, piece_bytes));
  return scanning->finish();
}

class RealClamd : public testing::Test {
 protected:
  static void SetUpTestSuite() { running.emplace(); }
  static void TearDownTestSuite() { running.reset(); }

  static std::optional<RunningClamd> running;
};
std::optional<RunningClamd> RealClamd::running;

TEST_F(RealClamd, MAIL_18_MalwareIsFoundAndNamed) {
  for (const auto& address : {running->tcp(), running->unix_socket()}) {
    Clamd clamd(address);
    const auto result = scan(clamd, "before " + eicar() + " after");
    EXPECT_TRUE(result.infected);
    EXPECT_NE(result.signature.find("Test.Eicar"), std::string::npos) << result.signature;
  }
}

TEST_F(RealClamd, MalwareIsFoundAcrossPieces) {
  Clamd clamd(running->unix_socket());
  EXPECT_TRUE(scan(clamd, eicar(), 1).infected);
}

TEST_F(RealClamd, CleanAndEmptyContentIsClean) {
  for (const auto& address : {running->tcp(), running->unix_socket()}) {
    Clamd clamd(address);
    EXPECT_FALSE(scan(clamd, "nothing of interest").infected);
    EXPECT_FALSE(scan(clamd, "").infected);
  }
}

TEST_F(RealClamd, ContentOverItsLimitIsAnErrorOfItsOwn) {
  for (const auto& address : {running->tcp(), running->unix_socket()}) {
    Clamd clamd(address);
    EXPECT_FALSE(scan(clamd, std::string(1 << 20, 'a')).infected);
    EXPECT_THROW(scan(clamd, std::string((1 << 20) + 1, 'a')), ScannerSizeLimit);
    EXPECT_THROW(scan(clamd, std::string(8 << 20, 'a')), ScannerSizeLimit);
  }
}

TEST(Clamd, AwayBeforeIsUnavailable) {
  Clamd tcp(HostAndPort{"127.0.0.1", free_port()});
  EXPECT_THROW(tcp.begin({}), ScannerUnavailable);
  Clamd unix_socket(SocketPath{"/nonexistent/clamd"});
  EXPECT_THROW(unix_socket.begin({}), ScannerUnavailable);
}

TEST(Clamd, KilledInTheMiddleIsUnavailable) {
  RunningClamd running;
  Clamd clamd(running.tcp());
  const auto scanning = clamd.begin({});
  scanning->write("half of it");
  running.kill();
  EXPECT_THROW(
      {
        scanning->write("the other half");
        scanning->finish();
      },
      ScannerUnavailable);
}

// The scan's outcome where clamd answers so to all that it reads.
ScanResult scan_answered(std::string_view answer) {
  ScriptedServer server([&](ScriptedPeer& peer) {
    peer.read_until("content\0\0\0\0"sv);
    peer.send(answer);
  });
  Clamd clamd(HostAndPort{"127.0.0.1", server.port()});
  return scan(clamd, "content");
}

TEST(Clamd, GarbageIsNoResult) {
  EXPECT_FALSE(scan_answered("stream: OK\0"sv).infected);
  for (const auto answer :
       {""sv, "\0"sv, "stream: OK"sv, "stream: ok\0"sv, "stream: OK \0"sv, "OK\0"sv, "stream:  FOUND\0"sv,
        "stream: FOUND\0"sv, "stream: a\nb FOUND\0"sv, "PONG\0"sv, "HTTP/1.1 200 OK\r\n\r\n\0"sv})
    EXPECT_THROW(scan_answered(answer), ScannerUnavailable) << answer;
  EXPECT_THROW(scan_answered(std::string(100'000, 'x')), ScannerUnavailable);
}

TEST(Clamd, AnAnswerInPiecesIsOneAnswer) {
  ScriptedServer server([&](ScriptedPeer& peer) {
    peer.read_until("content\0\0\0\0"sv);
    for (const char c : "stream: Some.Thing FOUND\0"sv) peer.send({&c, 1});
  });
  Clamd clamd(HostAndPort{"127.0.0.1", server.port()});
  EXPECT_EQ(scan(clamd, "content").signature, "Some.Thing");
}

TEST(Clamd, OneThatHangsIsUnavailableOnceTheTimeIsOver) {
  ScriptedServer server([](ScriptedPeer& peer) { peer.hang(); });
  ClamdLimits limits;
  limits.answer = std::chrono::milliseconds(1);
  Clamd clamd(HostAndPort{"127.0.0.1", server.port()}, limits);
  EXPECT_THROW(scan(clamd, "content"), ScannerUnavailable);
}

TEST(Clamd, AStopEndsAScanThatHangs) {
  std::stop_source stop;
  ScriptedServer server([&](ScriptedPeer& peer) {
    peer.read_until("content\0\0\0\0"sv);
    stop.request_stop();
    peer.hang();
  });
  Clamd clamd(HostAndPort{"127.0.0.1", server.port()}, {.answer = std::chrono::hours(1)});
  EXPECT_THROW(scan(clamd, "content", 64 << 10, stop.get_token()), ScannerUnavailable);
}

TEST(Clamd, PiecesGoOutAsTheProtocolHasThem) {
  std::string received;
  {
    ScriptedServer server([&](ScriptedPeer& peer) {
      received = peer.read_bytes(10 + 4 + 300 + 4);
      peer.send("stream: OK\0"sv);
    });
    Clamd clamd(HostAndPort{"127.0.0.1", server.port()});
    scan(clamd, std::string(300, 'a'), 300);
  }
  EXPECT_EQ(received, "zINSTREAM\0\0\0\1\x2c"s + std::string(300, 'a') + "\0\0\0\0"s);
}

TEST(SocketAddress, IsAHostAndPortOrAPath) {
  EXPECT_EQ(parse_socket_address("localhost:3310"), SocketAddress(HostAndPort{"localhost", 3310}));
  EXPECT_EQ(parse_socket_address("[::1]:3310"), SocketAddress(HostAndPort{"::1", 3310}));
  EXPECT_EQ(parse_socket_address("/run/clamav/clamd.ctl"),
            SocketAddress(SocketPath{"/run/clamav/clamd.ctl"}));
}

TEST(SocketAddress, ReadsAsItIsWritten) {
  for (const std::string text : {"scanner-1.example.org:3310", "[fe80::1]:1", "/run/clamd"})
    EXPECT_EQ(to_string(parse_socket_address(text).value()), text);
}

TEST(SocketAddress, AnythingElseIsRefused) {
  for (const auto text :
       {"", "localhost", "localhost:", ":3310", "localhost:0", "localhost:65536", "localhost:33x",
        "localhost:+1", "local host:1", "a/b:1", "::1:3310", "[]:1", "/", "run/clamd", "host:1:2"})
    EXPECT_EQ(parse_socket_address(text), std::nullopt) << text;
  EXPECT_EQ(parse_socket_address("/" + std::string(107, 'a')), std::nullopt);
}

}  // namespace
}  // namespace vesture::api
