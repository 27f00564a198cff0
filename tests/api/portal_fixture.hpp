// The whole server for a test: a portal in a directory of its own, with a clock that the test turns, and
// people who speak to it over loopback. Every answer is held against /openapi.json as it comes.
#pragma once

#include <gtest/gtest.h>
#include <spdlog/logger.h>

#include <atomic>
#include <boost/json/value.hpp>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/portal.hpp"
#include "tests/api/openapi_answers.hpp"
#include "tests/eventstore/scratch_directory.hpp"

namespace vesture::api {

class RawClient;

// Stands still until it is turned. Any thread may ask.
class TurnedClock {
 public:
  domain::Instant now() const { return {microseconds_}; }
  void turn(std::chrono::microseconds by) { microseconds_ += by.count(); }
  void turn_to(std::string_view utc);  // "2026-03-02T08:00:00"

 private:
  std::atomic<std::int64_t> microseconds_{1'772'438'400'000'000};  // 2026-03-02T08:00:00Z, 10:00 in Riga
};

using Fields = std::vector<std::pair<std::string, std::string>>;

// What the portal answered.
struct Said {
  int status = 0;
  std::map<std::string, std::string> fields;  // names in lower case
  std::string body;
  boost::json::value json;  // null where the body is none

  std::string field(const std::string& name) const;
  const boost::json::value& at(std::string_view pointer) const;  // throws where there is nothing
  std::string text(std::string_view pointer) const;              // "" where there is no text
  std::string code() const { return text("/code"); }             // of a problem
  const boost::json::array& items() const { return at("/items").as_array(); }
};

class ServedPortal;

// Someone with a token and a connection that stays open. For one thread.
class Visitor {
 public:
  Visitor(ServedPortal& portal, std::string token);
  ~Visitor();
  Visitor(Visitor&&) noexcept;

  // Each asks to have seen what any visitor was last answered.
  Said get(const std::string& target, const Fields& fields = {});
  Said post(const std::string& target, const boost::json::value& body, const Fields& fields = {});
  Said post(const std::string& target);  // without a body
  Said put(const std::string& target, const boost::json::value& body, const Fields& fields = {});
  Said send(const std::string& method, const std::string& target, const std::string& body,
            const Fields& fields);
  // The bytes of a request, for a test that sends them itself.
  std::string request_text(const std::string& method, const std::string& target, const std::string& body = "",
                           const Fields& fields = {}) const;

  std::string person();   // our id of them
  std::string account();  // the first that they may use

 private:
  ServedPortal* portal_;
  std::string token_;
  std::unique_ptr<RawClient> client_;
  std::uint16_t port_ = 0;
};

class ServedPortal {
 public:
  using Adjust = std::function<void(PortalOptions&)>;
  explicit ServedPortal(Adjust adjust = {});
  ~ServedPortal();

  Claims citizen(const std::string& code, const std::string& name) const;
  Claims employee(const std::string& code, std::vector<std::string> roles,
                  const std::string& institution = "VZD") const;
  Visitor visit(const Claims& claims);
  Visitor visit_with(std::string token) { return {*this, std::move(token)}; }

  void close();
  void open();
  void reopen() { close(), open(); }

  Portal& portal() { return *portal_; }
  std::uint16_t port() const { return portal_->port(); }
  std::filesystem::path data() const { return scratch_.path() / "data"; }
  const Said& openapi() const { return openapi_; }
  std::uint64_t seen() const { return seen_; }
  void note(const std::string& method, const std::string& target, const Said& said);

  std::string logged() const { return logged_.str(); }  // once it is closed

  TurnedClock clock;
  const TokenIssuer issuer{Algorithm::EdDSA, "https://issuer.test", "vesture"};

 private:
  const Adjust adjust_;
  eventstore::ScratchDirectory scratch_;
  std::ostringstream logged_;
  const std::shared_ptr<spdlog::logger> logger_before_;
  std::unique_ptr<Portal> portal_;
  Said openapi_;
  std::unique_ptr<OpenApiAnswers> described_;
  std::atomic<std::uint64_t> seen_ = 0;  // the greatest position answered
};

// As it stands in a query string.
std::string percent_encoded(std::string_view text);
boost::json::value parsed(std::string_view json);

}  // namespace vesture::api
