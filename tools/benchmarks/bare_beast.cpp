// The bare library beside which the server is measured: Boost.Beast giving out the bytes of a directory's files, which it
// holds in memory, with as many event loops and threads as the server has, and nothing else. Runs until it is interrupted.
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
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using tcp = asio::ip::tcp;
using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;

constexpr auto kTuple = asio::as_tuple(asio::use_awaitable);

using Answer = http::response<http::span_body<const char>>;
using Files = std::unordered_map<std::string, std::string>;  // by target: "/name"

// A request for what is no file ends the connection.
asio::awaitable<void> serve(tcp::socket socket, const Files& files) {
  socket.set_option(tcp::no_delay(true));
  boost::beast::flat_buffer buffer;
  for (;;) {
    http::request<http::empty_body> request;
    const auto [unread, _] = co_await http::async_read(socket, buffer, request, kTuple);
    if (unread) co_return;
    const auto found = files.find(request.target());
    if (found == files.end()) co_return;
    const std::string& file = found->second;
    Answer answer(http::status::ok, request.version());
    answer.set(http::field::content_type, "application/json");
    answer.body() = boost::beast::span<const char>(file.data(), file.size());
    answer.keep_alive(request.keep_alive());
    answer.prepare_payload();
    const auto [unwritten, __] = co_await http::async_write(socket, answer, kTuple);
    if (unwritten || !answer.keep_alive()) co_return;
  }
}

asio::awaitable<void> accept(tcp::endpoint at, const Files& files) {
  const auto executor = co_await asio::this_coro::executor;
  tcp::acceptor acceptor(executor);
  acceptor.open(at.protocol());
  acceptor.set_option(tcp::acceptor::reuse_address(true));
  acceptor.set_option(ReusePort(true));
  acceptor.bind(at);
  acceptor.listen();
  for (;;) {
    tcp::socket socket = co_await acceptor.async_accept(asio::use_awaitable);
    asio::co_spawn(executor, serve(std::move(socket), files), asio::detached);
  }
}

Files read_all(const std::filesystem::path& directory) {
  Files files;
  for (const auto& entry : std::filesystem::directory_iterator(directory)) {
    std::ifstream in(entry.path(), std::ios::binary);
    if (!in) throw std::runtime_error("cannot read " + entry.path().string());
    files.emplace("/" + entry.path().filename().string(),
                  std::string(std::istreambuf_iterator<char>(in), {}));
  }
  return files;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Serves a directory's files by Boost.Beast alone, on loopback.");
  std::string directory;
  std::uint16_t port = 8090;
  unsigned threads = std::max(1u, std::thread::hardware_concurrency());
  app.add_option("directory", directory, "whose files are given out")->required();
  app.add_option("--port", port);
  app.add_option("--threads", threads);
  CLI11_PARSE(app, argc, argv);

  const auto files = read_all(directory);
  const tcp::endpoint at(asio::ip::address_v4::loopback(), port);
  fmt::print("{} files at http://127.0.0.1:{}/ by {} threads\n", files.size(), port, threads);
  std::vector<std::jthread> running;
  for (unsigned i = 0; i < threads; ++i)
    running.emplace_back([&] {
      asio::io_context loop(1);
      asio::co_spawn(loop, accept(at, files), [](const std::exception_ptr& failure) {
        if (failure) std::rethrow_exception(failure);
      });
      loop.run();
    });
}
