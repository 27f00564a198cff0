#include "domain/accounts/legal_entity.hpp"

namespace vesture::domain::accounts {

Decision<LegalEntityEvent> LegalEntity::decide(const RegisterLegalEntity& c, const LegalEntityState& s,
                                               Instant) {
  if (s.account == c.account) return std::vector<LegalEntityEvent>{};
  if (s.account) return std::unexpected(rejections::has_account);
  return std::vector<LegalEntityEvent>{LegalEntityRegistered{c.account}};
}

LegalEntityState LegalEntity::evolve(LegalEntityState, const LegalEntityEvent& event) {
  return {std::get<LegalEntityRegistered>(event).account};
}

}  // namespace vesture::domain::accounts
