// Whatever the bytes are, a container is never valid where nobody is trusted, and a verdict says why, in words that exist.
// Reads the archive, the manifest and whatever signatures are in it. Seeds: VESTURE_WRITE_SEEDS=<folder> signatures_tests,
// in <folder>/signed_container.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <set>

#include "api/signatures/container.hpp"
#include "domain/signatures/reasons.hpp"

namespace {

using namespace vesture;

class Bytes final : public api::signatures::Content {
 public:
  Bytes(const std::uint8_t* data, std::size_t size) : bytes_(reinterpret_cast<const char*>(data), size) {}
  std::uint64_t size() const override { return bytes_.size(); }
  std::string read(std::uint64_t offset, std::size_t most) const override {
    return offset < bytes_.size() ? std::string(bytes_.substr(offset, most)) : std::string();
  }

 private:
  std::string_view bytes_;
};

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const api::signatures::Trust nobody;
  const api::signatures::VerifyLimits limits{.entries = 50, .unpacked_bytes = 1 << 20};
  const auto verdict = api::signatures::verify(Bytes(data, size), nobody, {1'772'438'400'000'000}, limits);
  require(verdict.state != domain::signatures::State::valid);
  require(verdict.files.size() <= limits.entries);
  std::set<std::string> names;
  for (const auto& file : verdict.files)
    require(names.insert(file.name).second && file.size <= limits.unpacked_bytes);
  for (const auto& reason : verdict.reasons) require(domain::signatures::text_of(reason.code).has_value());
  for (const auto& signature : verdict.signatures) {
    require(!signature.reasons.empty());
    for (const auto& code : signature.checked) require(domain::signatures::text_of(code).has_value());
  }
  return 0;
}
