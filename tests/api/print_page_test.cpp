// The page that a message is printed as.
#include "api/mail/print_page.hpp"

#include <gtest/gtest.h>

#include "api/mail/paper.hpp"
#include "tests/api/mail_samples.hpp"

namespace vesture::api {
namespace {

using domain::Language;

bool holds(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

AttachmentJson attached(std::uint32_t number, std::string name, std::uint64_t size) {
  AttachmentJson attachment;
  attachment.number = number;
  attachment.name = std::move(name);
  attachment.size = size;
  return attachment;
}

TEST(PrintPage, SaysWhoSentItWhenUnderWhichIdAndWhatItSays) {
  const auto page = print_page(received_message(), Language::lv);
  for (const char* part :
       {"<dt>No</dt><dd>SIA &quot;Būve &amp; Co&quot;</dd>", "<dt>Reģistr. nr.</dt><dd>40003055555</dd>",
        "<dt>Saņemts</dt><dd>02.03.2026. 10:00</dd>",
        "<dt>Ziņojuma ID</dt><dd>0190a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b</dd>", "<h1>Plāna saskaņošana</h1>",
        "<p>Lūdzam <strong>saskaņot</strong>.</p>", "<html lang=\"lv\">"})
    EXPECT_TRUE(holds(page, part)) << part << " in " << page;
}

TEST(PrintPage, ASentOneShowsItsStatusesAndTheRecipientsNumber) {
  auto message = received_message();
  message.kind = projections::mail::Kind::sent;
  message.to = {{"NTRLV-40003009497", "Rīgas dome", "40003009497"}};
  message.sending_status = domain::mail::SendingStatus::sent;
  message.sent_at = message.time;
  message.delivery_status = domain::mail::DeliveryStatus::refused;
  message.delivered_at = message.time;
  message.refusal_reason = "Nav mūsu";
  const auto page = print_page(message, Language::en);
  for (const char* part : {"<dt>To</dt><dd>Rīgas dome, NTRLV-40003009497</dd>",
                           "<dt>Registration number</dt><dd>40003009497</dd>", "<dt>Sending status</dt>",
                           "02 March 2026, 10:00 (Riga)", "<dt>Delivery status</dt>",
                           "<dt>Reason for refusing</dt><dd>Nav mūsu</dd>", "<html lang=\"en\">"})
    EXPECT_TRUE(holds(page, part)) << part << " in " << page;
}

TEST(PrintPage, WhatPeopleWroteOutsideTheTextIsNoMarkup) {
  auto message = received_message();
  message.subject = "</title><script>alert(1)</script>";
  message.from = SenderJson{"<img src=x>", "<b>"};
  message.attachments = {attached(1, "<svg onload=alert(1)>.pdf", 10)};
  const auto page = print_page(message, Language::lv);
  for (const char* part : {"<script", "<img", "<b>", "<svg"}) EXPECT_FALSE(holds(page, part)) << part;
}

TEST(PrintPage, MAIL_19_SaysWhatBecameOfASignedContainersSignatures) {
  using domain::signatures::State;
  auto message = received_message();
  auto container = attached(1, "līgums.edoc", 10);
  SignatureJson signature;
  signature.state = State::invalid;
  signature.signer.name = "<b>ANNA OZOLA";
  signature.reasons = {{"signature.digest_differs", "The content is not what was signed", "a<b>.pdf"}};
  container.container = ContainerJson{State::invalid, message.time, {}, {}, {signature}};
  message.attachments = {container};
  const auto page = print_page(message, Language::en);
  EXPECT_TRUE(holds(page, "The signature is not valid (02 March 2026, 10:00 (Riga))")) << page;
  EXPECT_TRUE(holds(page,
                    "&lt;b&gt;ANNA OZOLA: The signature is not valid<br>"
                    "The content is not what was signed: a&lt;b&gt;.pdf"))
      << page;
}

TEST(PrintPage, NamesEachAttachment) {
  auto message = received_message();
  EXPECT_FALSE(holds(print_page(message, Language::lv), "Pielikumi"));
  message.attachments = {attached(1, "plāns.pdf", 10), attached(3, "b.txt", 7)};
  const auto page = print_page(message, Language::lv);
  EXPECT_TRUE(holds(page, "<h2>Pielikumi</h2>"));
  EXPECT_TRUE(holds(page, "<li>plāns.pdf (10 B)</li>"));
  EXPECT_TRUE(holds(page, "<li>b.txt (7 B)</li>"));
}

TEST(PrintPage, ItsPolicyAllowsItsOwnStyleSheetAndNothingElse) {
  const auto policy = std::string(paper_policy());
  EXPECT_TRUE(policy.starts_with("default-src 'none'; style-src 'sha256-")) << policy;
  EXPECT_FALSE(holds(policy, "unsafe")) << policy;
  EXPECT_TRUE(holds(print_page(received_message(), Language::lv), "@page { size: A4;"));
}

}  // namespace
}  // namespace vesture::api
