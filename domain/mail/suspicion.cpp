#include "domain/mail/suspicion.hpp"

namespace vesture::domain::mail {

namespace {

using Events = std::vector<SuspicionEvent>;

SuspicionReported reported_by(const ReportSuspicion& c, Instant at) {
  return {c.suspicion, c.account, c.kind, c.message, c.description, c.reported_by, at};
}

}  // namespace

Decision<SuspicionEvent> Suspicion::decide(const ReportSuspicion& command, const SuspicionState& state,
                                           Instant now) {
  if (state.reported) {
    if (*state.reported == reported_by(command, state.reported->at)) return Events{};
    return std::unexpected(rejections::suspicion_exists);
  }
  if (count_characters(command.description) > kMostDescriptionCharacters)
    return std::unexpected(rejections::description_too_long);
  return Events{reported_by(command, now)};
}

SuspicionState Suspicion::evolve(SuspicionState state, const SuspicionEvent& event) {
  if (state.reported) throw ImpossibleEvent("a suspicion reported twice");
  state.reported = std::get<SuspicionReported>(event);
  return state;
}

}  // namespace vesture::domain::mail
