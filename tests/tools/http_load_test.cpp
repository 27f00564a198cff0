// The load against a server that answers as a test says, by a clock that the test turns.
#include "tools/benchmarks/shared/http_load.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <boost/system/system_error.hpp>
#include <stdexcept>

#include "tests/api/scripted_server.hpp"

namespace vesture::bench {
namespace {

using api::ScriptedPeer;
using api::ScriptedServer;
using namespace std::chrono_literals;

constexpr std::string_view kOk = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

LoadPlan plan() { return {{{1, "lists", "GET", "/{unique}", "", {}}}, 1}; }

class TurnedTime {
 public:
  LoadTime now() const { return LoadTime(std::chrono::nanoseconds(nanoseconds_)); }
  void turn(std::chrono::nanoseconds by) { nanoseconds_ += by.count(); }

 private:
  std::atomic<std::int64_t> nanoseconds_ = 0;
};

class HttpLoadTest : public testing::Test {
 protected:
  LoadOptions options(const ScriptedServer& server) {
    LoadOptions options;
    options.port = server.port();
    options.connections = 1;
    options.now = [this] { return time_.now(); };
    return options;
  }

  TurnedTime time_;
};

TEST_F(HttpLoadTest, WhatComesDueWhileAnAnswerIsAwaitedIsChargedWithTheWait) {
  ScriptedServer server([&](ScriptedPeer& peer) {
    for (bool first = true; !peer.read_until("\r\n\r\n").empty(); first = false) {
      if (first) time_.turn(1s);
      peer.send(kOk);
    }
  });
  auto of = options(server);
  of.per_second = 10;
  of.time = 1s;
  auto loaded = plan();
  const auto report = run_load(of, loaded);
  EXPECT_EQ(report.answers, 10U);
  const auto& times = report.kinds.at("lists");
  EXPECT_DOUBLE_EQ(times.at(1), 1'000'000);  // the first, due at once
  EXPECT_DOUBLE_EQ(times.at(0.5), 500'000);  // the sixth, due after half a second
  EXPECT_DOUBLE_EQ(times.at(0.1), 100'000);  // the last
  EXPECT_DOUBLE_EQ(report.per_second(), 10);
}

TEST_F(HttpLoadTest, AClosedLoopAsksAgainWhenAnAnswerHasCome) {
  std::string asked;
  ScriptedServer server([&](ScriptedPeer& peer) {
    for (std::string request; !(request = peer.read_until("\r\n\r\n")).empty();) {
      asked += request.substr(0, request.find(" HTTP")) + ";";
      time_.turn(300ms);
      peer.send(kOk);
    }
  });
  auto of = options(server);
  of.time = 1s;
  of.first_unique = 7;
  auto loaded = plan();
  const auto report = run_load(of, loaded);
  EXPECT_EQ(asked, "GET /7;GET /8;GET /9;GET /10;");
  EXPECT_EQ(report.answers, 4U);
  EXPECT_DOUBLE_EQ(report.kinds.at("lists").at(1), 300'000);
  EXPECT_DOUBLE_EQ(report.elapsed.count(), 1.2);
}

TEST_F(HttpLoadTest, WhatIsDueInTheWarmUpIsNotMeasured) {
  ScriptedServer server([&](ScriptedPeer& peer) {
    while (!peer.read_until("\r\n\r\n").empty()) {
      time_.turn(100ms);
      peer.send(kOk);
    }
  });
  auto of = options(server);
  of.warm_up = 500ms;
  of.time = 1s;
  auto loaded = plan();
  const auto report = run_load(of, loaded);
  EXPECT_EQ(report.answers, 10U);
  EXPECT_DOUBLE_EQ(report.elapsed.count(), 1);
}

TEST_F(HttpLoadTest, AnAnswerThatIsNoSuccessEndsIt) {
  ScriptedServer server([](ScriptedPeer& peer) {
    peer.read_until("\r\n\r\n");
    peer.send("HTTP/1.1 429 Too Many Requests\r\nContent-Length: 4\r\n\r\nwait");
  });
  auto loaded = plan();
  try {
    run_load(options(server), loaded);
    FAIL() << "a refusal was counted";
  } catch (const std::runtime_error& refused) {
    EXPECT_STREQ(refused.what(), "GET /{unique} gave 429: wait");
  }
}

TEST_F(HttpLoadTest, AConnectionThatEndsEndsIt) {
  ScriptedServer server([](ScriptedPeer& peer) { peer.read_until("\r\n\r\n"); });
  auto loaded = plan();
  EXPECT_THROW(run_load(options(server), loaded), boost::system::system_error);
}

}  // namespace
}  // namespace vesture::bench
