// What a change in the register does here (ACC-01, ACC-08, ACC-09), decided together with its being taken.
#pragma once

#include "api/backend.hpp"
#include "api/outside/register.hpp"

namespace vesture::api {

// Gives the account that it is about, nil where there is none. Nothing is decided of one that was taken before. One that
// might take something from someone is put aside (ChangeOutcome::put_aside) and changes nothing else:
//   - the new code has been here already, with a person of its own: two people's accounts are not made one by a message;
//   - the old code was replaced before, or the account is annulled.
Result<domain::AccountId> take_change(const Backend&, Unit&, const RegisterChange&);

}  // namespace vesture::api
