#include "api/http/session_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/algorithm/string/predicate.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <random>

#include "api/http/language.hpp"
#include "api/http/target.hpp"

namespace vesture::api {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;

namespace {

constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
constexpr std::size_t kReadBytes = 4096;

bool is_sane_request_id(std::string_view id) {
  const auto sane = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '_' || c == '.';
  };
  return !id.empty() && id.size() <= 64 && std::ranges::all_of(id, sane);
}

std::string lower_case(std::string_view name) {
  std::string lower(name);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return lower;
}

// Where a request was refused, nobody knows where the next one would begin: the connection ends with the
// answer.
Received refuse(Exchange& exchange, Problem problem) {
  exchange.problem = std::move(problem);
  exchange.keep_alive = false;
  return Received::refused;
}

}  // namespace

std::string make_request_id() {
  thread_local std::mt19937_64 random{std::random_device{}()};
  return fmt::format("{:016x}{:016x}", random(), random());
}

// The body behind a head that has been taken. Its parser is also the head's.
class SocketBody final : public IncomingBody {
 public:
  SocketBody(Connection& connection, boost::beast::flat_buffer& buffer)
      : connection_(connection), buffer_(buffer) {}

  // Whether the bytes are a head.
  bool take_head(std::string_view bytes);
  const http::request_header<>& head() const { return parser_.get().base(); }
  bool keep_alive() const { return parser_.get().keep_alive(); }
  // Before the first read.
  void allow(std::size_t most_bytes);

  std::optional<std::uint64_t> declared_size() const override;
  asio::awaitable<std::expected<std::string, Problem>> read() override;
  bool at_end() const override { return parser_.is_done(); }

 private:
  bool waits_for_leave() const;
  std::size_t room() const;
  Problem problem_of(error_code ec) const;

  Connection& connection_;
  boost::beast::flat_buffer& buffer_;
  http::request_parser<http::buffer_body> parser_;
  std::size_t most_ = 0;
  bool begun_ = false;
};

bool SocketBody::take_head(std::string_view bytes) {
  parser_.header_limit(static_cast<std::uint32_t>(connection_.options.header_bytes));
  parser_.body_limit(boost::none);
  error_code ec;
  parser_.put(asio::buffer(bytes), ec);
  return !ec && parser_.is_header_done();
}

void SocketBody::allow(std::size_t most_bytes) {
  most_ = most_bytes;
  parser_.body_limit(most_bytes);
}

std::optional<std::uint64_t> SocketBody::declared_size() const {
  if (parser_.chunked()) return std::nullopt;
  return parser_.content_length().value_or(0);
}

bool SocketBody::waits_for_leave() const {
  return !begun_ && buffer_.size() == 0 && head().version() == 11 &&
         boost::iequals(head()[http::field::expect], "100-continue");
}

std::size_t SocketBody::room() const {
  const auto left = parser_.chunked() ? most_ : parser_.content_length_remaining().value_or(most_);
  return static_cast<std::size_t>(std::clamp<std::uint64_t>(left, 1, kBodyPieceBytes));
}

asio::awaitable<std::expected<std::string, Problem>> SocketBody::read() {
  std::string piece;
  if (parser_.is_done()) co_return piece;
  connection_.deadline->set(connection_.options.body_time);
  if (waits_for_leave()) {
    const auto [ec, _] = co_await asio::async_write(connection_.socket, asio::buffer(kContinue), kTuple);
    if (ec) co_return std::unexpected(problem_of(ec));
  }
  begun_ = true;
  piece.resize(room());
  // Beast reads as much at once as the buffer has room for.
  buffer_.reserve(piece.size());
  auto& body = parser_.get().body();
  body.data = piece.data();
  body.size = piece.size();
  const auto [ec, _] = co_await http::async_read(connection_.socket, buffer_, parser_, kTuple);
  connection_.deadline->clear();
  if (ec && ec != http::error::need_buffer) co_return std::unexpected(problem_of(ec));
  piece.resize(piece.size() - parser_.get().body().size);
  co_return piece;
}

Problem SocketBody::problem_of(error_code ec) const {
  if (ec == http::error::body_limit) return problems::too_large();
  if (ec == http::error::header_limit) return problems::header_too_large();
  if (connection_.deadline->passed()) return problems::timeout();
  const bool ended = ec == http::error::partial_message || ec == http::error::end_of_stream;
  if (ended || ec.category() != http::make_error_code(http::error::bad_chunk).category())
    return problems::body_cut_off();
  if (ec == http::error::buffer_overflow)
    return problems::bad_request({"Satura daļas rinda vai noslēguma lauki ir par gariem.",
                                  "A chunk's line or the trailer is too long."});
  return problems::bad_request(
      {"Pieprasījuma saturs nav derīgi sadalīts.", "The request's body is not framed in a valid way."});
}

bool RequestReader::nothing_waits() const {
  error_code ec;
  return buffer_.size() == 0 && connection_.socket.available(ec) == 0;
}

asio::awaitable<Received> RequestReader::receive(Exchange& exchange) {
  HeadComplete head;
  const Received received = co_await receive_head(exchange, head);
  if (received != Received::whole) co_return received;
  const auto body = std::make_shared<SocketBody>(connection_, buffer_);
  if (auto problem = take_head(head, *body, exchange)) co_return refuse(exchange, std::move(*problem));
  const BodyRule rule = connection_.options.body_rule(exchange.request.method, exchange.request.path);
  if (body->declared_size().value_or(0) > rule.most) co_return refuse(exchange, problems::too_large());
  body->allow(rule.most);
  if (!rule.streamed) co_return co_await receive_body(exchange, *body);
  exchange.request.incoming = exchange.incoming = body;
  co_return Received::whole;
}

asio::awaitable<Received> RequestReader::receive_head(Exchange& exchange, HeadComplete& head) {
  const ServerOptions& options = connection_.options;
  Deadline& deadline = *connection_.deadline;
  bool begun = first_;
  deadline.set(begun ? options.header_time : options.idle_time);
  first_ = false;
  for (;;) {
    HeadCheck check = check_head(unread(), options.header_bytes);
    if (auto* problem = std::get_if<Problem>(&check)) co_return refuse(exchange, std::move(*problem));
    if (const auto* complete = std::get_if<HeadComplete>(&check)) {
      head = *complete;
      deadline.clear();
      co_return Received::whole;
    }
    idle_ = buffer_.size() == 0;
    if (connection_.finishing && is_idle()) co_return Received::gone;
    if (!idle_ && !begun) {
      deadline.set(options.header_time);
      begun = true;
    }
    const auto [ec, count] = co_await connection_.socket.async_read_some(buffer_.prepare(kReadBytes), kTuple);
    idle_ = false;
    if (ec && deadline.passed() && buffer_.size() > 0) co_return refuse(exchange, problems::timeout());
    if (ec) co_return Received::gone;
    buffer_.commit(count);
  }
}

// The head has been checked; what it says is taken into the exchange before the body is read, so that the
// trailer of a chunked body cannot add to it.
std::optional<Problem> RequestReader::take_head(const HeadComplete& head, SocketBody& body,
                                                Exchange& exchange) {
  const bool taken = body.take_head(unread().substr(head.begin, head.end - head.begin));
  buffer_.consume(head.end);
  if (!taken)
    return problems::bad_request({"Pieprasījuma galvene nav derīga.", "The request's header is not valid."});
  const auto& fields = body.head();
  Request& request = exchange.request;
  request.method = fields.method_string();
  for (const auto& field : fields)
    request.headers.emplace_back(lower_case(field.name_string()), field.value());
  error_code ec;
  request.peer = connection_.socket.remote_endpoint(ec).address().to_string();
  const auto id = request.header("x-request-id");
  request.id = is_sane_request_id(id) ? std::string(id) : make_request_id();
  exchange.method = request.method;
  exchange.id = request.id;
  exchange.origin = request.header("origin");
  exchange.language = language_of(request.header("accept-language"));
  exchange.keep_alive = body.keep_alive();
  exchange.http_1_0 = fields.version() == 10;
  const std::string_view asked = fields.target();
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

asio::awaitable<Received> RequestReader::receive_body(Exchange& exchange, SocketBody& body) {
  while (!body.at_end()) {
    auto piece = co_await body.read();
    if (!piece) co_return refuse(exchange, std::move(piece.error()));
    exchange.request.body += *piece;
  }
  co_return Received::whole;
}

}  // namespace vesture::api
