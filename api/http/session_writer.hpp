// The outgoing half of a session: a head with a body held whole, a body that comes in pieces, or a stream of events.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <memory>
#include <string_view>

#include "api/http/message.hpp"
#include "api/http/response_head.hpp"
#include "api/http/session_connection.hpp"
#include "api/http/streamed_body.hpp"

namespace vesture::api {

// Each write says whether all of it went out, in time. Every piece has write_time, so what a slow client may take grows
// with the body.
class ResponseWriter {
 public:
  explicit ResponseWriter(Connection& connection) : connection_(connection) {}

  boost::asio::awaitable<bool> write(std::string_view head, std::string_view body);
  boost::asio::awaitable<bool> write_outgoing(OutgoingBody& body, std::string_view request_id);
  boost::asio::awaitable<bool> write_events(EventStream& events, Framing framing);

 private:
  boost::asio::awaitable<bool> write_piece(std::string_view head, std::string_view piece);
  boost::asio::awaitable<bool> write_event(std::string_view event, Framing framing);
  void watch_for_closing(const std::shared_ptr<bool>& client_left);

  Connection& connection_;
};

}  // namespace vesture::api
