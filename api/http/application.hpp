// What a server serves. A coroutine, so that a request can wait (for durability, for a view) without a
// thread.
#pragma once

#include <boost/asio/awaitable.hpp>

#include "api/http/message.hpp"

namespace vesture::api {

class Application {
 public:
  virtual ~Application() = default;

  // Called on the session's I/O thread, and must resume there; many run at once. Does not block. What it
  // throws is logged and answered with 500.
  virtual boost::asio::awaitable<Response> handle(Request request) = 0;
};

}  // namespace vesture::api
