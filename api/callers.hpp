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
  // nullopt for someone whom the views do not know yet; for themselves people need an account too.
  std::optional<domain::PersonId> known_person(const Claims& claims);

 private:
  const Backend& backend_;
  const TokenVerifier& tokens_;
  std::shared_mutex mutex_;
  std::unordered_map<std::string, domain::PersonId> known_;  // by subject, and whether they come as staff
};

}  // namespace vesture::api
