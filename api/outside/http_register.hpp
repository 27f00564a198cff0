// The registers over HTTP (register_answers.hpp has the protocol).
#pragma once

#include <mutex>
#include <string>

#include "api/outside/http_client.hpp"
#include "api/outside/register.hpp"

namespace vesture::api {

struct HttpRegisterOptions {
  std::string url;         // https, or of this machine
  std::string token = {};  // none is sent where it is empty
  HttpTimes times{std::chrono::seconds(10), std::chrono::seconds(30)};
};

// One question at a time.
class HttpRegister : public Register {
 public:
  // Throws std::invalid_argument where people's codes would go over the wire in the clear; asks nothing yet.
  explicit HttpRegister(const HttpRegisterOptions& options);

  FromRegister<std::optional<Identity>> identity(const std::string& code, std::stop_token) override;
  FromRegister<std::vector<RegisterChange>> changes_after(std::uint64_t sequence, std::stop_token) override;

 private:
  FromRegister<HttpAnswer> ask(std::string_view path, const std::string& question, std::size_t most,
                               std::stop_token);

  std::mutex mutex_;
  HttpClient client_;
};

}  // namespace vesture::api
