// A server outside, asked over HTTP(S). One connection is kept; redirects are not followed; what is on this machine is
// asked directly, whatever proxy the environment names.
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

namespace vesture::api {

struct HttpAnswer {
  long status = 0;
  std::string body;
  std::optional<long> retry_after;  // seconds
};

struct HttpTimes {
  std::chrono::milliseconds connect{10'000};
  std::chrono::milliseconds whole{60'000};  // of one request, its answer included
};

// Used by one thread at a time.
class HttpClient {
 public:
  static constexpr std::size_t kMostBytes = std::size_t{64} << 20;

  // `url`: "http://127.0.0.1:8080"; no token is sent where it is empty. Throws std::invalid_argument for what is no URL,
  // or one with a user's name or password in it.
  HttpClient(const std::string& url, const std::string& token, HttpTimes times = {});
  ~HttpClient();

  // `path` begins with '/'. Each throws std::runtime_error where no answer comes in time, or a success (2xx) of more
  // than `most` bytes; of what a refusal says, the beginning is given.
  HttpAnswer get(const std::string& path, std::size_t most = kMostBytes);
  HttpAnswer post(const std::string& path);  // without a body
  // Ends early, within a second or so, where a stop is asked for.
  HttpAnswer post_json(const std::string& path, const std::string& body, std::size_t most,
                       std::stop_token stop = {});

 private:
  struct Curl;

  HttpAnswer ask(const std::string& path, std::size_t most, std::stop_token stop);

  std::string url_;
  std::unique_ptr<Curl> curl_;
};

// A token that goes over the wire in the clear is everybody's: whether the URL is https or of this machine. Throws
// std::invalid_argument for what is no URL.
bool is_private(const std::string& url);

}  // namespace vesture::api
