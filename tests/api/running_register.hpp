// The registers' simulator in a test's own process, asked over loopback.
#pragma once

#include <string>

#include "api/http/server.hpp"
#include "api/outside/http_register.hpp"
#include "tools/register_simulator/register_simulator.hpp"

namespace vesture::api {

class RunningRegister {
 public:
  explicit RunningRegister(std::string token = {})
      : simulator(std::move(token)), server_(options(), simulator) {
    server_.start();
  }

  HttpRegisterOptions client(std::string token = {}) const {
    return {"http://127.0.0.1:" + std::to_string(server_.port()), std::move(token)};
  }

  register_simulator::RegisterSimulator simulator;

 private:
  static ServerOptions options() {
    ServerOptions options;
    options.port = 0;
    options.threads = 1;
    return options;
  }

  Server server_;
};

}  // namespace vesture::api
