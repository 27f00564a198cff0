// What the fuzzers of signatures begin with (tests/fuzz/signed_container.cpp, signature_xml.cpp, signature_proofs.cpp):
// written below the folder that VESTURE_WRITE_SEEDS names, if any.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>

#include "tests/signatures/raw_zip.hpp"
#include "tests/signatures/verified.hpp"

namespace vesture::signing {
namespace {

using domain::signatures::State;

const std::vector<DataFile> kFiles{{"a.txt", "text/plain", "a"}};

SignatureRequest with_everything(KeyKind key, RsaPadding padding = RsaPadding::pkcs1) {
  auto request = signature_by(signer(key));
  request.padding = padding;
  request.time_stamp = stamped_at(after(kSignedAt, 2));
  request.ocsp_responses = {ocsp_of(request.signer, after(kSignedAt, 3))};
  request.certificate_values = {authority().intermediate().certificate};
  return request;
}

std::map<std::string, SignatureRequest> requests() {
  auto inclusive = signature_by(signer(KeyKind::p256));
  inclusive.canonicalization = Canonicalization::inclusive_1_1;
  return {{"pkcs1", with_everything(KeyKind::rsa_2048)},
          {"pss", with_everything(KeyKind::rsa_2048, RsaPadding::pss)},
          {"ecdsa", with_everything(KeyKind::p256)},
          {"inclusive", inclusive}};
}

std::string part(const std::string& bytes) {
  return std::string{static_cast<char>(bytes.size() >> 8), static_cast<char>(bytes.size())} + bytes;
}

// By the fuzzer's name and the seed's.
std::map<std::string, std::string> seeds() {
  std::map<std::string, std::string> made;
  for (const auto& [name, request] : requests()) {
    const auto parts = container_parts(kFiles, {request});
    made["signature_xml/" + name] = parts.back().bytes;
    made["signed_container/" + name + "_deflated"] = zip(parts);
    made["signed_container/" + name + "_stored"] = raw_zip(raw_entries(parts));
  }
  made["signed_container/unsigned"] = zip(container_parts(kFiles, {}));
  const auto& anna = signer(KeyKind::p256);
  const auto certificates =
      part(der_of(anna.certificate)) + part(der_of(authority().intermediate().certificate));
  for (const auto status : {CertificateStatus::good, CertificateStatus::revoked, CertificateStatus::unknown})
    made["signature_proofs/ocsp_" + std::to_string(static_cast<int>(status))] =
        "o" + certificates + ocsp_of(anna, kSignedAt, status);
  made["signature_proofs/time_stamp"] =
      "t" + time_stamp_token(authority().time_stamping_unit(), "what is stamped", kSignedAt);
  return made;
}

TEST(Seeds, OfContainersAreOfSomethingValid) {
  std::size_t valid = 0;
  for (const auto& [name, bytes] : seeds())
    if (name.starts_with("signed_container/")) valid += verified(bytes).state == State::valid ? 1U : 0U;
  EXPECT_EQ(valid, 2 * requests().size());
  const char* folder = std::getenv("VESTURE_WRITE_SEEDS");
  if (folder == nullptr) return;
  for (const auto& [name, bytes] : seeds()) {
    const auto path = std::filesystem::path(folder) / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
  }
}

}  // namespace
}  // namespace vesture::signing
