#include "domain/files/content.hpp"

#include <algorithm>

namespace vesture::domain::files {

namespace {

using Events = std::vector<ContentEvent>;

Decision<ContentEvent> on(const StoreContent& c, const NoContent&, Instant now) {
  return Events{ContentStored{c.account, c.content, now}};
}
Decision<ContentEvent> on(const StoreContent& c, const HeldContent& s, Instant) {
  if (s.stored.account == c.account && s.stored.content == c.content) return Events{};
  return std::unexpected(rejections::content_exists);
}
Decision<ContentEvent> on(const StoreContent&, const CondemnedContent&, Instant) {
  return std::unexpected(rejections::content_exists);
}
Decision<ContentEvent> on(const StoreContent&, const DestroyedContent&, Instant) {
  return std::unexpected(rejections::content_exists);
}

bool holds(const HeldContent& s, const Uuid& holder) {
  return std::ranges::find(s.holders, holder) != s.holders.end();
}

Decision<ContentEvent> on(const HoldContent& c, const HeldContent& s, Instant now) {
  if (holds(s, c.holder)) return Events{};
  return Events{ContentHeld{s.stored.content.id, c.holder, now}};
}
Decision<ContentEvent> on(const HoldContent&, const CondemnedContent&, Instant) {
  return std::unexpected(rejections::content_gone);
}
Decision<ContentEvent> on(const HoldContent&, const DestroyedContent&, Instant) {
  return std::unexpected(rejections::content_gone);
}

Decision<ContentEvent> on(const ReleaseContent& c, const HeldContent& s, Instant now) {
  if (!holds(s, c.holder)) return Events{};
  Events events{ContentReleased{s.stored.content.id, c.holder, c.clause, now}};
  if (s.holders.size() == 1) events.push_back(DestructionOrdered{s.stored.content.id, c.clause, now});
  return events;
}
Decision<ContentEvent> on(const ReleaseContent&, const CondemnedContent&, Instant) { return Events{}; }
Decision<ContentEvent> on(const ReleaseContent&, const DestroyedContent&, Instant) { return Events{}; }

Decision<ContentEvent> on(const OrderDestruction& c, const HeldContent& s, Instant now) {
  return Events{DestructionOrdered{s.stored.content.id, c.clause, now}};
}
Decision<ContentEvent> on(const OrderDestruction&, const CondemnedContent&, Instant) { return Events{}; }
Decision<ContentEvent> on(const OrderDestruction&, const DestroyedContent&, Instant) { return Events{}; }

Decision<ContentEvent> on(const CertifyDestruction&, const HeldContent&, Instant) {
  return std::unexpected(rejections::content_not_condemned);
}
Decision<ContentEvent> on(const CertifyDestruction&, const CondemnedContent& s, Instant now) {
  return Events{ContentDestroyed{s.stored.account, s.stored.content, s.order.clause, s.order.at, now}};
}
Decision<ContentEvent> on(const CertifyDestruction&, const DestroyedContent&, Instant) { return Events{}; }

// Everything but storing needs a content.
Decision<ContentEvent> on(const auto&, const NoContent&, Instant) {
  return std::unexpected(rejections::no_content);
}

ContentState after(const NoContent&, const ContentStored& e) { return HeldContent{e, {}}; }
ContentState after(HeldContent s, const ContentHeld& e) {
  s.holders.push_back(e.holder);
  return s;
}
ContentState after(HeldContent s, const ContentReleased& e) {
  if (std::erase(s.holders, e.holder) == 0) throw ImpossibleEvent("let go by one who did not hold it");
  return s;
}
ContentState after(const HeldContent& s, const DestructionOrdered& e) {
  return CondemnedContent{s.stored, e};
}
ContentState after(const CondemnedContent&, const ContentDestroyed& e) { return DestroyedContent{e}; }
ContentState after(const auto&, const auto&) {
  throw ImpossibleEvent("an event that cannot follow in a content's life");
}

}  // namespace

Decision<ContentEvent> Content::decide(const ContentCommand& command, const ContentState& state,
                                       Instant now) {
  return std::visit([now](const auto& c, const auto& s) { return on(c, s, now); }, command, state);
}

ContentState Content::evolve(ContentState state, const ContentEvent& event) {
  return std::visit([](const auto& s, const auto& e) { return after(s, e); }, state, event);
}

}  // namespace vesture::domain::files
