// Whatever the bytes are, a request's head and its target are read or refused.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "api/http/head.hpp"
#include "api/http/target.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto check = vesture::api::check_head(bytes, 16 * 1024);
  if (const auto* head = std::get_if<vesture::api::HeadComplete>(&check))
    if (head->begin > head->end || head->end > size) std::abort();
  const auto target = vesture::api::parse_target(bytes);
  if (target && !target->path.starts_with('/')) std::abort();
  return 0;
}
