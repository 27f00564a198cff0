// A service inside the events of orders and requests.
#pragma once

#include "domain/common/codec.hpp"
#include "domain/orders/events_generated.h"
#include "domain/orders/service.hpp"

namespace vesture::domain::orders {

inline flatbuffers::Offset<fb::Service> write_service(codec::Builder& b, const Service& service) {
  return fb::CreateServiceDirect(b, service.code.c_str(), service.group.c_str(), service.name_lv.c_str(),
                                 service.name_en.c_str());
}

inline Service read_service(const fb::Service& t) {
  using codec::read_text;
  return {read_text(t.code()), read_text(t.group()), read_text(t.name_lv()), read_text(t.name_en())};
}

}  // namespace vesture::domain::orders
