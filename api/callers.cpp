#include "api/callers.hpp"

#include "api/accounts.hpp"
#include "projections/accounts/people.hpp"
#include "projections/orders/order_list.hpp"

namespace vesture::api {

namespace {

constexpr std::size_t kMostKnown = 100'000;

}  // namespace

Result<Claims> Callers::claims_of(const Request& request) const {
  constexpr std::string_view kScheme = "Bearer ";
  const auto header = request.header("authorization");
  if (!header.starts_with(kScheme)) return std::unexpected(problems::unauthorised());
  auto claims = tokens_.verify(header.substr(kScheme.size()), backend_.present());
  if (!claims || claims->institution.size() > projections::orders::kInstitutionBytes)
    return std::unexpected(problems::unauthorised());
  return std::move(*claims);
}

std::optional<domain::PersonId> Callers::known_person(const Claims& claims) {
  const auto key = (claims.institution.empty() ? "p" : "s") + claims.person.digits;
  {
    const std::shared_lock lock(mutex_);
    if (const auto found = known_.find(key); found != known_.end()) return found->second;
  }
  const auto pseudonym = person_pseudonym(backend_, to_identifier(claims.person));
  const auto person = projections::accounts::find_person(backend_.views, pseudonym);
  if (!person || (claims.institution.empty() && !person->account)) return std::nullopt;
  const std::unique_lock lock(mutex_);
  if (known_.size() >= kMostKnown) known_.clear();
  known_.emplace(key, person->person);
  return person->person;
}

}  // namespace vesture::api
