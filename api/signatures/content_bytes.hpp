// Bytes of a content that may come in several pieces.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "api/signatures/container.hpp"

namespace vesture::api::signatures {

// Fewer than `size` bytes only where the content ends.
std::string bytes_at(const Content&, std::uint64_t offset, std::size_t size);

}  // namespace vesture::api::signatures
