// E-invoices and signed containers, held against the server's checks offline (MAIL-17, MAIL-19).
#include "replay/inspect.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/eventstore/scratch_directory.hpp"
#include "tests/replay/command_line.hpp"
#include "tools/demonstration/invoice.hpp"
#include "tools/signing/container.hpp"
#include "tools/signing/signing_files.hpp"

namespace vesture::replay {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

class Inspect : public testing::Test {
 protected:
  std::string file(const std::string& name, const std::string& bytes) const {
    const auto path = directory_.path() / name;
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }
  static std::string invoice() {
    return demonstration::ubl_invoice(
        demonstration::invoice_of_land_service("17", *domain::parse_date("2026-03-02"), "Anna Ozola"));
  }
  static Ran inspect(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "inspect");
    return run_command(add_inspect, arguments);
  }

  const eventstore::ScratchDirectory directory_;
};

TEST_F(Inspect, MAIL_17_AnInvoiceHoldsOrItsRulesAreNamedWithTheirPlaces) {
  const auto good = file("a.xml", invoice());
  EXPECT_EQ(inspect({good}).verdict, Verdict::holds);
  auto text = invoice();
  text.replace(text.find(">34.42</cbc:PayableAmount>"), 6, ">34.43");
  const auto ran = inspect({good, file("b.xml", text)});
  EXPECT_EQ(ran.verdict, Verdict::does_not_hold);
  const auto& findings = ran.said.at("findings").as_array();
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].at("rule"), "BR-CO-16");
  EXPECT_EQ(findings[0].at("place"), "/Invoice/cac:LegalMonetaryTotal/cbc:PayableAmount");
}

TEST_F(Inspect, MAIL_19_AContainerIsJudgedByTheAnchorsThatAreGiven) {
  const domain::Instant from{1'767'225'600'000'000}, until{1'798'761'600'000'000};  // 2026
  const signing::TestAuthority authority({from, until});
  signing::write_authority(directory_.path() / "ca", authority, {"ANNA", "", ""}, signing::KeyKind::p256);
  signing::SignatureRequest request{authority.signer(), from};
  request.key_info_chain = {authority.intermediate().certificate};
  const auto container =
      file("a.asice", signing::make_container({{"a.txt", "text/plain", "saturs"}}, {request}));
  const std::string anchors = directory_.path() / "ca" / "trust" / "signers";
  const std::string in_time = "2026-03-02T08:00:00Z", too_late = "2027-03-02T08:00:00Z";
  EXPECT_EQ(inspect({container, "--at", in_time}).verdict, Verdict::cannot_tell);
  EXPECT_EQ(inspect({container, "--at", in_time, "--signature-anchors", anchors}).verdict, Verdict::holds);
  const auto late = inspect({container, "--at", too_late, "--signature-anchors", anchors});
  EXPECT_EQ(late.verdict, Verdict::cannot_tell);
  const auto& reasons = late.said.at("container").at("signatures").at(0).at("reasons").as_array();
  ASSERT_FALSE(reasons.empty());
  EXPECT_EQ(reasons[0].at("code"), "certificate.expired_since");
}

TEST_F(Inspect, WhatIsNeitherCannotBeTold) {
  EXPECT_EQ(inspect({file("a.txt", "teksts")}).verdict, Verdict::cannot_tell);
}

}  // namespace
}  // namespace vesture::replay
