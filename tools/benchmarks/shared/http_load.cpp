#include "tools/benchmarks/shared/http_load.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <stdexcept>
#include <utility>
#include <vector>

namespace vesture::bench {

namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using tcp = asio::ip::tcp;
using std::chrono::duration_cast;
using std::chrono::nanoseconds;
using Parser = http::response_parser<http::string_body>;

constexpr std::size_t kMostAnswerBytes = 64 << 20;
constexpr std::size_t kMostToldBytes = 500;  // of a refusal

std::vector<tcp::socket> connect_all(asio::io_context& loop, const LoadOptions& options) {
  const tcp::endpoint server(asio::ip::address_v4::loopback(), options.port);
  std::vector<tcp::socket> sockets;
  for (std::size_t i = 0; i < options.connections; ++i) {
    auto& socket = sockets.emplace_back(loop);
    socket.connect(server);
    socket.set_option(tcp::no_delay(true));
  }
  return sockets;
}

void require_success(const PlannedRequest& request, const Parser::value_type& answer) {
  if (http::to_status_class(answer.result()) == http::status_class::successful) return;
  throw std::runtime_error(fmt::format("{} {} gave {}: {}", request.method, request.target,
                                       answer.result_int(), answer.body().substr(0, kMostToldBytes)));
}

class Load {
 public:
  Load(const LoadOptions& options, LoadPlan& plan)
      : options_(options),
        plan_(plan),
        host_(fmt::format("127.0.0.1:{}", options.port)),
        measured_from_(options.now() + duration_cast<nanoseconds>(options.warm_up)),
        schedule_(options.now(), measured_from_ + duration_cast<nanoseconds>(options.time),
                  options.per_second) {}

  asio::awaitable<void> use(tcp::socket socket) {
    asio::steady_timer timer(socket.get_executor());
    boost::beast::flat_buffer buffer;
    while (const auto due = schedule_.next(options_.now())) {
      if (const auto early = due->at - options_.now(); early > nanoseconds::zero()) {
        timer.expires_after(early);
        co_await timer.async_wait(asio::use_awaitable);
      }
      const auto& request = plan_.next();
      const auto text = text_of(request, host_, options_.first_unique + due->number);
      co_await asio::async_write(socket, asio::buffer(text), asio::use_awaitable);
      Parser parser;
      parser.body_limit(kMostAnswerBytes);
      co_await http::async_read(socket, buffer, parser, asio::use_awaitable);
      require_success(request, parser.get());
      note(request, due->at, options_.now());
    }
  }

  LoadReport report() { return std::move(report_); }

 private:
  void note(const PlannedRequest& request, LoadTime due, LoadTime answered) {
    if (due < measured_from_) return;
    report_.kinds[request.kind].add(std::chrono::duration<double, std::micro>(answered - due).count());
    ++report_.answers;
    report_.elapsed = std::max(report_.elapsed, std::chrono::duration<double>(answered - measured_from_));
  }

  const LoadOptions& options_;
  LoadPlan& plan_;
  const std::string host_;
  const LoadTime measured_from_;
  Schedule schedule_;
  LoadReport report_;
};

}  // namespace

LoadReport run_load(const LoadOptions& options, LoadPlan& plan) {
  std::optional<Load> load;  // outlives the loop, whose end destroys what still runs
  asio::io_context loop(1);
  auto sockets = connect_all(loop, options);
  load.emplace(options, plan);
  for (auto& socket : sockets)
    asio::co_spawn(loop, load->use(std::move(socket)), [](const std::exception_ptr& failure) {
      if (failure) std::rethrow_exception(failure);
    });
  loop.run();
  return load->report();
}

}  // namespace vesture::bench
