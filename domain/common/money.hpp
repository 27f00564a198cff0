// Money is whole cents with a currency (PAY-17).
#pragma once

#include <compare>
#include <cstdint>
#include <string>

namespace vesture::domain {

struct Money {
  std::int64_t cents = 0;
  std::string currency = "EUR";

  auto operator<=>(const Money&) const = default;
};

}  // namespace vesture::domain
