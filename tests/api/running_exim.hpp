// A real mail server for a test: Exim with a configuration of the test's own, STARTTLS with a certificate made for
// it and AUTH PLAIN. What it accepts stays in its queue, where the test reads it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "tests/api/child_process.hpp"
#include "tests/eventstore/scratch_directory.hpp"

namespace vesture::api {

// nobody@… is refused for good, later@… for now, refused-content@… after its data; whoever has not authenticated as
// "vesture" with "secret" is refused.
class RunningExim {
 public:
  RunningExim();

  std::string url() const { return "smtp://localhost:" + std::to_string(port_); }
  std::filesystem::path certificate() const { return scratch_.path() / "certificate.pem"; }
  // As the system's certificates lie: under its subject's hash (openssl-rehash).
  std::filesystem::path certificate_directory() const { return scratch_.path() / "trusted"; }
  // Another host's, that Exim does not have.
  std::filesystem::path other_certificate() const { return scratch_.path() / "other.pem"; }
  // Of each message that it accepted: what came, headers and body, as it lies in the queue.
  std::vector<std::string> accepted() const;
  // Its log's lines on them: who authenticated, by what protocol.
  std::string log() const;

 private:
  void make_certificates() const;
  void write_configuration() const;
  void wait_until_it_listens() const;

  eventstore::ScratchDirectory scratch_;
  const std::uint16_t port_ = free_port();
  std::optional<ChildProcess> process_;
};

// What a message's base64 body says.
std::string decoded_body(const std::string& message);

}  // namespace vesture::api
