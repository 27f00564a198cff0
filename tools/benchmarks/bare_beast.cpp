// The bare library beside which the server is measured: Boost.Beast giving out one file's bytes, with as many
// event loops and threads as the server has, and nothing else. Runs until it is interrupted.
#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <fstream>
#include <iterator>
#include <thread>
#include <vector>

namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using tcp = asio::ip::tcp;
using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;

constexpr auto kTuple = asio::as_tuple(asio::use_awaitable);

using Answer = http::response<http::span_body<const char>>;

asio::awaitable<void> serve(tcp::socket socket, const std::string& file) {
  socket.set_option(tcp::no_delay(true));
  boost::beast::flat_buffer buffer;
  for (;;) {
    http::request<http::empty_body> request;
    const auto [unread, _] = co_await http::async_read(socket, buffer, request, kTuple);
    if (unread) co_return;
    Answer answer(http::status::ok, request.version());
    answer.set(http::field::content_type, "application/json");
    answer.body() = boost::beast::span<const char>(file.data(), file.size());
    answer.keep_alive(request.keep_alive());
    answer.prepare_payload();
    const auto [unwritten, __] = co_await http::async_write(socket, answer, kTuple);
    if (unwritten || !answer.keep_alive()) co_return;
  }
}

asio::awaitable<void> accept(tcp::endpoint at, const std::string& file) {
  const auto executor = co_await asio::this_coro::executor;
  tcp::acceptor acceptor(executor);
  acceptor.open(at.protocol());
  acceptor.set_option(tcp::acceptor::reuse_address(true));
  acceptor.set_option(ReusePort(true));
  acceptor.bind(at);
  acceptor.listen();
  for (;;) {
    tcp::socket socket = co_await acceptor.async_accept(asio::use_awaitable);
    asio::co_spawn(executor, serve(std::move(socket), file), asio::detached);
  }
}

std::string read_whole(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Serves one file's bytes by Boost.Beast alone, on loopback.");
  std::string path;
  std::uint16_t port = 8090;
  unsigned threads = std::max(1u, std::thread::hardware_concurrency());
  app.add_option("file", path, "what every request gets")->required();
  app.add_option("--port", port);
  app.add_option("--threads", threads);
  CLI11_PARSE(app, argc, argv);

  const std::string file = read_whole(path);
  const tcp::endpoint at(asio::ip::address_v4::loopback(), port);
  fmt::print("{} bytes at http://127.0.0.1:{}/ by {} threads\n", file.size(), port, threads);
  std::vector<std::jthread> running;
  for (unsigned i = 0; i < threads; ++i)
    running.emplace_back([&] {
      asio::io_context loop(1);
      asio::co_spawn(loop, accept(at, file), [](const std::exception_ptr& failure) {
        if (failure) std::rethrow_exception(failure);
      });
      loop.run();
    });
}
