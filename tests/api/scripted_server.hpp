// A server outside that behaves as a test says, line by line: refuses, hangs, drops, answers garbage.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <thread>

namespace vesture::api {

// The connection to whoever called. The script's end closes it.
class ScriptedPeer {
 public:
  explicit ScriptedPeer(int socket) : socket_(socket) {}

  void send(std::string_view bytes);
  std::string read_until(std::string_view end);  // what came up to and with `end`, or all where it closes
  std::string read_bytes(std::size_t count);
  void hang();   // reads until the other side gives up
  void reset();  // the end of the connection will be a reset

 private:
  bool more();

  int socket_;
  std::string unread_;
};

// Listens on 127.0.0.1 and runs the script for each connection, one after another, on a thread of its own.
class ScriptedServer {
 public:
  using Script = std::function<void(ScriptedPeer&)>;
  explicit ScriptedServer(Script script);
  ~ScriptedServer();
  ScriptedServer(const ScriptedServer&) = delete;
  ScriptedServer& operator=(const ScriptedServer&) = delete;

  std::uint16_t port() const { return port_; }

 private:
  void serve();

  const Script script_;
  int listening_ = -1;
  std::uint16_t port_ = 0;
  std::thread thread_;
};

}  // namespace vesture::api
