// A service inside the events of orders and requests.
#pragma once

#include "domain/common/codec.hpp"
#include "domain/orders/events_generated.h"
#include "domain/orders/service.hpp"

namespace vesture::domain::orders {

inline flatbuffers::Offset<fb::Service> write_service(codec::Builder& b, const Service& service) {
  const auto code = b.CreateString(service.code);
  const auto group = b.CreateString(service.group);
  const auto name_lv = b.CreateString(service.name_lv);
  const auto name_en = b.CreateString(service.name_en);
  return fb::CreateService(b, code, group, name_lv, name_en);
}

inline Service read_service(const fb::Service& t) {
  using codec::read_text;
  return {read_text(t.code()), read_text(t.group()), read_text(t.name_lv()), read_text(t.name_en())};
}

}  // namespace vesture::domain::orders
