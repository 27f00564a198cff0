// Whatever a register answers, it is an answer or a fault; what is taken is written so that it reads as the same again.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "api/outside/register_answers.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace vesture::api;
  const std::string_view json(reinterpret_cast<const char*>(data), size);
  if (const auto identity = parse_identity(json);
      identity && parse_identity(identity_json(*identity)) != *identity)
    std::abort();
  if (const auto changes = parse_changes(json); changes && parse_changes(changes_json(*changes)) != *changes)
    std::abort();
  return 0;
}
