// Who asks: the token of a request, and the person that it names, where they are registered. Any thread may call.
#pragma once

#include <optional>
#include <shared_mutex>
#include <string>
#include <unordered_map>

#include "api/auth/token.hpp"
#include "api/backend.hpp"
#include "api/route.hpp"

namespace vesture::api {

class Callers {
 public:
  // Both outlive it.
  Callers(const Backend& backend, const TokenVerifier& tokens) : backend_(backend), tokens_(tokens) {}

  // unauthorised where there is no token, or one that does not hold.
  Result<Claims> claims_of(const Request& request) const;
  // nullopt for someone whom the views do not know yet; for themselves people need an account too. unauthorised where
  // the code is nobody's any more (ACC-08), or who had it died (ACC-09): that is read from the log each time, so that it holds at once.
  Result<std::optional<domain::PersonId>> known_person(const Claims& claims);

 private:
  // A person, as long as their stream is at that version.
  struct Known {
    domain::PersonId person;
    std::string stream;
    eventstore::Version version = 0;
  };

  std::optional<domain::PersonId> remembered(const std::string& key) const;
  void remember(const std::string& key, Known known);

  const Backend& backend_;
  const TokenVerifier& tokens_;
  mutable std::shared_mutex mutex_;
  std::unordered_map<std::string, Known> known_;  // by subject, and whether they come as staff
};

}  // namespace vesture::api
