// Whatever a scanner answers, it is a result or a fault; what is called infected has a name that may be shown.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "api/outside/clamd.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto result = vesture::api::parse_scan_reply({reinterpret_cast<const char*>(data), size});
  if (!result) return 0;
  const auto& signature = result->signature;
  if (result->infected == signature.empty()) std::abort();
  if (std::ranges::any_of(signature, [](char c) { return c < ' ' || c > '~'; })) std::abort();
  return 0;
}
