#include "api/http/session.hpp"

#include <spdlog/spdlog.h>

#include <array>
#include <boost/asio/co_spawn.hpp>
#include <boost/beast/http/status.hpp>

#include "api/http/problem.hpp"
#include "api/http/response_head.hpp"
#include "api/http/session_connection.hpp"
#include "api/http/session_reader.hpp"
#include "api/http/session_writer.hpp"

namespace vesture::api {

namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using tcp = asio::ip::tcp;
using boost::system::error_code;

// How long, and how many reads, a client gets to take an answer that came before it had sent everything.
constexpr std::chrono::seconds kLingerTime{1};
constexpr int kLingerReads = 256;
constexpr std::size_t kLingerBytes = 4096;

class HttpSession final : public Session, public std::enable_shared_from_this<HttpSession> {
 public:
  HttpSession(std::shared_ptr<asio::io_context> loop, tcp::socket socket, const SessionContext& context)
      : context_(context),
        options_(context.options),
        connection_(std::move(loop), std::move(socket), context.options) {}

  asio::awaitable<void> run(Admission admission);
  void finish() override;
  void cut() override;

 private:
  asio::awaitable<void> turn_away();
  asio::awaitable<bool> serve_one();
  asio::awaitable<Response> answer(Exchange& exchange);
  asio::awaitable<bool> respond(const Exchange& exchange, Response& response);
  asio::awaitable<void> linger();

  void record(const Exchange& exchange, const Response& response, bool cut) const;

  const SessionContext& context_;
  const ServerOptions& options_;
  Connection connection_;
  RequestReader reader_{connection_};
  ResponseWriter writer_{connection_};
};

asio::awaitable<void> HttpSession::run(Admission admission) {
  if (admission == Admission::refuse) {
    co_await turn_away();
  } else {
    // GCC 12 makes a frame of the wrong shape for `while (co_await …)`.
    bool goes_on = true;
    while (goes_on) goes_on = co_await serve_one();
  }
  co_await linger();
}

void HttpSession::finish() {
  connection_.finishing = true;
  connection_.alarm->ring();
  error_code ignored;
  if (reader_.is_idle()) connection_.socket.cancel(ignored);
}

void HttpSession::cut() {
  error_code ignored;
  connection_.socket.close(ignored);
}

asio::awaitable<void> HttpSession::turn_away() {
  Exchange exchange;
  exchange.id = make_request_id();
  exchange.received = std::chrono::steady_clock::now();
  Response response = response_of(problems::too_many_connections(), exchange.language);
  co_await respond(exchange, response);
}

asio::awaitable<bool> HttpSession::serve_one() {
  Exchange exchange;
  const Received received = co_await reader_.receive(exchange);
  if (received == Received::gone) co_return false;
  exchange.received = std::chrono::steady_clock::now();
  if (exchange.id.empty()) exchange.id = make_request_id();
  Response response;
  if (options_.metrics) options_.metrics->request_begins();
  if (received == Received::refused)
    response = response_of(*exchange.problem, exchange.language);
  else
    response = co_await answer(exchange);
  // What the application left of a body is not read for it: the connection ends with the answer.
  if (exchange.incoming && !exchange.incoming->at_end()) exchange.keep_alive = false;
  const bool goes_on = co_await respond(exchange, response);
  if (options_.metrics) options_.metrics->request_ends();
  co_return goes_on;
}

asio::awaitable<Response> HttpSession::answer(Exchange& exchange) {
  if (auto preflight = context_.cors.preflight(exchange.request)) co_return std::move(*preflight);
  Response response;
  if (exchange.request.path == "*") {
    response.status = 204;
    co_return response;
  }
  try {
    response = co_await context_.application.handle(std::move(exchange.request));
  } catch (const std::exception& error) {
    spdlog::error("request failed id={} why={}", exchange.id, error.what());
    response = response_of(problems::internal_error(), exchange.language);
  }
  co_return response;
}

// Whether the response was written whole and the connection goes on.
asio::awaitable<bool> HttpSession::respond(const Exchange& exchange, Response& response) {
  context_.cors.allow(exchange.origin, response);
  for (const auto& header : options_.headers) response.headers.push_back(header);
  HeadFacts facts;
  facts.reason = http::obsolete_reason(http::int_to_status(static_cast<unsigned>(response.status)));
  facts.request_id = exchange.id;
  facts.http_1_0 = exchange.http_1_0;
  facts.keep_alive = exchange.keep_alive && !connection_.finishing && !response.stream;
  if (response.stream) {
    response.content_type = "text/event-stream";
    facts.framing = exchange.http_1_0 ? Framing::close : Framing::chunked;
  }
  const std::string head = response_head(response, facts);
  const bool head_only = exchange.method == "HEAD";
  const std::string_view body = head_only ? std::string_view() : std::string_view(response.body);
  bool written = co_await writer_.write(head, body);
  if (written && response.outgoing && !head_only)
    written = co_await writer_.write_outgoing(*response.outgoing, exchange.id);
  const bool cut = !written;
  // Of a stream the client's leaving is the usual end.
  if (written && response.stream && !head_only)
    written = co_await writer_.write_events(*response.stream, facts.framing);
  record(exchange, response, cut);
  co_return written&& facts.keep_alive;
}

// Closing with bytes unread resets the connection, and the client may lose the answer: so its sending is
// waited out, within bounds.
asio::awaitable<void> HttpSession::linger() {
  error_code ec;
  connection_.socket.shutdown(tcp::socket::shutdown_send, ec);
  connection_.deadline->set(kLingerTime);
  std::array<char, kLingerBytes> discarded;
  for (int reads = 0; !ec && reads < kLingerReads; ++reads) {
    const auto [failure, _] = co_await connection_.socket.async_read_some(asio::buffer(discarded), kTuple);
    ec = failure;
  }
  connection_.socket.close(ec);
}

// No path, no query, no peer: who asked for what is personal. The route's template and the id are enough to
// follow a request.
void HttpSession::record(const Exchange& exchange, const Response& response, bool cut) const {
  const auto duration = std::chrono::steady_clock::now() - exchange.received;
  spdlog::info("request method={:.16} route={} status={}{} ms={:.3f} id={}", exchange.method,
               response.route.empty() ? "-" : response.route, response.status, cut ? " cut" : "",
               std::chrono::duration<double, std::milli>(duration).count(), exchange.id);
  if (!options_.metrics) return;
  options_.metrics->answered(exchange.method, response.route, response.status, duration);
  if (cut) options_.metrics->cut(exchange.method, response.route, response.status);
}

}  // namespace

std::shared_ptr<Session> start_session(std::shared_ptr<asio::io_context> loop, tcp::socket socket,
                                       const SessionContext& context, Admission admission,
                                       std::function<void()> ended) {
  const auto session = std::make_shared<HttpSession>(loop, std::move(socket), context);
  asio::co_spawn(*loop, session->run(admission),
                 [session, ended = std::move(ended)](const std::exception_ptr&) { ended(); });
  return session;
}

}  // namespace vesture::api
