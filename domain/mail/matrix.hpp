// Who may write to whom (MAIL-23): a matrix of account kinds.
#pragma once

#include <array>
#include <string_view>

#include "domain/accounts/account.hpp"
#include "domain/common/identifiers.hpp"

namespace vesture::domain::mail {

struct WritingMatrix {
  // [sender's kind][recipient's kind]; kinds by their numbers: natural, legal, institution.
  std::array<std::array<bool, 3>, 3> allowed{{{false, true, true}, {true, true, true}, {true, true, true}}};

  bool allows(accounts::AccountKind from, accounts::AccountKind to) const {
    return allowed[static_cast<std::size_t>(from)][static_cast<std::size_t>(to)];
  }
  // Whether the e-address may be written to as far as its form tells: whether people have one is not told to those who may
  // not write to them.
  bool allows_form(accounts::AccountKind from, std::string_view e_address) const {
    return !parse_natural_person(e_address) || allows(from, accounts::AccountKind::natural);
  }
};

}  // namespace vesture::domain::mail
