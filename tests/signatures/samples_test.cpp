// Containers by others (open-eid/libdigidocpp, esig/dss), each signature's core held against expected_core.tsv.
#include "tests/api/samples.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "api/signatures/container.hpp"
#include "api/signatures/signature_element.hpp"
#include "api/signatures/unpacking.hpp"
#include "api/signatures/zip_layout.hpp"
#include "domain/signatures/reasons.hpp"
#include "tests/signatures/memory_content.hpp"
#include "tests/signatures/verified.hpp"

namespace vesture::api::signatures {
namespace {

using domain::signatures::ContainerVerdict;

constexpr domain::Instant kNow{1'795'000'000'000'000};  // 2026-11-18

struct Row {
  std::string container, signature, verdict, note;
};

std::vector<Row> expected_rows() {
  std::istringstream lines(whole_file(samples() / "asice" / "expected_core.tsv"));
  std::vector<Row> rows;
  std::string line;
  std::getline(lines, line);  // the head
  while (std::getline(lines, line)) {
    std::istringstream fields(line);
    Row row;
    std::getline(fields, row.container, '\t');
    std::getline(fields, row.signature, '\t');
    std::getline(fields, row.verdict, '\t');
    std::getline(fields, row.note);
    rows.push_back(row);
  }
  return rows;
}

ContainerVerdict verdict_on(const std::string& container) {
  return verify(MemoryContent(whole_file(samples() / "asice" / container)), Trust(), kNow);
}

bool manifest_agrees(const ContainerVerdict& verdict) {
  static const std::set<std::string> kFaults{"container.manifest_malformed", "container.manifest_twice",
                                             "container.manifest_names_nothing",
                                             "container.file_not_in_manifest"};
  return std::ranges::none_of(verdict.reasons,
                              [](const auto& reason) { return kFaults.contains(reason.code); });
}

// What we say of the row's signature, in the words of the table.
std::string core_verdict(const ContainerVerdict& verdict, const Row& row) {
  if (row.signature == "-") return verdict.signatures.empty() ? row.verdict : "a signature was found";
  for (const auto& signature : verdict.signatures)
    if (signature.id == row.signature)
      return domain::signatures::core_holds(signature) && manifest_agrees(verdict) ? "OK" : "FAIL";
  return "no such signature";
}

TEST(SampleContainers, TheSignerIsTheOneWhoSignedAndNoneOfTheOthersInKeyInfo) {
  REQUIRE_SAMPLES("asice");
  const auto verdict = verdict_on("libdigidocpp/test/data/tsl.asice");
  ASSERT_EQ(verdict.signatures.size(), 1U);
  EXPECT_EQ(verdict.signatures[0].signer.code, "47101010033");
  EXPECT_EQ(verdict.signatures[0].signer.organisation, "ESTEID");
  EXPECT_EQ(verdict.signatures[0].signer.issuer, "TEST of ESTEID-SK 2011");
}

// The roots that a container carries along: whoever trusts them trusts all that leads to them.
signing::Anchors own_roots(const std::string& container) {
  const MemoryContent content(whole_file(samples() / "asice" / container));
  Findings findings;
  const auto entries = read_zip_layout(content, {}, findings).value();
  std::map<std::string, std::string> files;
  unpack(
      content, entries, [](const ZipEntry& entry) { return entry.name.ends_with(".xml"); },
      [&](std::size_t i, std::string_view piece) { files[entries[i].name] += piece; }, findings);
  signing::Anchors anchors;
  const auto document = parse_xml(files.at("META-INF/signatures001.xml"), "", findings);
  const auto signature = read_signature(signature_nodes(document.get()).front(), findings);
  for (const auto& der : signature->other_certificates) {
    const signing::Certificate certificate(from_der<X509, X509_free>(d2i_X509, der));
    if (!(X509_get_extension_flags(certificate.get()) & EXFLAG_SS)) continue;
    for (auto* of : {&anchors.signers, &anchors.time_stamps, &anchors.responders}) of->push_back(certificate);
  }
  return anchors;
}

TEST(SampleContainers, TimeStampsAndOcspResponsesByOthersHoldWhereTheirRootIsTrusted) {
  REQUIRE_SAMPLES("asice");
  for (const std::string container : {"dss/asic-xades/validation/asic-xades-lta-signed-manifest.sce",
                                      "dss/asic-xades/validation/evidencerecord/asic-xades-ers.sce"}) {
    const auto trust = signing::trusting(own_roots(container));
    const auto verdict = verify(MemoryContent(whole_file(samples() / "asice" / container)), trust, kNow);
    ASSERT_EQ(verdict.signatures.size(), 1U);
    const auto& signature = verdict.signatures.front();
    EXPECT_EQ(signature.state, domain::signatures::State::valid) << signing::reasons_of(verdict);
    for (const auto* check : {"checked.time_stamp", "checked.valid_when_stamped", "checked.ocsp"})
      EXPECT_TRUE(std::ranges::count(signature.checked, check)) << container << check;
  }
}

TEST(SampleContainers, TheCoreOfEverySignatureIsAsExpected) {
  REQUIRE_SAMPLES("asice");
  const auto rows = expected_rows();
  ASSERT_FALSE(rows.empty());
  for (const auto& row : rows) {
    const auto verdict = verdict_on(row.container);
    EXPECT_EQ(core_verdict(verdict, row), row.verdict) << row.container << ' ' << row.note << '\n'
                                                       << signing::reasons_of(verdict);
  }
}

}  // namespace
}  // namespace vesture::api::signatures
