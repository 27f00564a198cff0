// A client that says exactly the bytes it is given, and the server that it talks to, for tests over loopback.
#pragma once

#include <sys/socket.h>
#include <sys/time.h>

#include <algorithm>
#include <boost/algorithm/string/case_conv.hpp>
#include <boost/algorithm/string/trim.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>

#include "api/http/server.hpp"

namespace vesture::api {

struct Answer {
  int status = 0;
  std::map<std::string, std::string> fields;  // names in lower case
  std::string body;

  std::string field(const std::string& name) const { return fields.contains(name) ? fields.at(name) : ""; }
};

class RawClient {
 public:
  explicit RawClient(std::uint16_t port) {
    socket_.connect({boost::asio::ip::address_v4::loopback(), port});
    // Turns a server that hangs into a failing test.
    const timeval guard{20, 0};
    setsockopt(socket_.native_handle(), SOL_SOCKET, SO_RCVTIMEO, &guard, sizeof guard);
  }

  void send(std::string_view bytes) {
    boost::system::error_code closed_already;
    boost::asio::write(socket_, boost::asio::buffer(bytes), closed_already);
  }
  void shut_sending() {
    boost::system::error_code closed_already;
    socket_.shutdown(boost::asio::ip::tcp::socket::shutdown_send, closed_already);
  }
  void close() { socket_.close(); }

  // The next response. `to_head`: it has no body whatever its length says.
  Answer read_answer(bool to_head = false) {
    Answer answer = read_head();
    if (!to_head && !answer.field("content-length").empty())
      answer.body = read_exactly(std::stoul(answer.field("content-length")));
    return answer;
  }

  Answer read_head() {
    std::string head = read_to("\r\n\r\n");
    Answer answer;
    answer.status = std::stoi(head.substr(head.find(' ') + 1));
    for (std::size_t at = head.find("\r\n") + 2; at + 2 < head.size();) {
      const auto end = head.find("\r\n", at), colon = head.find(':', at);
      answer.fields[boost::to_lower_copy(head.substr(at, colon - at))] =
          boost::trim_copy(head.substr(colon + 1, end - colon - 1));
      at = end + 2;
    }
    return answer;
  }

  // One chunk of a chunked body; "" is the last.
  std::string read_chunk() {
    const std::string size = read_to("\r\n");
    std::string chunk = read_exactly(std::stoul(size, nullptr, 16) + 2);
    return chunk.substr(0, chunk.size() - 2);
  }

  // Reads so many bytes of a body, and keeps none.
  void skip(std::size_t bytes) {
    bytes -= take(std::min(bytes, pending_.size())).size();
    std::string piece(64 * 1024, '\0');
    while (bytes > 0)
      bytes -= boost::asio::read(socket_, boost::asio::buffer(piece.data(), std::min(bytes, piece.size())));
  }

  // Everything until the server closes. A reset counts as closing.
  std::string read_all() {
    boost::system::error_code ec;
    boost::asio::read(socket_, boost::asio::dynamic_buffer(pending_), ec);
    if (ec == boost::asio::error::would_block || ec == boost::asio::error::try_again)
      throw std::runtime_error("the server hangs");
    return std::exchange(pending_, {});
  }

 private:
  std::string read_to(std::string_view end) {
    return take(boost::asio::read_until(socket_, boost::asio::dynamic_buffer(pending_), end));
  }
  std::string read_exactly(std::size_t size) {
    if (pending_.size() < size)
      boost::asio::read(socket_, boost::asio::dynamic_buffer(pending_),
                        boost::asio::transfer_exactly(size - pending_.size()));
    return take(size);
  }
  std::string take(std::size_t size) {
    std::string taken = pending_.substr(0, size);
    pending_.erase(0, size);
    return taken;
  }

  boost::asio::io_context context_;
  boost::asio::ip::tcp::socket socket_{context_};
  std::string pending_;
};

inline std::string get(std::string_view target, std::string_view fields = "") {
  return "GET " + std::string(target) + " HTTP/1.1\r\nHost: test\r\n" + std::string(fields) + "\r\n";
}

inline std::string post(std::string_view target, std::string_view body) {
  return "POST " + std::string(target) +
         " HTTP/1.1\r\nHost: test\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
         std::string(body);
}

}  // namespace vesture::api
