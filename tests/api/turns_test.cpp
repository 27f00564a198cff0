// Who waits in line, and who gets the next turn.
#include "api/files/turns.hpp"

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <map>
#include <optional>
#include <string>

namespace vesture::api {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;

class TurnsTest : public testing::Test {
 protected:
  // Lines up; what came of it stands in `came`.
  void ask(const std::string& who, std::chrono::milliseconds most = 1h) {
    asio::co_spawn(loop_, wait(who, most), asio::detached);
    go_on();
  }
  void let_go(const std::string& who) {
    held_.erase(who);
    go_on();
  }
  void go_on() {
    loop_.restart();
    loop_.poll();
  }
  bool waits(const std::string& who) const { return !came.contains(who); }

  std::map<std::string, bool> came;
  Turns turns{1};
  asio::io_context loop_;

 private:
  asio::awaitable<void> wait(std::string who, std::chrono::milliseconds most) {
    auto& turn = held_.try_emplace(who, turns).first->second;
    came[who] = co_await turn.wait(most);
  }

  std::map<std::string, Turn> held_;
};

TEST_F(TurnsTest, TheFirstInLineIsTheNext) {
  for (const char* who : {"a", "b", "c"}) ask(who);
  EXPECT_TRUE(came.at("a"));
  EXPECT_TRUE(waits("b"));
  let_go("a");
  EXPECT_TRUE(came.at("b"));
  EXPECT_TRUE(waits("c"));
  let_go("b");
  EXPECT_TRUE(came.at("c"));
}

TEST_F(TurnsTest, WhoWaitedTooLongHasNoneAndIsPassedOver) {
  ask("a");
  ask("b", 0ms);
  loop_.restart();
  loop_.run_one();
  go_on();
  EXPECT_FALSE(came.at("b"));
  ask("c");
  let_go("a");
  EXPECT_TRUE(came.at("c"));
}

TEST_F(TurnsTest, AStopSendsEveryoneAway) {
  ask("a");
  ask("b");
  turns.stop();
  go_on();
  EXPECT_FALSE(came.at("b"));
  let_go("a");
  ask("c");
  EXPECT_FALSE(came.at("c"));
}

}  // namespace
}  // namespace vesture::api
