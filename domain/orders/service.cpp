#include "domain/orders/service.hpp"

#include <algorithm>

namespace vesture::domain::orders {

bool is_object(std::string_view text) {
  if (text.empty()) return false;
  const bool digits = std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
  return !digits || text.size() == 11 || text.size() == 14 || text.size() == 17;
}

}  // namespace vesture::domain::orders
