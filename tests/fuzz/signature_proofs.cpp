// Whatever DER comes as a time stamp or an OCSP response, nobody who is not trusted has stamped or answered anything. The
// input: a byte that says which of the two, then the certificate and its issuer, each after its length in two bytes (big
// endian), then the proof. Seeds: VESTURE_WRITE_SEEDS=<folder> signatures_tests, in <folder>/signature_proofs.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "api/signatures/ocsp.hpp"
#include "api/signatures/time_stamp.hpp"
#include "api/signatures/trust_stores.hpp"

namespace {

using namespace vesture::api::signatures;

constexpr vesture::domain::Instant kNow{1'772'438'400'000'000};

std::string next_part(std::string_view& rest) {
  if (rest.size() < 2) return {};
  const std::size_t size = static_cast<unsigned char>(rest[0]) * 256U + static_cast<unsigned char>(rest[1]);
  const std::string part(rest.substr(2, size));
  rest.remove_prefix(std::min(rest.size(), 2 + size));
  return part;
}

void stamp(std::string_view token, X509_STORE* anchors) {
  Findings findings;
  const auto time = check_time_stamp(token, "what is stamped", anchors, {}, kNow, findings);
  if (time && time->trusted) std::abort();
  if (findings.none()) std::abort();
}

void ask(std::string_view rest, X509_STORE* anchors) {
  const auto certificates = read_certificates({next_part(rest), next_part(rest)});
  if (certificates.size() != 2) return;
  signer_of(certificates[0].get());
  Findings findings;
  const Certificates nobody;
  const StatusQuestion question{certificates[0].get(), certificates[1].get(), nobody, anchors, {}, kNow};
  if (!check_ocsp({std::string(rest)}, question, findings) && findings.none()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Quiet quiet;
  static const Trust nobody;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (bytes.empty()) return 0;
  if (bytes.front() == 't')
    stamp(bytes.substr(1), nobody.stores().time_stamps.get());
  else
    ask(bytes.substr(1), nobody.stores().responders.get());
  return 0;
}
