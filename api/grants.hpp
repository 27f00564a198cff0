// By what right a caller acts for an account (RGT-01, RGT-03, ACC-09). It is read from the log and guarded by the unit: a
// right that ends ends at once, and a commit that was decided under it conflicts.
#pragma once

#include <string>

#include "api/route.hpp"
#include "domain/accounts/account.hpp"
#include "domain/rights/rights.hpp"

namespace vesture::api {

using domain::rights::Right;

struct Grant {
  domain::AccountId account;
  std::string means;  // "owner", "user", "reader", "staff:<institution>": as it stands in the commit's actor
  bool own = false;   // the caller is the account's owner
  bool staff =
      false;  // they act for an institution; the same person may own the account and act for themselves
  bool reader = false;                 // by an owner's read right: the mailbox alone
  domain::rights::Rights rights = {};  // of the owner, a user or a reader
};

// What the person may do with the account. resource.not_found where it is nothing, or there is no such account; 403
// accounts.annulled where its e-address was annulled.
Result<Grant> grant_of(Unit&, domain::PersonId, domain::AccountId);

// The caller's grant to the account that is the path's first parameter, with the right that the route needs; 403
// rights.not_granted without it. A reader's right is to the mailbox and its live changes alone: grant_for_mailbox.
Result<Grant> grant_for_path(const Call&, Unit&, Right needed);
Result<Grant> grant_for_mailbox(const Call&, Unit&, Right needed);

Grant grant_for_staff(const Call&, domain::AccountId);
// The reply's commit is made for the grant's account, by its right.
void act_as(const Grant&, Reply&);

// The account as the log has it, guarded by the unit; nullptr where it is not open. For commands: views may lag.
const domain::accounts::LiveAccount* live_account(Unit&, domain::AccountId);

}  // namespace vesture::api
