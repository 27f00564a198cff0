#include "domain/mail/purge.hpp"

namespace vesture::domain::mail {

Decision<PurgeEvent> Purge::decide(const CertifyPurge& command, const PurgeState& state, Instant now) {
  if (command.position <= state.position) return std::vector<PurgeEvent>{};
  return std::vector<PurgeEvent>{ViewsPurged{command.position, now}};
}

PurgeState Purge::evolve(PurgeState state, const PurgeEvent& event) {
  state.position = std::get<ViewsPurged>(event).position;
  return state;
}

}  // namespace vesture::domain::mail
