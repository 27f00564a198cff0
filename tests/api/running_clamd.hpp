// A real malware scanner for a test: clamd with a local signature of the EICAR test file and no others.
#pragma once

#include <optional>
#include <string>

#include "api/outside/socket_address.hpp"
#include "tests/api/child_process.hpp"
#include "tests/eventstore/scratch_directory.hpp"

namespace vesture::api {

std::string eicar();

// Listens on a Unix socket and on TCP; takes at most 1 MiB.
class RunningClamd {
 public:
  RunningClamd();

  SocketAddress tcp() const { return HostAndPort{"127.0.0.1", port_}; }
  SocketAddress unix_socket() const { return SocketPath{scratch_.path() / "socket"}; }
  void kill() { process_->kill(); }

 private:
  eventstore::ScratchDirectory scratch_;
  const std::uint16_t port_ = free_port();
  std::optional<ChildProcess> process_;
};

}  // namespace vesture::api
