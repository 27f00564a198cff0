#include "domain/orders/label.hpp"

#include "domain/common/overloaded.hpp"

namespace vesture::domain::orders {

namespace {

using Events = std::vector<LabelEvent>;

Decision<LabelEvent> on(const TakeLabel& c, const LabelState& s) {
  if (s.holder == c.request) return Events{};
  if (s.holder) return std::unexpected(rejections::label_taken);
  return Events{LabelTaken{c.request}};
}

Decision<LabelEvent> on(const FreeLabel& c, const LabelState& s) {
  if (s.holder != c.request) return Events{};
  return Events{LabelFreed{c.request}};
}

}  // namespace

Decision<LabelEvent> Label::decide(const LabelCommand& command, const LabelState& state, Instant) {
  return std::visit([&](const auto& c) { return on(c, state); }, command);
}

LabelState Label::evolve(LabelState state, const LabelEvent& event) {
  std::visit(Overloaded{[&](const LabelTaken& e) { state.holder = e.request; },
                        [&](const LabelFreed&) { state.holder.reset(); }},
             event);
  return state;
}

}  // namespace vesture::domain::orders
