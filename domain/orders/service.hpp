// The service that an order's part or an e-service request is about, as it was called when it was asked for.
#pragma once

#include <string>
#include <string_view>

#include "domain/common/text.hpp"

namespace vesture::domain::orders {

struct Service {
  std::string code;
  std::string group;  // the service group's code (ORD-05)
  std::string name_lv;
  std::string name_en;

  bool operator==(const Service&) const = default;
  const std::string& name(Language language) const { return language == Language::en ? name_en : name_lv; }
};

// What a part or a request is about: a cadastral designation (11, 14 or 17 digits) or another designation,
// which is then not all digits.
bool is_object(std::string_view text);

}  // namespace vesture::domain::orders
