// One request's way: find the route, see who asks, wait for the view that the client wants to have seen, run
// the route's function, make durable what it decided, answer. A conflict with another commit starts over.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "api/auth/token.hpp"
#include "api/backend.hpp"
#include "api/concurrency_limit.hpp"
#include "api/files/scans.hpp"
#include "api/http/application.hpp"
#include "api/http/rate_limit.hpp"
#include "api/http/server.hpp"
#include "api/route.hpp"

namespace vesture::api {

struct DispatcherOptions {
  std::chrono::milliseconds view_wait{2'000};  // for Vesture-Min-Position, at most
  RateRules rate;
  // Of what anyone may ask for without a token and takes long, for each remote address: behind a proxy one address is
  // many, and an auditor reads a whole log.
  RateRules open_rate{.per_second = 200, .burst = 1'000};
  ConcurrencyRules concurrency;
  ScanRules scans;
  unsigned pool_threads = 2;     // for routes that may take long
  unsigned open_threads = 1;     // for those of them that anyone may ask for without a token
  unsigned content_threads = 4;  // for contents on their way in and out
};

class Dispatcher : public Application {
 public:
  // All outlive the dispatcher. Throws std::logic_error where two routes have the same method and path.
  Dispatcher(const Backend& backend, const TokenVerifier& tokens, std::vector<Route> routes,
             DispatcherOptions options = {});
  ~Dispatcher() override;

  boost::asio::awaitable<Response> handle(Request request) override;

  // Before the server stops, which answers what has been begun: what only waits for the malware scanner is told to come
  // again. Any thread.
  void begin_stop();

  // For the server, before it reads a body.
  BodyRule body_rule(std::string_view method, std::string_view path) const;
  // Streams that cannot be folded: nothing is written to them, and the server is not ready.
  std::vector<std::string> corrupt_streams() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace vesture::api
