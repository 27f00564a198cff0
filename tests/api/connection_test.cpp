// Connecting to what does not take us at once.
#include "api/outside/connection.hpp"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <future>
#include <memory>
#include <system_error>
#include <vector>

#include "tests/eventstore/scratch_directory.hpp"

namespace vesture::api {
namespace {

using namespace std::chrono_literals;

// A Unix socket that accepts only when it is told to, behind as short a backlog as there is.
class FullBacklog : public testing::Test {
 protected:
  FullBacklog() {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::ranges::copy(path().path, address.sun_path);
    if (::bind(listening_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
        ::listen(listening_, 0) != 0)
      throw std::runtime_error("cannot listen");
    fill();
  }
  ~FullBacklog() override { ::close(listening_); }

  SocketPath path() const { return {scratch_.path() / "socket"}; }
  void accept_all() {
    for (std::size_t i = 0; i < waiting_.size(); ++i) ::close(::accept(listening_, nullptr, nullptr));
  }

 private:
  void fill() {
    try {
      while (waiting_.size() < 100) waiting_.push_back(std::make_unique<Connection>(path(), 1ms));
    } catch (const std::system_error&) {
      return;
    }
    throw std::runtime_error("the backlog does not fill");
  }

  eventstore::ScratchDirectory scratch_;
  const int listening_ = ::socket(AF_UNIX, SOCK_STREAM, 0);
  std::vector<std::unique_ptr<Connection>> waiting_;
};

TEST_F(FullBacklog, IsWaitedForAsLongAsThereIsTime) {
  try {
    Connection(path(), 1ms);
    FAIL() << "connected";
  } catch (const std::system_error& trouble) {
    EXPECT_EQ(trouble.code(), std::errc::timed_out) << trouble.what();
  }
  auto connecting = std::async(std::launch::async, [this] { Connection(path(), 1h); });
  accept_all();
  EXPECT_NO_THROW(connecting.get());
}

TEST_F(FullBacklog, AStopEndsTheWaiting) {
  std::stop_source stop;
  stop.request_stop();
  EXPECT_THROW(Connection(path(), 1h, stop.get_token()), std::system_error);
}

}  // namespace
}  // namespace vesture::api
