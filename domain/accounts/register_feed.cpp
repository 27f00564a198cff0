#include "domain/accounts/register_feed.hpp"

namespace vesture::domain::accounts {

Decision<RegisterFeedEvent> RegisterFeed::decide(const TakeRegisterChange& c, const RegisterFeedState& s,
                                                 Instant now) {
  if (c.sequence <= s.last) return std::vector<RegisterFeedEvent>{};
  if (c.sequence != s.last + 1) return std::unexpected(rejections::register_gap);
  return std::vector<RegisterFeedEvent>{RegisterChangeTaken{c.sequence, c.kind, c.outcome, c.account, now}};
}

RegisterFeedState RegisterFeed::evolve(RegisterFeedState state, const RegisterFeedEvent& event) {
  const auto& taken = std::get<RegisterChangeTaken>(event);
  state.last = taken.sequence;
  if (taken.outcome == ChangeOutcome::put_aside) state.put_aside.push_back(taken);
  return state;
}

}  // namespace vesture::domain::accounts
