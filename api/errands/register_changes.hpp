// What a change in the register does here (ACC-01, ACC-08, ACC-09), decided together with its being taken.
#pragma once

#include <cstdint>

#include "api/backend.hpp"
#include "api/outside/register.hpp"

namespace vesture::api {

// Gives the account that it is about, nil where there is none. Nothing is decided of one that was taken before. What
// might take something from someone is put aside (ChangeOutcome::put_aside), for somebody to look at:
//   - Both codes have an account: two accounts are not made one by a message. The old code is nobody's from here on, so
//     nothing more is delivered to it; who is known by the new code reads what is in the old account, and has the rights
//     in others' accounts. The same where the new code cannot be given, to nobody then.
//   - The old code was replaced before, or its person died: nothing is done.
//   - It could not be read: nothing is done.
// Rights are looked up in the views: those are to have the log's head where a code changes.
Result<domain::AccountId> take_change(const Backend&, Unit&, const RegisterChange&);

// The register's number of the last change that was taken; `known` is one of which it is known, or 0. Reads some dozen
// streams' versions at most, however many there were.
std::uint64_t last_change_taken(const eventstore::Log&, std::uint64_t known = 0);

}  // namespace vesture::api
