#include "domain/accounts/register_feed.hpp"

namespace vesture::domain::accounts {

Decision<TakenChangeEvent> TakenChange::decide(const TakeRegisterChange& c, const TakenChangeState& s,
                                               Instant now) {
  if (s.taken) return std::vector<TakenChangeEvent>{};
  return std::vector<TakenChangeEvent>{RegisterChangeTaken{c.sequence, c.kind, c.outcome, c.account, now}};
}

TakenChangeState TakenChange::evolve(TakenChangeState, const TakenChangeEvent& event) {
  return {std::get<RegisterChangeTaken>(event)};
}

}  // namespace vesture::domain::accounts
