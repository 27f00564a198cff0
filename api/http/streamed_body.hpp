// Bodies that are too large to be held in memory: they come and go in pieces. Used on the session's I/O thread, by one
// coroutine at a time; the request or response that names them keeps them, no longer than the session answers.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>

#include "api/http/problem.hpp"

namespace vesture::api {

inline constexpr std::size_t kBodyPieceBytes = 256 * 1024;

// A request's body as it comes in.
class IncomingBody {
 public:
  virtual ~IncomingBody() = default;

  // What Content-Length says; nullopt where the client sends in chunks and does not know either.
  virtual std::optional<std::uint64_t> declared_size() const = 0;
  // The next bytes, kBodyPieceBytes of them as long as there are so many; empty at the end. A client that waits for leave
  // to send (Expect: 100-continue) is given it by the first read, so an answer without one refuses. The problem is
  // too_large, timeout (a piece took longer than ServerOptions::body_time, so that a client cannot drip for ever),
  // bad_request for bad framing, or body_cut_off; nothing can be read after it.
  virtual boost::asio::awaitable<std::expected<std::string, Problem>> read() = 0;
  // All of it has been read.
  virtual bool at_end() const = 0;
};

// A response's body as it goes out.
class OutgoingBody {
 public:
  virtual ~OutgoingBody() = default;

  virtual std::uint64_t size() const = 0;  // bytes
  // The next bytes, empty behind the last. What it throws ends the connection: the client sees that bytes are missing.
  virtual boost::asio::awaitable<std::string> read() = 0;
};

}  // namespace vesture::api
