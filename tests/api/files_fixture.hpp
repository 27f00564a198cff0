// A server of two routes over a node of its own, POST /files and GET /files/{content}, for tests of how contents come and
// go. What the route decides, tests may change.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "api/auth/token_issuer.hpp"
#include "api/dispatcher.hpp"
#include "api/node.hpp"
#include "api/outside/scanner.hpp"
#include "tests/api/raw_client.hpp"
#include "tests/eventstore/scratch_directory.hpp"

namespace vesture::api {

class FilesTest : public testing::Test {
 protected:
  // Before the first request; the scanner outlives the test.
  void start(Scanner* scanner = nullptr);
  // Waits until every request that was begun has ended.
  void stop();
  RawClient client() const { return RawClient(server_->port()); }
  const Backend& backend() const { return node_->backend(); }

  // What routes were given, in order. Only once they have answered.
  std::vector<Upload> uploads() const;
  // Nothing lies in the vault that was not kept, and nothing at all of what the route was given.
  void expect_empty_vault() const;
  Answer download(const domain::ContentId& content, std::string_view fields = "", bool head = false) const;

  ServerOptions server_options;
  DispatcherOptions dispatcher_options;
  std::function<Result<UploadAdmission>()> admission = [] { return UploadAdmission{std::size_t{64} << 20}; };
  // In place of an event that refers to the content.
  std::function<Result<void>(Unit&, const Upload&)> decision;

 private:
  std::vector<Route> routes();
  Result<Reply> give(const Call& call);

  eventstore::ScratchDirectory scratch_;
  const TokenVerifier tokens_{TokenIssuer(Algorithm::EdDSA, "https://issuer.test", "vesture").rules()};
  std::unique_ptr<Node> node_;
  std::unique_ptr<Dispatcher> dispatcher_;
  std::unique_ptr<Server> server_;
  mutable std::mutex mutex_;
  std::vector<Upload> uploads_;
};

// The event that refers to a content here: a look at it.
void refer_to(Unit& unit, const Upload& upload);

inline constexpr std::string_view kNamed = "Content-Disposition: attachment; filename=\"a.txt\"\r\n";

// A request that uploads `body` whole.
std::string upload_request(std::string_view body, std::string_view fields = kNamed,
                           std::string_view target = "/files");
std::string code_of(const Answer& problem);

}  // namespace vesture::api
