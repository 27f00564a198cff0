// What the parts of a session share: one connection's socket with its limits of time. Used on the loop's thread.
#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <memory>
#include <utility>

#include "api/http/alarm.hpp"
#include "api/http/deadline.hpp"
#include "api/http/server.hpp"

namespace vesture::api {

inline constexpr auto kTuple = boost::asio::as_tuple(boost::asio::use_awaitable);

struct Connection {
  Connection(std::shared_ptr<boost::asio::io_context> a_loop, boost::asio::ip::tcp::socket a_socket,
             const ServerOptions& some_options)
      : loop(std::move(a_loop)), socket(std::move(a_socket)), options(some_options) {}
  ~Connection() { deadline->end(); }

  std::shared_ptr<boost::asio::io_context> loop;
  boost::asio::ip::tcp::socket socket;
  const ServerOptions& options;
  std::shared_ptr<Deadline> deadline = std::make_shared<Deadline>(socket);
  std::shared_ptr<Alarm> alarm = std::make_shared<Alarm>(loop);
  bool finishing = false;  // nothing more is begun
};

}  // namespace vesture::api
