#include "api/http/session.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <boost/algorithm/string/predicate.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/status.hpp>
#include <boost/beast/http/string_body.hpp>
#include <random>

#include "api/http/alarm.hpp"
#include "api/http/deadline.hpp"
#include "api/http/head.hpp"
#include "api/http/language.hpp"
#include "api/http/problem.hpp"
#include "api/http/response_head.hpp"
#include "api/http/target.hpp"

namespace vesture::api {

namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using tcp = asio::ip::tcp;
using boost::system::error_code;
using Parser = http::request_parser<http::string_body>;

constexpr auto kTuple = asio::as_tuple(asio::use_awaitable);
constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
constexpr std::size_t kReadBytes = 4096;
// How long, and how many reads, a client gets to take an answer that came before it had sent everything.
constexpr std::chrono::seconds kLingerTime{1};
constexpr int kLingerReads = 256;

bool is_sane_request_id(std::string_view id) {
  const auto sane = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '_' || c == '.';
  };
  return !id.empty() && id.size() <= 64 && std::ranges::all_of(id, sane);
}

std::string make_request_id() {
  thread_local std::mt19937_64 random{std::random_device{}()};
  return fmt::format("{:016x}{:016x}", random(), random());
}

std::string lower_case(std::string_view name) {
  std::string lower(name);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return lower;
}

// One request and what its answer needs to know of it once the application has taken it.
struct Exchange {
  Request request;
  std::optional<Problem> problem;  // why there is no request to be handled
  std::string method = "-";
  std::string id;
  std::string origin;
  domain::Language language = domain::Language::lv;
  bool keep_alive = false;
  bool http_1_0 = false;
  std::chrono::steady_clock::time_point received;
};

enum class Received { whole, refused, gone };

class HttpSession final : public Session, public std::enable_shared_from_this<HttpSession> {
 public:
  HttpSession(std::shared_ptr<asio::io_context> loop, tcp::socket socket, const SessionContext& context)
      : loop_(std::move(loop)), socket_(std::move(socket)), context_(context), options_(context.options) {}
  ~HttpSession() override { deadline_->end(); }

  asio::awaitable<void> run(Admission admission);
  void finish() override;
  void cut() override;

 private:
  asio::awaitable<void> turn_away();
  asio::awaitable<bool> serve_one();
  asio::awaitable<Received> receive(Exchange& exchange);
  asio::awaitable<Received> receive_head(Exchange& exchange, HeadComplete& head);
  asio::awaitable<Received> receive_body(Exchange& exchange, Parser& parser);
  asio::awaitable<Response> answer(Exchange& exchange);
  asio::awaitable<bool> respond(const Exchange& exchange, Response& response);
  asio::awaitable<bool> write(std::string_view head, std::string_view body);
  asio::awaitable<bool> write_events(EventStream& events, Framing framing);
  asio::awaitable<bool> write_piece(std::string_view piece, Framing framing);
  asio::awaitable<void> linger();

  std::optional<Problem> take_head(const HeadComplete& head, Parser& parser, Exchange& exchange);
  void take_fields(const http::request_header<>& fields, Exchange& exchange) const;
  Received refuse(Exchange& exchange, Problem problem) const;
  Received failed_body(error_code ec, Exchange& exchange) const;
  void watch_for_closing(const std::shared_ptr<bool>& client_left);
  void record(const Exchange& exchange, const Response& response) const;
  bool nothing_waits() const;
  std::string_view unread() const {
    return {static_cast<const char*>(buffer_.cdata().data()), buffer_.cdata().size()};
  }

  std::shared_ptr<asio::io_context> loop_;
  tcp::socket socket_;
  const SessionContext& context_;
  const ServerOptions& options_;
  std::shared_ptr<Deadline> deadline_ = std::make_shared<Deadline>(socket_);
  std::shared_ptr<Alarm> alarm_ = std::make_shared<Alarm>(loop_);
  boost::beast::flat_buffer buffer_;
  bool first_ = true;  // no request has been read yet
  bool idle_ = false;  // waiting for a request's first byte
  bool finishing_ = false;
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
  finishing_ = true;
  alarm_->ring();
  error_code ignored;
  if (idle_ && nothing_waits()) socket_.cancel(ignored);
}

void HttpSession::cut() {
  error_code ignored;
  socket_.close(ignored);
}

// No byte of a request has come: neither read nor lying in the kernel.
bool HttpSession::nothing_waits() const {
  error_code ec;
  return buffer_.size() == 0 && socket_.available(ec) == 0;
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
  const Received received = co_await receive(exchange);
  if (received == Received::gone) co_return false;
  exchange.received = std::chrono::steady_clock::now();
  if (exchange.id.empty()) exchange.id = make_request_id();
  Response response;
  if (options_.metrics) options_.metrics->request_begins();
  if (received == Received::refused)
    response = response_of(*exchange.problem, exchange.language);
  else
    response = co_await answer(exchange);
  const bool written = co_await respond(exchange, response);
  if (options_.metrics) options_.metrics->request_ends();
  co_return written&& exchange.keep_alive;
}

asio::awaitable<Received> HttpSession::receive(Exchange& exchange) {
  HeadComplete head;
  const Received received = co_await receive_head(exchange, head);
  if (received != Received::whole) co_return received;
  Parser parser;
  if (auto problem = take_head(head, parser, exchange)) co_return refuse(exchange, std::move(*problem));
  co_return co_await receive_body(exchange, parser);
}

asio::awaitable<Received> HttpSession::receive_head(Exchange& exchange, HeadComplete& head) {
  bool begun = first_;
  deadline_->set(begun ? options_.header_time : options_.idle_time);
  first_ = false;
  for (;;) {
    HeadCheck check = check_head(unread(), options_.header_bytes);
    if (auto* problem = std::get_if<Problem>(&check)) co_return refuse(exchange, std::move(*problem));
    if (const auto* complete = std::get_if<HeadComplete>(&check)) {
      head = *complete;
      co_return Received::whole;
    }
    idle_ = buffer_.size() == 0;
    if (finishing_ && idle_ && nothing_waits()) co_return Received::gone;
    if (!idle_ && !begun) {
      deadline_->set(options_.header_time);
      begun = true;
    }
    const auto [ec, count] = co_await socket_.async_read_some(buffer_.prepare(kReadBytes), kTuple);
    idle_ = false;
    if (ec && deadline_->passed() && buffer_.size() > 0) co_return refuse(exchange, problems::timeout());
    if (ec) co_return Received::gone;
    buffer_.commit(count);
  }
}

// The head has been checked; what it says is taken into the exchange before the body is read, so that the
// trailer of a chunked body cannot add to it.
std::optional<Problem> HttpSession::take_head(const HeadComplete& head, Parser& parser, Exchange& exchange) {
  parser.header_limit(static_cast<std::uint32_t>(options_.header_bytes));
  parser.body_limit(boost::none);
  error_code ec;
  const auto bytes = unread().substr(head.begin, head.end - head.begin);
  parser.put(asio::buffer(bytes), ec);
  buffer_.consume(head.end);
  if (ec || !parser.is_header_done())
    return problems::bad_request({"Pieprasījuma galvene nav derīga.", "The request's header is not valid."});
  take_fields(parser.get().base(), exchange);
  exchange.keep_alive = parser.get().keep_alive();
  exchange.http_1_0 = parser.get().version() == 10;
  Request& request = exchange.request;
  const std::string_view asked = parser.get().target();
  if (request.method == "OPTIONS" && asked == "*") {
    request.path = asked;
    return std::nullopt;
  }
  auto target = parse_target(asked);
  if (!target) return target.error();
  request.path = std::move(target->path);
  request.query = std::move(target->query);
  return std::nullopt;
}

void HttpSession::take_fields(const http::request_header<>& fields, Exchange& exchange) const {
  Request& request = exchange.request;
  request.method = fields.method_string();
  for (const auto& field : fields)
    request.headers.emplace_back(lower_case(field.name_string()), field.value());
  error_code ec;
  request.peer = socket_.remote_endpoint(ec).address().to_string();
  const auto id = request.header("x-request-id");
  request.id = is_sane_request_id(id) ? std::string(id) : make_request_id();
  exchange.method = request.method;
  exchange.id = request.id;
  exchange.origin = request.header("origin");
  exchange.language = language_of(request.header("accept-language"));
}

asio::awaitable<Received> HttpSession::receive_body(Exchange& exchange, Parser& parser) {
  const Request& request = exchange.request;
  const std::size_t limit = options_.body_bytes(request.method, request.path);
  if (parser.content_length().value_or(0) > limit) co_return refuse(exchange, problems::too_large());
  parser.body_limit(limit);
  deadline_->set(options_.body_time);
  const bool waits_for_leave = boost::iequals(request.header("expect"), "100-continue") && !exchange.http_1_0;
  if (waits_for_leave && !parser.is_done() && buffer_.size() == 0) {
    const auto [ec, _] = co_await asio::async_write(socket_, asio::buffer(kContinue), kTuple);
    if (ec) co_return Received::gone;
  }
  if (!parser.is_done()) {
    const auto [ec, _] = co_await http::async_read(socket_, buffer_, parser, kTuple);
    if (ec) co_return failed_body(ec, exchange);
  }
  deadline_->clear();
  exchange.request.body = std::move(parser.get().body());
  co_return Received::whole;
}

Received HttpSession::failed_body(error_code ec, Exchange& exchange) const {
  if (ec == http::error::body_limit) return refuse(exchange, problems::too_large());
  if (ec == http::error::header_limit) return refuse(exchange, problems::header_too_large());
  if (deadline_->passed()) return refuse(exchange, problems::timeout());
  const bool client_left = ec == http::error::partial_message || ec == http::error::end_of_stream;
  if (client_left || ec.category() != http::make_error_code(http::error::bad_chunk).category())
    return Received::gone;
  return refuse(exchange, problems::bad_request({"Pieprasījuma saturs nav derīgi sadalīts.",
                                                 "The request's body is not framed in a valid way."}));
}

// Where a request was refused, nobody knows where the next one would begin: the connection ends with the
// answer.
Received HttpSession::refuse(Exchange& exchange, Problem problem) const {
  exchange.problem = std::move(problem);
  exchange.keep_alive = false;
  return Received::refused;
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

// Whether the response was written whole. Afterwards the exchange says whether the connection goes on.
asio::awaitable<bool> HttpSession::respond(const Exchange& exchange, Response& response) {
  context_.cors.allow(exchange.origin, response);
  HeadFacts facts;
  facts.reason = http::obsolete_reason(http::int_to_status(static_cast<unsigned>(response.status)));
  facts.request_id = exchange.id;
  facts.http_1_0 = exchange.http_1_0;
  facts.keep_alive = exchange.keep_alive && !finishing_ && !response.stream;
  if (response.stream) {
    response.content_type = "text/event-stream";
    facts.framing = exchange.http_1_0 ? Framing::close : Framing::chunked;
  }
  const std::string head = response_head(response, facts);
  const bool head_only = exchange.method == "HEAD";
  const std::string_view body = head_only ? std::string_view() : std::string_view(response.body);
  bool written = co_await write(head, body);
  if (written && response.stream && !head_only)
    written = co_await write_events(*response.stream, facts.framing);
  record(exchange, response);
  co_return written&& facts.keep_alive;
}

asio::awaitable<bool> HttpSession::write(std::string_view head, std::string_view body) {
  deadline_->set(options_.write_time);
  const std::array<asio::const_buffer, 2> parts{asio::buffer(head), asio::buffer(body)};
  const auto [ec, _] = co_await asio::async_write(socket_, parts, kTuple);
  deadline_->clear();
  co_return !ec;
}

asio::awaitable<bool> HttpSession::write_events(EventStream& events, Framing framing) {
  const auto client_left = std::make_shared<bool>(false);
  watch_for_closing(client_left);
  events.subscribe(alarm_->remote());
  while (!finishing_ && !*client_left) {
    const std::optional<std::string> piece = events.next();
    if (!piece) break;
    if (!piece->empty()) {
      const bool written = co_await write_piece(*piece, framing);
      if (!written) co_return false;
      continue;
    }
    const bool rang = co_await alarm_->wait(options_.ping_time);
    if (rang) continue;
    const bool pinged = co_await write_piece(": ping\n\n", framing);
    if (!pinged) co_return false;
  }
  if (*client_left || framing != Framing::chunked) co_return false;
  co_return co_await write("0\r\n\r\n", "");
}

asio::awaitable<bool> HttpSession::write_piece(std::string_view piece, Framing framing) {
  if (framing != Framing::chunked) co_return co_await write(piece, "");
  const std::string chunk = fmt::format("{:x}\r\n{}\r\n", piece.size(), piece);
  co_return co_await write(chunk, "");
}

// A client that listens to a stream sends nothing more; whatever can be read is its closing.
void HttpSession::watch_for_closing(const std::shared_ptr<bool>& client_left) {
  socket_.async_wait(tcp::socket::wait_read, [client_left, alarm = alarm_](const error_code&) {
    *client_left = true;
    alarm->ring();
  });
}

// Closing with bytes unread resets the connection, and the client may lose the answer: so its sending is
// waited out, within bounds.
asio::awaitable<void> HttpSession::linger() {
  error_code ec;
  socket_.shutdown(tcp::socket::shutdown_send, ec);
  deadline_->set(kLingerTime);
  std::array<char, kReadBytes> discarded;
  for (int reads = 0; !ec && reads < kLingerReads; ++reads) {
    const auto [failure, _] = co_await socket_.async_read_some(asio::buffer(discarded), kTuple);
    ec = failure;
  }
  socket_.close(ec);
}

// No path, no query, no peer: who asked for what is personal. The route's template and the id are enough to
// follow a request.
void HttpSession::record(const Exchange& exchange, const Response& response) const {
  const auto duration = std::chrono::steady_clock::now() - exchange.received;
  spdlog::info("request method={:.16} route={} status={} ms={:.3f} id={}", exchange.method,
               response.route.empty() ? "-" : response.route, response.status,
               std::chrono::duration<double, std::milli>(duration).count(), exchange.id);
  if (options_.metrics)
    options_.metrics->answered(exchange.method, response.route, response.status, duration);
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
