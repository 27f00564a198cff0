#include "api/http/server.hpp"

#include <sys/socket.h>

#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <thread>
#include <unordered_map>
#include <utility>

#include "api/http/session.hpp"

namespace vesture::api {

namespace {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;
using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;

constexpr std::chrono::milliseconds kAcceptPause{50};

// Throws where somebody listens there already: among sockets that share a port, bind alone would not say so.
void require_free(const tcp::endpoint& at) {
  asio::io_context context;
  tcp::acceptor probe(context);
  probe.open(at.protocol());
  probe.set_option(tcp::acceptor::reuse_address(true));
  probe.bind(at);
  probe.listen();
}

tcp::endpoint listen(tcp::acceptor& acceptor, const tcp::endpoint& at) {
  acceptor.open(at.protocol());
  acceptor.set_option(tcp::acceptor::reuse_address(true));
  acceptor.set_option(ReusePort(true));
  acceptor.bind(at);
  acceptor.listen();
  return acceptor.local_endpoint();
}

// One I/O thread with its event loop, its acceptor and its sessions. All but the constructor, listen_at,
// start, begin_stop and join happens on that thread.
class Loop {
 public:
  Loop(const SessionContext& context, std::atomic<std::size_t>& connections)
      : context_(context), connections_(connections), work_(io_->get_executor()) {}

  // A request may have been answered after its connection was cut: what it left behind ends here.
  ~Loop() { run_what_is_left(); }
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  tcp::endpoint listen_at(const tcp::endpoint& at) { return listen(acceptor_, at); }

  void start() {
    accept();
    thread_ = std::thread([this] { io_->run(); });
  }

  void begin_stop() {
    asio::post(*io_, [this] { stop_accepting(); });
  }

  void join() {
    if (thread_.joinable()) thread_.join();
    run_what_is_left();
  }

 private:
  // What was cut has its last handlers here: they let go of their sessions.
  void run_what_is_left() {
    io_->restart();
    io_->poll();
  }

  void accept() {
    acceptor_.async_accept([this](const boost::system::error_code& ec, tcp::socket socket) {
      if (!ec) open(std::move(socket));
      if (stopping_) return;
      // Out of descriptors, most likely: asking again at once would only burn the processor.
      if (ec) return accept_later();
      accept();
    });
  }

  void accept_later() {
    pause_.expires_after(kAcceptPause);
    pause_.async_wait([this](const boost::system::error_code&) {
      if (!stopping_) accept();
    });
  }

  void open(tcp::socket socket) {
    boost::system::error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    const auto admission =
        ++connections_ > context_.options.connections ? Admission::refuse : Admission::serve;
    const std::uint64_t key = next_session_++;
    const auto session =
        start_session(io_, std::move(socket), context_, admission, [this, key] { ended(key); });
    sessions_.emplace(key, session);
    if (stopping_) session->finish();
  }

  void ended(std::uint64_t key) {
    --connections_;
    sessions_.erase(key);
    finish_when_empty();
  }

  void stop_accepting() {
    stopping_ = true;
    open_what_waits();
    boost::system::error_code ignored;
    acceptor_.close(ignored);
    pause_.cancel();
    const auto open = sessions_;  // one that finishes at once takes itself out
    for (const auto& [_, session] : open) session->finish();
    cut_.expires_after(context_.options.stop_time);
    cut_.async_wait([this](const boost::system::error_code& ec) {
      if (!ec) cut_all();
    });
    finish_when_empty();
  }

  // Closing the acceptor resets connections that the kernel has taken and nobody has accepted yet.
  void open_what_waits() {
    boost::system::error_code ec;
    acceptor_.cancel(ec);
    acceptor_.non_blocking(true, ec);
    while (!ec) {
      tcp::socket socket = acceptor_.accept(ec);
      if (!ec) open(std::move(socket));
    }
  }

  void finish_when_empty() {
    if (!stopping_ || !sessions_.empty()) return;
    cut_.cancel();
    work_.reset();
  }

  void cut_all() {
    const auto open = sessions_;
    for (const auto& [_, session] : open) session->cut();
    io_->stop();
  }

  const SessionContext& context_;
  std::atomic<std::size_t>& connections_;
  std::shared_ptr<asio::io_context> io_ = std::make_shared<asio::io_context>(1);
  // A request may wait for something that this loop knows nothing of: only the last session's end is the end.
  asio::executor_work_guard<asio::io_context::executor_type> work_;
  tcp::acceptor acceptor_{*io_};
  asio::steady_timer pause_{*io_};
  asio::steady_timer cut_{*io_};
  std::unordered_map<std::uint64_t, std::shared_ptr<Session>> sessions_;
  std::uint64_t next_session_ = 0;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace

struct Server::Impl {
  Impl(ServerOptions wanted, Application& application)
      : options(std::move(wanted)), cors(options.origins), context{options, cors, application} {}

  ServerOptions options;
  Cors cors;
  SessionContext context;
  std::atomic<std::size_t> connections = 0;
  std::vector<std::unique_ptr<Loop>> loops;
  std::uint16_t port = 0;
  bool stopped = false;
};

Server::Server(ServerOptions options, Application& application)
    : impl_(std::make_unique<Impl>(std::move(options), application)) {}

Server::~Server() { stop(); }

void Server::start() {
  const auto& options = impl_->options;
  const unsigned cores = std::max(1u, std::thread::hardware_concurrency());
  tcp::endpoint at(asio::ip::make_address(options.address), options.port);
  require_free(at);
  for (unsigned i = 0; i < (options.threads == 0 ? cores : options.threads); ++i) {
    impl_->loops.push_back(std::make_unique<Loop>(impl_->context, impl_->connections));
    // The first one settles which port it is, where any will do.
    at = impl_->loops.back()->listen_at(at);
  }
  impl_->port = at.port();
  for (const auto& loop : impl_->loops) loop->start();
}

std::uint16_t Server::port() const { return impl_->port; }

void Server::stop() {
  if (std::exchange(impl_->stopped, true)) return;
  for (const auto& loop : impl_->loops) loop->begin_stop();
  for (const auto& loop : impl_->loops) loop->join();
}

}  // namespace vesture::api
