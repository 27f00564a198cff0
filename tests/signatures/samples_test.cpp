// Containers by others (open-eid/libdigidocpp, esig/dss), each signature's core held against expected_core.tsv.
#include "tests/api/samples.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "api/signatures/container.hpp"
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
