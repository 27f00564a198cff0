// An HTTP/1.1 server: takes connections, reads requests within limits of size and time, and has an
// Application answer them. Each I/O thread has its own event loop and accepts for itself (SO_REUSEPORT).
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/http/application.hpp"
#include "api/http/metrics.hpp"

namespace vesture::api {

// What a request's body may be.
struct BodyRule {
  std::size_t most = 64 * 1024;  // bytes
  bool streamed = false;         // the application takes it in pieces (Request::incoming)
};

struct ServerOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;  // 0: one that is free
  unsigned threads = 0;       // 0: as many as there are cores

  std::size_t header_bytes = 16 * 1024;
  // Asked before a body is read, on any of the I/O threads.
  std::function<BodyRule(std::string_view method, std::string_view path)> body_rule =
      [](std::string_view, std::string_view) { return BodyRule(); };
  std::size_t connections = 10'000;

  std::chrono::milliseconds header_time{10'000};  // from a request's first byte, or from connecting
  std::chrono::milliseconds body_time{
      30'000};  // for each kBodyPieceBytes of a body, or what there is of them
  std::chrono::milliseconds idle_time{60'000};   // between requests
  std::chrono::milliseconds write_time{30'000};  // for each piece of a response
  std::chrono::milliseconds ping_time{15'000};   // of silence on a stream
  std::chrono::milliseconds stop_time{10'000};   // for what is in flight when the server stops

  std::vector<std::string> origins;                          // whose pages may call (CORS)
  std::vector<std::pair<std::string, std::string>> headers;  // of each answer, whatever it is
  Metrics* metrics = nullptr;  // counts what is answered, where given; outlives the server
};

class Server {
 public:
  // `application` outlives the server.
  Server(ServerOptions options, Application& application);
  ~Server();  // stops
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // Listens, and serves from here on. Throws std::system_error where the address cannot be had.
  void start();
  std::uint16_t port() const;
  // Accepts nothing more, answers what has been begun, ends streams, and cuts what is left after stop_time.
  // Blocks until all of that is done. Not to be called on an I/O thread.
  void stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace vesture::api
