// Asks the register who an account's owner is, once the account is open (ACC-01); again, days later or by
// another code, where it knew nobody.
#pragma once

#include <memory>

#include "api/outside/register.hpp"
#include "api/timekeeper.hpp"

namespace vesture::api {

// Both outlive the errands.
std::unique_ptr<Errands> identity_errands(const Backend&, Register&);

}  // namespace vesture::api
