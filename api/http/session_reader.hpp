// The incoming half of a session: heads, and bodies whole or in pieces. Beast's parser stays in its .cpp.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "api/http/head.hpp"
#include "api/http/message.hpp"
#include "api/http/problem.hpp"
#include "api/http/session_connection.hpp"
#include "api/http/streamed_body.hpp"

namespace vesture::api {

// One request and what its answer needs to know of it once the application has taken it.
struct Exchange {
  Request request;
  std::optional<Problem> problem;          // why there is no request to be handled
  std::shared_ptr<IncomingBody> incoming;  // where the application takes the body
  std::string method = "-";
  std::string id;
  std::string origin;
  domain::Language language = domain::Language::lv;
  bool keep_alive = false;
  bool http_1_0 = false;
  std::chrono::steady_clock::time_point received;
};

std::string make_request_id();

enum class Received { whole, refused, gone };

class SocketBody;

class RequestReader {
 public:
  explicit RequestReader(Connection& connection)
      : connection_(connection), buffer_(kBodyPieceBytes + connection.options.header_bytes) {}

  // The next request: its head, and its body unless the application takes it in pieces.
  boost::asio::awaitable<Received> receive(Exchange& exchange);
  // Between requests, and no byte of the next has come: neither read nor lying in the kernel.
  bool is_idle() const { return idle_ && nothing_waits(); }

 private:
  boost::asio::awaitable<Received> receive_head(Exchange& exchange, HeadComplete& head);
  boost::asio::awaitable<Received> receive_body(Exchange& exchange, SocketBody& body);

  std::optional<Problem> take_head(const HeadComplete& head, SocketBody& body, Exchange& exchange);
  bool nothing_waits() const;
  std::string_view unread() const {
    return {static_cast<const char*>(buffer_.cdata().data()), buffer_.cdata().size()};
  }

  Connection& connection_;
  // Bounded: Beast itself would wait for the end of a chunk's line, or of a trailer, whatever its length.
  boost::beast::flat_buffer buffer_;
  bool first_ = true;  // no request has been read yet
  bool idle_ = false;  // waiting for a request's first byte
};

}  // namespace vesture::api
