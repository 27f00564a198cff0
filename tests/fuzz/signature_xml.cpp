// Whatever a META-INF/signatures*.xml says of a file: it is read within bounds, never valid where nobody is trusted, and
// its core holds only where the file's digest is in it. Seeds: VESTURE_WRITE_SEEDS=<folder> signatures_tests, in
// <folder>/signature_xml.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "api/signatures/signature_check.hpp"
#include "domain/signatures/reasons.hpp"

namespace {

using namespace vesture::api::signatures;

// A container with the one file that the seeds are of.
SignedContents contents() {
  SignedContents made{{"a.txt"}, {}};
  for (const int nid :
       {NID_sha1, NID_sha224, NID_sha256, NID_sha384, NID_sha512, NID_sha3_256, NID_sha3_384, NID_sha3_512})
    made.digests["a.txt"][nid] = digest_of(*digest_algorithm_of_nid(nid), "a");
  return made;
}

void check(xmlNode* node, SignatureDocument& document) {
  static const SignedContents kContents = contents();
  static const Trust kNobody;
  Findings findings;
  const auto signature = read_signature(node, findings);
  if (!signature) {
    if (findings.none()) std::abort();
    return;
  }
  const auto verdict =
      check_signature(*signature, document, kContents, kNobody.stores(), {1'772'438'400'000'000}, findings);
  if (verdict.state == vesture::domain::signatures::State::valid) std::abort();
  if (!vesture::domain::signatures::core_holds(verdict)) return;
  for (const auto& reference : signature->references)
    if (reference.digest.value == kContents.digests.at("a.txt").at(reference.digest.algorithm->nid)) return;
  std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const Quiet quiet;
  Findings findings;
  const auto document = parse_xml({reinterpret_cast<const char*>(data), size}, "signatures0.xml", findings);
  if (!document) return 0;
  CanonicalizationBudget budget{1 << 20};
  SignatureDocument signatures{IdIndex(document.get()), Canonicalizer(size, budget)};
  for (auto* node : signature_nodes(document.get())) check(node, signatures);
  return 0;
}
