// A server, asked over HTTP(S). One connection is kept; redirects are not followed.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>

namespace vesture::replay {

struct HttpAnswer {
  long status = 0;
  std::string body;
  std::optional<long> retry_after;  // seconds
};

// Used by one thread.
class HttpClient {
 public:
  static constexpr std::size_t kMostBytes = std::size_t{64} << 20;

  // `url`: "http://127.0.0.1:8080"; no token is sent where it is empty.
  HttpClient(std::string url, std::string token);
  ~HttpClient();

  // `path` begins with '/'. Throws std::runtime_error where no answer comes within a minute, or a success (2xx) of more
  // than `most` bytes; of what a refusal says, the beginning is given.
  HttpAnswer get(const std::string& path, std::size_t most = kMostBytes);
  HttpAnswer post(const std::string& path);  // without a body

 private:
  struct Curl;

  HttpAnswer ask(const std::string& path, std::size_t most);

  std::string url_;
  std::unique_ptr<Curl> curl_;
};

// A token that goes over the wire in the clear is everybody's: throws std::invalid_argument for a URL that is neither
// https nor of this machine, unless that is wanted.
void require_private(const std::string& url, bool insecure);

}  // namespace vesture::replay
