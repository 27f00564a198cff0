#include "api/callers.hpp"

#include "api/accounts.hpp"
#include "domain/accounts/person.hpp"
#include "projections/accounts/people.hpp"
#include "projections/orders/order_list.hpp"

namespace vesture::api {

namespace {

using domain::accounts::Person;

constexpr std::size_t kMostKnown = 100'000;

Problem code_replaced() {
  auto problem = problems::unauthorised();
  problem.code = "auth.personal_code_replaced";
  problem.rule = "ACC-08";
  problem.detail = {"Personas kods ir mainīts; autentificējieties ar jauno.",
                    "The personal code has been replaced: authenticate with the new one."};
  return problem;
}

Problem person_died() {
  auto problem = problems::unauthorised();
  problem.code = "auth.person_died";
  problem.rule = "ACC-09";
  problem.detail = {"Reģistrā ir ziņas par šīs personas nāvi.", "The register tells that this person died."};
  return problem;
}

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

std::optional<domain::PersonId> Callers::remembered(const std::string& key) const {
  Known known;
  {
    const std::shared_lock lock(mutex_);
    const auto found = known_.find(key);
    if (found == known_.end()) return std::nullopt;
    known = found->second;
  }
  if (backend_.log.version(known.stream) != known.version) return std::nullopt;
  return known.person;
}

void Callers::remember(const std::string& key, Known known) {
  const std::unique_lock lock(mutex_);
  if (known_.size() >= kMostKnown) known_.clear();
  known_.insert_or_assign(key, std::move(known));
}

Result<std::optional<domain::PersonId>> Callers::known_person(const Claims& claims) {
  const auto key = (claims.institution.empty() ? "p" : "s") + claims.person.digits;
  if (const auto person = remembered(key)) return person;
  const auto pseudonym = person_pseudonym(backend_, to_identifier(claims.person));
  Unit unit = backend_.begin();
  const auto& known = unit.load<Person>(pseudonym);
  if (known.replaced) return std::unexpected(code_replaced());
  if (known.died) return std::unexpected(person_died());
  const auto person = projections::accounts::find_person(backend_.views, pseudonym);
  if (!person || (claims.institution.empty() && !person->account)) return std::nullopt;
  remember(key, {person->person, Person::stream(pseudonym), unit.version<Person>(pseudonym)});
  return person->person;
}

}  // namespace vesture::api
