// Signed containers among a message's attachments: their state, and that what is signed is what is sent (MAIL-19).
#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>
#include <filesystem>
#include <fstream>

#include "tests/api/attachment_fixture.hpp"
#include "tools/signing/signing_files.hpp"

namespace vesture::api {
namespace {

using signing::DataFile;

// On the disk before the portal that is to trust it starts.
struct AuthorityOnDisk {
  AuthorityOnDisk() {
    signing::write_authority(folder, authority, {"ANNA OZOLA", "PNOLV-320000-00001", ""},
                             signing::KeyKind::p256);
  }
  ServedPortal::Adjust trusted() const {
    return [trust = folder / "trust"](PortalOptions& options) {
      options.node.trusted.signers = trust / "signers";
      options.node.trusted.time_stamps = trust / "time-stamps";
    };
  }

  // From 2026-01-01 to 2027-01-01.
  const signing::TestAuthority authority{
      {domain::Instant{1'767'225'600'000'000}, domain::Instant{1'798'761'600'000'000}}};
  const eventstore::ScratchDirectory scratch;
  const std::filesystem::path folder = scratch.path() / "authority";
};

class SignatureStory : public AuthorityOnDisk, public AttachmentTest {
 protected:
  enum class Trusting { nobody, the_authority };
  explicit SignatureStory(Trusting whom = Trusting::nobody)
      : AttachmentTest(whom == Trusting::nobody ? ServedPortal::Adjust() : trusted()) {}

  std::string container_of(const std::vector<DataFile>& files) {
    signing::SignatureRequest request{signer_, portal.clock.now()};
    request.key_info_chain = {authority.intermediate().certificate};
    return signing::make_container(files, {request});
  }
  Said attach_container(const std::string& bytes) {
    return attach(anna, annas, draft, {bytes, "līgums.edoc", "application/vnd.etsi.asic-e+zip"});
  }
  Said send_draft() { return anna.post(path_of(annas, draft) + "/send"); }

  const DataFile plan_{"plāns.pdf", "application/pdf", "%PDF-1.7 saturs"};
  const signing::Identity signer_ = authority.signer({"ANNA OZOLA", "PNOLV-320000-00001", ""});
  const Said draft = write(anna, annas, {{kCompany}});
};

class TrustingSignatureStory : public SignatureStory {
 protected:
  TrustingSignatureStory() : SignatureStory(Trusting::the_authority) {}
};

TEST_F(TrustingSignatureStory, MAIL_19_UnderAConfiguredAnchorASignatureThatHoldsIsValidAndNothingMore) {
  const auto attached = attach_container(container_of({plan_}));
  EXPECT_EQ(attached.text("/signature"), "valid") << attached.body;
  EXPECT_TRUE(attached.at("/attachments/0/container/signatures/0/reasons").as_array().empty());
  EXPECT_EQ(attached.body.find("qualified"), std::string::npos);
}

TEST_F(TrustingSignatureStory, MAIL_19_ItStaysAsItWasFoundWhenTheCertificateRunsOut) {
  attach_container(container_of({plan_}));
  portal.clock.turn_to("2027-02-01T08:00:00");
  auto anna_later = portal.visit(portal.citizen(kAnna, "Anna Ozola"));
  const auto later = anna_later.get(path_of(annas, draft));
  EXPECT_EQ(later.text("/signature"), "valid") << later.body;
  EXPECT_EQ(upload(anna_later, path_of(annas, draft) + "/attachments",
                   {container_of({plan_}), "vēlāk.edoc", "application/zip"})
                .text("/signature"),
            "invalid");
}

TEST_F(SignatureStory, MAIL_19_AMessageWithoutAContainerIsNotSigned) {
  EXPECT_EQ(attach(anna, annas, draft).text("/signature"), "none");
}

TEST_F(SignatureStory, MAIL_19_WithoutAnAnchorASignatureThatHoldsIsIndeterminateAndSaysWhatIsMissing) {
  const auto attached = attach_container(container_of({plan_}));
  EXPECT_EQ(attached.text("/attachments/0/form"), "signed_container");
  EXPECT_EQ(attached.text("/signature"), "indeterminate");
  EXPECT_EQ(attached.text("/attachments/0/container/state"), "indeterminate");
  EXPECT_EQ(attached.text("/attachments/0/container/files/0/name"), "plāns.pdf");
  const auto signature = attached.at("/attachments/0/container/signatures/0");
  EXPECT_EQ(signature.at("signer").at("name"), "ANNA OZOLA");
  EXPECT_EQ(signature.at("reasons").at(0).at("code"), "certificate.no_anchor");
  EXPECT_FALSE(signature.at("reasons").at(0).at("title").as_string().empty());
  EXPECT_FALSE(signature.at("checked").as_array().empty());
}

TEST_F(SignatureStory, MAIL_19_AChangedFileMakesItInvalidWithTheReason) {
  auto parts = signing::container_parts({plan_}, {{signer_, portal.clock.now()}});
  parts[1].bytes += "!";
  const auto attached = attach_container(signing::zip(parts));
  EXPECT_EQ(attached.text("/signature"), "invalid");
  EXPECT_NE(attached.body.find("\"signature.digest_differs\""), std::string::npos) << attached.body;
}

TEST_F(SignatureStory, MAIL_19_WhatIsNotSignedIsNotSentBesideAContainer) {
  attach_container(container_of({plan_}));
  attach(anna, annas, draft, {"%PDF-1.7 cits saturs", "plāns.pdf", "application/pdf"});
  const auto refused = send_draft();
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(refused.code(), "mail.signed_files_differ");
  EXPECT_EQ(refused.text("/field"), "/attachments/0");
  EXPECT_EQ(refused.text("/rule"), "MAIL-19");
  EXPECT_EQ(anna.send("DELETE", path_of(annas, draft) + "/attachments/2", "", {}).status, 200);
  attach(anna, annas, draft, {plan_.bytes, plan_.name, plan_.media_type});
  EXPECT_EQ(send_draft().status, 200);
}

TEST_F(SignatureStory, MAIL_19_AContainerThatNobodySignedIsAFileAsAnyOther) {
  const DataFile deed{"akts.pdf", "application/pdf", "%PDF-1.7 akts"};
  attach_container(container_of({plan_}));
  auto unsigned_parts = signing::container_parts({deed}, {});
  attach(anna, annas, draft, {signing::zip(unsigned_parts), "akts.asice", "application/vnd.etsi.asic-e+zip"});
  attach(anna, annas, draft, {plan_.bytes, plan_.name, plan_.media_type});
  const auto refused = send_draft();
  EXPECT_EQ(refused.code(), "mail.signed_files_differ") << refused.body;
  EXPECT_EQ(refused.text("/field"), "/attachments/1");
}

// "ā" as macOS writes it in names: a letter and a mark.
TEST_F(SignatureStory, MAIL_19_NamesThatLookTheSameAreTheSame) {
  attach_container(container_of({{"pla\xcc\x84ns.pdf", "application/pdf", plan_.bytes}}));
  attach(anna, annas, draft, {plan_.bytes, "pl\xc4\x81ns.pdf", plan_.media_type});
  EXPECT_EQ(send_draft().status, 200);
}

TEST_F(SignatureStory, MAIL_19_NamesThatAreNoUtf8AreToldSoThatEveryoneCanReadIt) {
  auto parts = signing::container_parts({plan_}, {{signer_, portal.clock.now()}});
  auto zip = signing::zip(parts);
  for (std::size_t at; (at = zip.find("pl\xc4\x81ns.pdf")) != std::string::npos;)
    zip.replace(at, 4, "pl\xe2n");
  const auto attached = attach_container(zip);
  EXPECT_EQ(attached.text("/signature"), "invalid");
  EXPECT_NE(attached.body.find("container.entry_path"), std::string::npos) << attached.body;
  EXPECT_EQ(attached.body.find('\xe2'), std::string::npos);
}

TEST_F(SignatureStory, MAIL_19_TheRecipientSeesTheStateAndAForwardedMessageKeepsIt) {
  attach_container(container_of({plan_}));
  const auto id = send_draft().text("/messages/0/id");
  deliver();
  const auto path = mail_of(company) + "/" + id;
  EXPECT_EQ(cilda.get(path).text("/signature"), "indeterminate");
  EXPECT_EQ(cilda.post(path + "/confirm").status, 200);
  const auto forwarded = cilda.post(path + "/forward");
  ASSERT_EQ(forwarded.status, 201) << forwarded.body;
  EXPECT_EQ(forwarded.text("/signature"), "indeterminate");
  EXPECT_EQ(forwarded.text("/attachments/0/container/signatures/0/signer/name"), "ANNA OZOLA");
}

// A forwarded message takes a hundred verdicts into one commit.
TEST_F(SignatureStory, MAIL_19_AVerdictThatIsTooLongToKeepIsToldAsThat) {
  std::vector<DataFile> files;
  for (int i = 0; i < 700; ++i)
    files.push_back({std::string(200, 'x') + std::to_string(i), "text/plain", "saturs"});
  const auto attached = attach_container(container_of(files));
  EXPECT_EQ(attached.text("/signature"), "invalid");
  EXPECT_EQ(attached.text("/attachments/0/container/reasons/0/code"), "container.too_many_entries");
  EXPECT_TRUE(attached.at("/attachments/0/container/files").as_array().empty());
}

TEST_F(SignatureStory, MAIL_19_GarbageThatCallsItselfAContainerIsInvalidAndNothingFails) {
  for (const std::string& bytes : {std::string("PK\x03\x04 nav arhīvs"), std::string(1 << 20, 'x')}) {
    const auto attached = attach_container(bytes);
    EXPECT_EQ(attached.status, 201) << attached.body;
  }
  EXPECT_EQ(open(anna, annas, draft.text("/id")).text("/signature"), "invalid");
}

}  // namespace
}  // namespace vesture::api
