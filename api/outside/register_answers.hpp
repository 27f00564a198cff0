// What a register answers over HTTP, as JSON: read strictly and within bounds, for it comes from outside. Codes travel
// in bodies, never in URLs.
//
//   POST /identities  {"code": "PNOLV-010190-12345"}  200: an identity
//     {"code": "PNOLV-010190-12345", "name": "Anna Liepa", "date_of_birth": "1990-01-01"}
//                                                   404: nobody has this code, where the body says so
//     {"known": false}
//   POST /changes     {"after": 41}                   200: the first changes after that number
//     {"changes": [{"sequence": 42, "kind": "code_changed", "code": "PNOLV-…", "new_code": "PNOLV-…"},
//                  {"sequence": 43, "kind": "name_changed", "code": "NTRLV-…", "name": "SIA \"Liepa\""},
//                  {"sequence": 44, "kind": "died", "code": "PNOLV-…"},
//                  {"sequence": 45, "kind": "closed", "code": "NTRLV-…"}]}
//     A change that is of another kind, or not in its form, is Unreadable where its sequence is there.
#pragma once

#include <string>
#include <string_view>

#include "api/outside/register.hpp"

namespace vesture::api {

inline constexpr std::string_view kIdentitiesPath = "/identities";
inline constexpr std::string_view kChangesPath = "/changes";
inline constexpr std::size_t kMostChanges = 1'000;  // in one answer
inline constexpr std::size_t kMostIdentityBytes = 16 << 10;
inline constexpr std::size_t kMostChangesBytes = 2 << 20;

FromRegister<Identity> parse_identity(std::string_view json);
// Whether the answer says that nobody has the code.
bool says_unknown(std::string_view json);
FromRegister<std::vector<RegisterChange>> parse_changes(std::string_view json);

// As they are read: what the simulator writes.
std::string identity_json(const Identity&);
std::string unknown_json();
std::string changes_json(const std::vector<RegisterChange>&);

// The questions.
std::string identity_question(const std::string& code);
std::string changes_question(std::uint64_t after);
FromRegister<std::string> parse_identity_question(std::string_view json);
FromRegister<std::uint64_t> parse_changes_question(std::string_view json);

}  // namespace vesture::api
