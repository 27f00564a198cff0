#include "domain/signatures/reasons.hpp"

#include <algorithm>

namespace vesture::domain::signatures {

std::optional<Text> text_of(std::string_view code) {
  if (const auto* reason = table::reason(code)) return reason->text;
  if (const auto* check = table::check(code)) return check->text;
  return std::nullopt;
}

State worst_of(std::span<const Reason> reasons) {
  auto worst = State::valid;
  for (const auto& reason : reasons) {
    const auto* entry = table::reason(reason.code);
    worst = std::max(worst, entry ? entry->state : State::invalid);
  }
  return worst;
}

bool core_holds(std::span<const Reason> reasons) {
  return std::ranges::none_of(reasons, [](const Reason& reason) {
    const auto* entry = table::reason(reason.code);
    return !entry || entry->concern == Concern::core;
  });
}

}  // namespace vesture::domain::signatures
