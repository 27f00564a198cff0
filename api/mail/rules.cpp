#include "api/mail/rules.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <utility>

namespace vesture::api {

namespace {

using domain::accounts::AccountKind;

constexpr std::array kKinds{std::pair{"natural", AccountKind::natural},
                            std::pair{"legal", AccountKind::legal},
                            std::pair{"institution", AccountKind::institution}};

std::optional<std::size_t> place_of(std::string_view name) {
  for (const auto& [known, kind] : kKinds)
    if (known == name) return static_cast<std::size_t>(kind);
  return std::nullopt;
}

}  // namespace

bool set_pair(domain::mail::WritingMatrix& matrix, std::string_view pair) {
  const auto colon = pair.find(':');
  const auto equals = pair.find('=');
  if (colon == std::string_view::npos || equals == std::string_view::npos || equals < colon) return false;
  const auto from = place_of(pair.substr(0, colon));
  const auto to = place_of(pair.substr(colon + 1, equals - colon - 1));
  const auto verdict = pair.substr(equals + 1);
  if (!from || !to || (verdict != "yes" && verdict != "no")) return false;
  matrix.allowed[*from][*to] = verdict == "yes";
  return true;
}

}  // namespace vesture::api
