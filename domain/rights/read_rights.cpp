#include "domain/rights/read_rights.hpp"

#include <algorithm>

namespace vesture::domain::rights {

namespace {

using Events = std::vector<ReadRightsEvent>;

bool is_past(std::optional<Date> until, Instant now) { return until && *until < riga_date(now); }

bool says(const ReadRight& right, const GrantReadRight& c) {
  return right.id == c.right && right.name == Sealed(c.name) && right.until == c.until;
}

Decision<ReadRightsEvent> on(const GrantReadRight& c, const ReadRightsState& s, Instant now) {
  const auto known = std::ranges::find(s.rights, c.reader, &ReadRight::reader);
  if (known != s.rights.end() && says(*known, c)) return Events{};
  if (known != s.rights.end() || s.right(c.right)) return std::unexpected(rejections::already_granted);
  const auto lasts = [now](const ReadRight& right) { return !is_past(right.until, now); };
  if (std::ranges::count_if(s.rights, lasts) >= kMostReaders)
    return std::unexpected(rejections::too_many_readers);
  if (is_past(c.until, now)) return std::unexpected(rejections::until_past);
  return Events{ReadRightGranted{c.right, c.account, c.reader, c.name, c.until, now}};
}

Decision<ReadRightsEvent> on(const ChangeReadRight& c, const ReadRightsState& s, Instant now) {
  const auto* right = s.right(c.right);
  if (!right) return std::unexpected(rejections::no_read_right);
  if (right->until == c.until) return Events{};
  if (is_past(c.until, now)) return std::unexpected(rejections::until_past);
  return Events{ReadRightChanged{c.right, c.account, c.until, now}};
}

Decision<ReadRightsEvent> on(const RevokeReadRight& c, const ReadRightsState& s, Instant now) {
  if (!s.right(c.right)) return Events{};
  return Events{ReadRightRevoked{c.right, c.account, now}};
}

Decision<ReadRightsEvent> on(const SuspendReadRights& c, const ReadRightsState& s, Instant now) {
  if (std::ranges::all_of(s.rights, &ReadRight::suspended)) return Events{};
  return Events{ReadRightsSuspended{c.account, now}};
}

Decision<ReadRightsEvent> on(const ConfirmReadRight& c, const ReadRightsState& s, Instant now) {
  const auto* right = s.right(c.right);
  if (!right) return std::unexpected(rejections::no_read_right);
  if (!right->suspended) return Events{};
  if (is_past(right->until, now)) return std::unexpected(rejections::until_past);
  return Events{ReadRightConfirmed{c.right, c.account, now}};
}

ReadRight& existing(ReadRightsState& state, ReadRightId id) {
  const auto found = std::ranges::find(state.rights, id, &ReadRight::id);
  if (found == state.rights.end()) throw ImpossibleEvent("an event of a right that was not granted");
  return *found;
}

void apply(ReadRightsState& state, const ReadRightGranted& e) {
  if (state.right(e.right)) throw ImpossibleEvent("a right granted twice");
  state.rights.push_back({e.right, e.reader, e.name, e.until, e.at});
}
void apply(ReadRightsState& state, const ReadRightChanged& e) { existing(state, e.right).until = e.until; }
void apply(ReadRightsState& state, const ReadRightRevoked& e) {
  existing(state, e.right);
  std::erase_if(state.rights, [&](const ReadRight& right) { return right.id == e.right; });
}
void apply(ReadRightsState& state, const ReadRightsSuspended&) {
  for (auto& right : state.rights) right.suspended = true;
}
void apply(ReadRightsState& state, const ReadRightConfirmed& e) {
  existing(state, e.right).suspended = false;
}

}  // namespace

std::optional<Instant> ReadRight::ends_at() const {
  if (!until) return std::nullopt;
  return start_of_day_in_riga({until->days + 1});
}

bool ReadRight::holds(Instant now) const {
  const auto end = ends_at();
  return !suspended && (!end || now < *end);
}

const ReadRight* ReadRightsState::right(ReadRightId id) const {
  const auto found = std::ranges::find(rights, id, &ReadRight::id);
  return found == rights.end() ? nullptr : &*found;
}

const ReadRight* ReadRightsState::of_reader(PersonId person, Instant now) const {
  const auto found = std::ranges::find(rights, person, &ReadRight::reader);
  return found != rights.end() && found->holds(now) ? &*found : nullptr;
}

Decision<ReadRightsEvent> ReadRights::decide(const ReadRightsCommand& command, const ReadRightsState& state,
                                             Instant now) {
  return std::visit([&](const auto& c) { return on(c, state, now); }, command);
}

ReadRightsState ReadRights::evolve(ReadRightsState state, const ReadRightsEvent& event) {
  std::visit([&](const auto& e) { apply(state, e); }, event);
  return state;
}

}  // namespace vesture::domain::rights
