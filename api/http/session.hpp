// One connection: a coroutine that reads a request, has it answered, and goes on until either side has
// enough. Lives on one event loop; everything here is called on its thread.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <functional>
#include <memory>

#include "api/http/application.hpp"
#include "api/http/cors.hpp"
#include "api/http/server.hpp"

namespace vesture::api {

class Session {
 public:
  virtual ~Session() = default;
  // Answers what has been begun, then closes; at once where nothing has.
  virtual void finish() = 0;
  // Closes, whatever is going on.
  virtual void cut() = 0;
};

// What a session works with; outlives it.
struct SessionContext {
  const ServerOptions& options;
  const Cors& cors;
  Application& application;
};

enum class Admission { serve, refuse };  // refuse: answer 503 and close

// `ended` is called once, when the connection is closed.
std::shared_ptr<Session> start_session(std::shared_ptr<boost::asio::io_context> loop,
                                       boost::asio::ip::tcp::socket socket, const SessionContext& context,
                                       Admission admission, std::function<void()> ended);

}  // namespace vesture::api
