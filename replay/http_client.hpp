// A running server, asked over HTTP(S).
#pragma once

#include <string>

namespace vesture::replay {

struct HttpAnswer {
  long status = 0;
  std::string body;
};

class HttpClient {
 public:
  // `url`: "http://127.0.0.1:8080"; no token is sent where it is empty.
  HttpClient(std::string url, std::string token);

  // `path` begins with '/'. Throws std::runtime_error where no answer comes, or one of more than 64 MiB.
  HttpAnswer get(const std::string& path) const;
  HttpAnswer post(const std::string& path) const;  // without a body

 private:
  HttpAnswer ask(const std::string& path, bool posts) const;

  std::string url_;
  std::string token_;
};

// A token that goes over the wire in the clear is everybody's: throws std::invalid_argument for a URL that is neither
// https nor of this machine, unless that is wanted.
void require_private(const std::string& url, bool insecure);

}  // namespace vesture::replay
