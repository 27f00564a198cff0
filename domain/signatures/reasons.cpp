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

bool is_against_core(std::span<const Reason> reasons) {
  return std::ranges::any_of(reasons, [](const Reason& reason) {
    const auto* entry = table::reason(reason.code);
    return !entry || entry->concern == Concern::core;
  });
}

bool core_holds(const SignatureVerdict& verdict) {
  constexpr CheckCode kValue("checked.value");
  return !is_against_core(verdict.reasons) &&
         std::ranges::find(verdict.checked, kValue.text()) != verdict.checked.end();
}

}  // namespace vesture::domain::signatures
