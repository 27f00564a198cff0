// Who may write to whom (MAIL-23): a matrix of account kinds.
#pragma once

#include <array>

#include "domain/accounts/account.hpp"

namespace vesture::domain::mail {

struct WritingMatrix {
  // [sender's kind][recipient's kind]; kinds by their numbers: natural, legal, institution.
  std::array<std::array<bool, 3>, 3> allowed{{{false, true, true}, {true, true, true}, {true, true, true}}};

  bool allows(accounts::AccountKind from, accounts::AccountKind to) const {
    return allowed[static_cast<std::size_t>(from)][static_cast<std::size_t>(to)];
  }
};

}  // namespace vesture::domain::mail
