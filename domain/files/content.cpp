#include "domain/files/content.hpp"

#include "domain/common/overloaded.hpp"

namespace vesture::domain::files {

namespace {

using Events = std::vector<ContentEvent>;

Decision<ContentEvent> on(const StoreContent& c, const ContentState& s, Instant now) {
  if (!s.stored) return Events{ContentStored{c.account, c.content, now}};
  if (s.stored->account == c.account && s.stored->content == c.content && !s.destroyed) return Events{};
  return std::unexpected(rejections::content_exists);
}

Decision<ContentEvent> on(const CertifyDestruction& c, const ContentState& s, Instant now) {
  if (!s.stored) return std::unexpected(rejections::no_content);
  if (s.destroyed) return Events{};
  return Events{ContentDestroyed{s.stored->account, s.stored->content, c.clause, c.asked_at, now}};
}

}  // namespace

Decision<ContentEvent> Content::decide(const ContentCommand& command, const ContentState& state,
                                       Instant now) {
  return std::visit([&](const auto& c) { return on(c, state, now); }, command);
}

ContentState Content::evolve(ContentState state, const ContentEvent& event) {
  std::visit(Overloaded{[&](const ContentStored& e) {
                          if (state.stored) throw ImpossibleEvent("a content stored twice");
                          state.stored = e;
                        },
                        [&](const ContentDestroyed& e) {
                          if (!state.stored || state.destroyed)
                            throw ImpossibleEvent("the destruction of a content that is not there");
                          state.destroyed = e;
                        }},
             event);
  return state;
}

}  // namespace vesture::domain::files
