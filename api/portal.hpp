// The server put together: a node, the routes of every context, the dispatcher, the listening socket.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "api/account_history.hpp"
#include "api/auth/token_issuer.hpp"
#include "api/backups.hpp"
#include "api/dispatcher.hpp"
#include "api/http/server.hpp"
#include "api/node.hpp"

namespace vesture::api {

class Register;

struct PortalOptions {
  NodeOptions node;
  ServerOptions server;
  DispatcherOptions dispatcher;
  TokenRules tokens;
  // Serves /dev/token and /dev/people; outlives the portal. Throws std::invalid_argument beside an address
  // that is not loopback.
  const TokenIssuer* dev_issuer = nullptr;
  // Whether what is due is done by itself; else by keep_time() alone.
  bool keeps_time = true;
  // Where identity data and their changes come from (ACC-01, ACC-08); outlives the portal.
  Register* registers = nullptr;
  BackupOptions backups = {};
  AccountHistoryRules history = {};
};

class Portal {
 public:
  explicit Portal(PortalOptions options);
  ~Portal();  // stops
  Portal(const Portal&) = delete;
  Portal& operator=(const Portal&) = delete;

  void start();
  std::uint16_t port() const;
  // Does everything that is due by the clock, and what comes of it, until nothing is left to be done. Blocks. Throws
  // where a view has stopped, for then nobody knows what is due.
  void keep_time();
  // Answers what has been accepted, then stops. Blocks.
  void stop();
  const Backend& backend() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace vesture::api
