// People and accounts over HTTP: who one is and what one may use, and how a legal entity gets its account
// (ORD-01).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/backend.hpp"
#include "api/route.hpp"

namespace vesture::api {

// `backend` outlives the routes.
std::vector<Route> account_routes(const Backend& backend);

// Registers a person at their first authentication, and opens their account where they come for themselves
// and not as staff. Nothing is decided where both are there. The operation's name in the log is
// kAuthenticate.
struct Authenticated {
  domain::PersonId person;
  domain::AccountId account;  // that was opened; nil where none was
};
Result<Authenticated> authenticate(const Backend& backend, Unit& unit, const std::string& code,
                                   const std::string& name, bool wants_account);
inline constexpr std::string_view kAuthenticate = "accounts.authenticate";

// The same as a route that is on no path: tells the caller who they are. `caller` outlives it.
Route first_authentication(const Backend& backend, Caller& caller);

// The account whose code or registration number it is ("PNOLV-…", "NTRLV-…"), and so its e-address, by the log; nullopt
// where nobody has it (any more), or it is not of this form.
std::optional<domain::AccountId> account_of_code(const Backend&, Unit&, std::string_view code);

// The code by which the person who had this one is known now (ACC-08); the same where it was not replaced.
std::string present_code(const Backend&, Unit&, std::string code);

// What a personal code's person is found by without telling it.
std::string person_pseudonym(const Backend& backend, std::string_view code);
// The same of a legal entity's registration number.
std::string entity_pseudonym(const Backend& backend, std::string_view code);
// 422: the field is no personal code in its ETSI form (PNOLV-…).
Problem bad_personal_code(std::string_view pointer);
// The person with this code, registered by the unit where they are not known yet. Makes keys then, which waits for the
// disk.
Result<domain::PersonId> registered_person(const Backend& backend, Unit& unit, const std::string& code,
                                           const std::string& name);

}  // namespace vesture::api
