// A content in memory, for tests.
#pragma once

#include <string>

#include "api/signatures/container.hpp"

namespace vesture::api::signatures {

class MemoryContent final : public Content {
 public:
  explicit MemoryContent(std::string bytes) : bytes_(std::move(bytes)) {}
  std::uint64_t size() const override { return bytes_.size(); }
  std::string read(std::uint64_t offset, std::size_t most) const override {
    return offset < bytes_.size() ? bytes_.substr(offset, most) : std::string();
  }

 private:
  std::string bytes_;
};

}  // namespace vesture::api::signatures
