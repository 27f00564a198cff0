// A stored event as the domain's event, for a projection: one that cannot be read stops the projection.
#pragma once

#include <stdexcept>
#include <string>

#include "domain/common/sealing.hpp"
#include "eventstore/log/commit.hpp"

namespace vesture::projections {

template <class Aggregate>
bool is_of(const eventstore::Event& event) {
  return event.stream.starts_with(Aggregate::kCategory);
}

template <class Aggregate>
typename Aggregate::Event decoded(const eventstore::Event& event, const domain::Cipher& cipher) {
  auto read = Aggregate::decode(event.type, event.schema, event.payload, cipher);
  if (!read)
    throw std::runtime_error(std::string(event.stream) + " version " + std::to_string(event.version) + ": " +
                             read.error());
  return std::move(*read);
}

}  // namespace vesture::projections
