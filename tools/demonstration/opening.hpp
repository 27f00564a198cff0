// How the story begins: who comes, and which accounts they get.
#pragma once

#include "domain/accounts/account.hpp"
#include "domain/common/ids.hpp"
#include "tools/demonstration/letter_life.hpp"

namespace vesture::demonstration {

// By a person who asks for themselves, or by an employee at the desk (ORD-01).
domain::ApplicationId apply(DirectApi&, const Actor&, const LegalEntity&, const Actor& first_user,
                            domain::accounts::AccountKind = domain::accounts::AccountKind::legal);

// The staff come to work, the private people sign in, companies and institutions get their accounts, and those who act
// for others their rights. What was opened is in the views when it returns.
Correspondents open_accounts(DirectApi&, TurnedTime&, Cast&);

}  // namespace vesture::demonstration
