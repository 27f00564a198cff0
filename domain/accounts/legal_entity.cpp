#include "domain/accounts/legal_entity.hpp"

#include "domain/common/overloaded.hpp"

namespace vesture::domain::accounts {

namespace {

using Events = std::vector<LegalEntityEvent>;

Decision<LegalEntityEvent> on(const RegisterLegalEntity& c, const LegalEntityState& s, Instant) {
  if (s.account == c.account) return Events{};
  if (s.account) return std::unexpected(rejections::has_account);
  if (s.closed) return std::unexpected(rejections::entity_closed);
  return Events{LegalEntityRegistered{c.account}};
}

Decision<LegalEntityEvent> on(const NoteClosure&, const LegalEntityState& s, Instant now) {
  if (s.closed) return Events{};
  return Events{LegalEntityClosed{now}};
}

}  // namespace

Decision<LegalEntityEvent> LegalEntity::decide(const LegalEntityCommand& command,
                                               const LegalEntityState& state, Instant now) {
  return std::visit([&](const auto& c) { return on(c, state, now); }, command);
}

LegalEntityState LegalEntity::evolve(LegalEntityState state, const LegalEntityEvent& event) {
  std::visit(Overloaded{[&](const LegalEntityRegistered& e) { state.account = e.account; },
                        [&](const LegalEntityClosed&) { state.closed = true; }},
             event);
  return state;
}

}  // namespace vesture::domain::accounts
