#include "api/http/session_writer.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <array>
#include <boost/asio/write.hpp>
#include <exception>
#include <optional>
#include <string>

namespace vesture::api {

namespace asio = boost::asio;
using boost::system::error_code;

asio::awaitable<bool> ResponseWriter::write(std::string_view head, std::string_view body) {
  bool written = co_await write_piece(head, body.substr(0, kBodyPieceBytes));
  for (auto sent = kBodyPieceBytes; written && sent < body.size(); sent += kBodyPieceBytes)
    written = co_await write_piece("", body.substr(sent, kBodyPieceBytes));
  co_return written;
}

asio::awaitable<bool> ResponseWriter::write_piece(std::string_view head, std::string_view piece) {
  connection_.deadline->set(connection_.options.write_time);
  const std::array<asio::const_buffer, 2> parts{asio::buffer(head), asio::buffer(piece)};
  const auto [ec, _] = co_await asio::async_write(connection_.socket, parts, kTuple);
  connection_.deadline->clear();
  co_return !ec;
}

// The length has been said already: a body that turns out otherwise ends with the connection, short.
asio::awaitable<bool> ResponseWriter::write_outgoing(OutgoingBody& body, std::string_view request_id) {
  std::uint64_t left = body.size();
  try {
    while (left > 0) {
      const std::string piece = co_await body.read();
      if (piece.empty() || piece.size() > left) throw std::runtime_error("not of the length that was said");
      const bool written = co_await write_piece("", piece);
      if (!written) co_return false;
      left -= piece.size();
    }
    co_return true;
  } catch (const std::exception& error) {
    spdlog::error("a body broke off id={}: {}", request_id, error.what());
  }
  co_return false;
}

asio::awaitable<bool> ResponseWriter::write_events(EventStream& events, Framing framing) {
  const auto client_left = std::make_shared<bool>(false);
  watch_for_closing(client_left);
  events.subscribe(connection_.alarm->remote());
  while (!connection_.finishing && !*client_left) {
    const std::optional<std::string> piece = events.next();
    if (!piece) break;
    if (!piece->empty()) {
      const bool written = co_await write_event(*piece, framing);
      if (!written) co_return false;
      continue;
    }
    const bool rang = co_await connection_.alarm->wait(connection_.options.ping_time);
    if (rang) continue;
    const bool pinged = co_await write_event(": ping\n\n", framing);
    if (!pinged) co_return false;
  }
  if (*client_left || framing != Framing::chunked) co_return false;
  co_return co_await write_piece("0\r\n\r\n", "");
}

asio::awaitable<bool> ResponseWriter::write_event(std::string_view event, Framing framing) {
  if (framing != Framing::chunked) co_return co_await write_piece("", event);
  const std::string chunk = fmt::format("{:x}\r\n{}\r\n", event.size(), event);
  co_return co_await write_piece(chunk, "");
}

// A client that listens to a stream sends nothing more; whatever can be read is its closing.
void ResponseWriter::watch_for_closing(const std::shared_ptr<bool>& client_left) {
  connection_.socket.async_wait(asio::ip::tcp::socket::wait_read,
                                [client_left, alarm = connection_.alarm](const error_code&) {
                                  *client_left = true;
                                  alarm->ring();
                                });
}

}  // namespace vesture::api
