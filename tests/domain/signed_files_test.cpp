// What is signed must be what is sent (MAIL-19), and what was found in an attachment as its event carries it.
#include "domain/mail/signed_files.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "domain/files/inspection.hpp"
#include "tests/domain/event_fields.hpp"
#include "tests/domain/mail_facts.hpp"

namespace vesture::domain::mail {
namespace {

using files::Findings;
using files::Form;
using signatures::ContainerVerdict;
using signatures::SignedFile;
using signatures::State;

std::array<std::uint8_t, 32> digest(std::uint8_t first) { return {first}; }

Attachment plain(std::uint32_t number, std::string name, std::uint8_t bytes) {
  auto attachment = attachment_added(number).attachment;
  attachment.name = std::move(name);
  attachment.inspection = files::inspection_of(Findings{digest(bytes), {}, {}}, Form::file);
  return attachment;
}

Attachment container(std::uint32_t number, std::vector<SignedFile> signed_files) {
  auto attachment = attachment_added(number).attachment;
  attachment.name = "parakstīts.edoc";
  const ContainerVerdict verdict{State::valid, {}, std::move(signed_files), {}};
  attachment.inspection = files::inspection_of(Findings{digest(99), {}, verdict}, Form::signed_container);
  return attachment;
}

const Attachment kPlan = plain(1, "plāns.pdf", 1);
const Attachment kDeed = plain(2, "akts.pdf", 2);
const SignedFile kSignedPlan{"plāns.pdf", 10, digest(1)};
const SignedFile kSignedDeed{"akts.pdf", 20, digest(2)};

std::vector<DraftEvent> draft_with(const std::vector<Attachment>& attachments) {
  std::vector<DraftEvent> story{draft_made(), draft_saved()};
  for (const auto& attachment : attachments) {
    auto added = attachment_added();
    added.attachment = attachment;
    story.emplace_back(added);
  }
  return story;
}

const SendDraft kSending{draft_sent().messages, kWriter};

TEST(SignedFiles, MAIL_19_AContainerThatSignsWhatIsSentGoes) {
  given<Draft>(draft_with({kPlan, kDeed, container(3, {kSignedDeed, kSignedPlan})}))
      .when(kSending)
      .then({draft_sent()});
  given<Draft>(draft_with({kPlan, kDeed, container(3, {kSignedPlan}), container(4, {kSignedDeed})}))
      .when(kSending)
      .then({draft_sent()});
}

TEST(SignedFiles, MAIL_19_AContainerAloneCarriesWhatItSigns) {
  given<Draft>(draft_with({container(1, {kSignedPlan})})).when(kSending).then({draft_sent()});
}

TEST(SignedFiles, MAIL_19_AContainerThatDiffersFromTheDraftIsRefusedAtSending) {
  const SignedFile other_bytes{"plāns.pdf", 10, digest(3)};
  const SignedFile other_name{"plāns (1).pdf", 10, digest(1)};
  const auto refused = rejections::signed_files_differ;
  given<Draft>(draft_with({kPlan, container(2, {other_bytes})})).when(kSending).then_rejected(refused);
  given<Draft>(draft_with({kPlan, container(2, {other_name})})).when(kSending).then_rejected(refused);
  given<Draft>(draft_with({kPlan, container(2, {kSignedPlan, kSignedDeed})}))
      .when(kSending)
      .then_rejected(refused);
  given<Draft>(draft_with({kPlan, kDeed, container(3, {kSignedPlan})})).when(kSending).then_rejected(refused);
  given<Draft>(draft_with({kPlan, container(2, {})})).when(kSending).then_rejected(refused);
}

TEST(SignedFiles, MAIL_19_WhatWasAttachedBeforeContentsWereLookedIntoCountsAsAnotherFile) {
  auto never_looked_into = kPlan;
  never_looked_into.inspection = {};
  given<Draft>(draft_with({never_looked_into, container(2, {kSignedPlan})}))
      .when(kSending)
      .then_rejected(rejections::signed_files_differ);
  given<Draft>(draft_with({never_looked_into})).when(kSending).then({draft_sent()});
}

Findings everything_found() {
  const signatures::Signer signer{"Jānis Ozols", "PNOLV-161175-19997", "SIA Ozols", "Test CA"};
  const signatures::SignatureVerdict signature{"META-INF/signatures0.xml#S0",
                                               State::indeterminate,
                                               {{"certificate.no_anchor", "Test CA"}},
                                               {"signature.value"},
                                               signer,
                                               kNoon,
                                               std::nullopt};
  return {
      digest(7), files::InvoiceSummary{"2024/17", "2024-05-02", "", "SIA Ozols", "VZD", "EUR", "121.00"},
      ContainerVerdict{State::indeterminate, {{"container.entry_hidden", "x"}}, {kSignedPlan}, {signature}}};
}

TEST(Inspection, WhatWasFoundReadsBackFromItsBytes) {
  EXPECT_EQ(files::decode_findings(files::encode(everything_found())), everything_found());
  EXPECT_EQ(files::decode_findings(files::encode(Findings{})), Findings{});
}

TEST(Inspection, ASummarysTextsAreCutBetweenCharacters) {
  einvoice::Invoice invoice;
  invoice.number = std::string(files::kMostSummaryBytes, 'x');
  invoice.seller.name = "x";
  for (std::size_t n = 0; n < files::kMostSummaryBytes; ++n) invoice.seller.name += "ā";
  const auto summary = files::summary_of(invoice);
  EXPECT_EQ(summary.number, invoice.number);
  EXPECT_EQ(summary.seller.size(), files::kMostSummaryBytes - 1 + std::string_view("…").size());
  EXPECT_TRUE(summary.seller.ends_with("ā…"));
}

TEST(Inspection, BytesThatAreNoneAreTold) {
  const auto whole = files::encode(everything_found());
  EXPECT_EQ(files::decode_findings(""), std::nullopt);
  EXPECT_EQ(files::decode_findings(whole.substr(0, whole.size() / 2)), std::nullopt);
  EXPECT_THROW(files::findings_of({Form::file, State::none, "no findings"}), std::runtime_error);
}

TEST(Inspection, NothingIsKnownOfWhatWasNeverLookedIntoOrIsDestroyed) {
  EXPECT_EQ(files::findings_of({}), std::nullopt);
  auto destroyed = files::inspection_of(everything_found(), Form::signed_container);
  EXPECT_EQ(destroyed.signature, State::indeterminate);
  destroyed.findings = {};
  destroyed.findings.destroyed = true;
  EXPECT_EQ(files::findings_of(destroyed), std::nullopt);
}

}  // namespace
}  // namespace vesture::domain::mail
