// The state's registers for demonstrations and tests: answers as api/outside/register_answers.hpp says, and changes as
// it is told.
//
//   POST /control/identities  an identity, as /identities answers it: somebody whom it knows from now on
//   POST /control/changes     {"changes": [a change]}: happens now; its sequence is given by the register
//
// The control is for whoever may ask questions: serve it on loopback alone.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "api/http/application.hpp"
#include "api/outside/register.hpp"

namespace vesture::register_simulator {

// Any thread may call.
class RegisterSimulator : public api::Application {
 public:
  // Where a token is given, whatever comes without it is refused. Where a file is given, what happened is kept there, and
  // read from there at the start.
  explicit RegisterSimulator(std::string token = {}, std::filesystem::path kept_in = {});

  bool is_new() const;  // nothing was kept
  void know(const api::Identity& identity);
  // Gives the change's sequence.
  std::uint64_t change(const std::string& code, const decltype(api::RegisterChange::what)& what);

  boost::asio::awaitable<api::Response> handle(api::Request request) override;

 private:
  api::Response answer(const api::Request& request);
  api::Response answer_identity(const std::string& question) const;
  api::Response answer_changes(const std::string& question) const;
  api::Response take_identity(const std::string& body);
  api::Response take_change(const std::string& body);
  void apply(const api::RegisterChange& change);
  void keep() const;
  void read_kept();

  const std::string token_;
  const std::filesystem::path kept_in_;
  mutable std::mutex mutex_;
  std::map<std::string, api::Identity> identities_;  // by code
  std::vector<api::RegisterChange> changes_;         // 1, 2, 3 …
};

}  // namespace vesture::register_simulator
