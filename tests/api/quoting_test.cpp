// What replies and forwarded messages begin with.
#include "api/mail/quoting.hpp"

#include <gtest/gtest.h>

#include "api/mail/safe_html.hpp"
#include "tests/api/mail_samples.hpp"

namespace vesture::api {
namespace {

namespace mail = domain::mail;
using domain::Language;

bool holds(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

MessageJson with_subject(std::string subject) {
  auto message = received_message();
  message.subject = std::move(subject);
  return message;
}

TEST(Quoting, TheOriginalIsABlockquoteUnderALineThatSaysWhoWroteWhen) {
  const auto text = reply_text(received_message(), Language::lv);
  EXPECT_TRUE(holds(text.html, "02.03.2026. 10:00")) << text.html;
  EXPECT_TRUE(holds(text.html, "Būve &amp; Co")) << text.html;
  EXPECT_TRUE(holds(text.html, "rakstīja:")) << text.html;
  const auto quote = text.html.find("<blockquote>");
  ASSERT_NE(quote, std::string::npos);
  EXPECT_TRUE(holds(text.html.substr(quote), "Lūdzam <strong>saskaņot</strong>.")) << text.html;
  EXPECT_TRUE(holds(text.plain, "Lūdzam saskaņot.")) << text.plain;
}

TEST(Quoting, TheHeadingIsInTheLanguageAskedFor) {
  EXPECT_TRUE(holds(reply_text(received_message(), Language::en).plain, " wrote:"));
  EXPECT_TRUE(holds(forward_text(received_message(), Language::en).plain, "Forwarded message"));
  EXPECT_TRUE(holds(forward_text(received_message(), Language::lv).plain, "Pārsūtīts ziņojums"));
}

TEST(Quoting, AForwardedMessageSaysFromWhomToWhomAndWhen) {
  const auto text = forward_text(received_message(), Language::lv);
  for (const char* part : {"Būve & Co", "Anna Bērziņa", "02.03.2026. 10:00", "Plāna saskaņošana"})
    EXPECT_TRUE(holds(text.plain, part)) << part << " in " << text.plain;
}

TEST(Quoting, ASubjectIsMarkedOnce) {
  EXPECT_EQ(reply_text(received_message(), Language::lv).subject, "Re: Plāna saskaņošana");
  EXPECT_EQ(reply_text(with_subject("RE: Plāns"), Language::lv).subject, "RE: Plāns");
  EXPECT_EQ(forward_text(with_subject("Fwd: Plāns"), Language::lv).subject, "Fwd: Plāns");
  EXPECT_EQ(forward_text(with_subject("Re: Plāns"), Language::lv).subject, "Fwd: Re: Plāns");
}

TEST(Quoting, ALongSubjectIsCutToWhatADraftTakes) {
  std::string longest;
  for (std::size_t i = 0; i < mail::kMostSubjectCharacters; ++i) longest += "ā";
  const auto subject = reply_text(with_subject(longest), Language::lv).subject;
  EXPECT_EQ(subject, "Re: " + longest.substr(0, longest.size() - 4 * std::string_view("ā").size()));
}

TEST(Quoting, OfWhatIsTooLongToBeQuotedWholeTheBeginningIs) {
  auto message = received_message();
  message.text = "SĀKUMS " + std::string(mail::kMostTextBytes - 10, '<');
  message.html = "<p>SĀKUMS " + std::string(mail::kMostTextBytes - 20, 'x') + "</p>";
  for (const auto& text : {reply_text(message, Language::lv), forward_text(message, Language::lv)}) {
    EXPECT_LE(text.html.size(), mail::kMostTextBytes);
    EXPECT_TRUE(holds(text.plain, "SĀKUMS"));
    EXPECT_TRUE(holds(text.plain, "rakstīja") || holds(text.plain, "Pārsūtīts"));
  }
}

TEST(Quoting, WhatItGivesIsSafeHtml) {
  auto message = received_message();
  message.subject = "<script>alert(1)</script>";
  message.from = SenderJson{"<img src=x onerror=alert(1)>", ""};
  for (const auto& text : {reply_text(message, Language::lv), forward_text(message, Language::en)})
    EXPECT_EQ(safe_text_of_html(text.html).value().html, text.html);
}

TEST(Quoting, AThreadOfAThousandRepliesStaysWithinTheLimits) {
  auto message = received_message();
  for (int i = 0; i < 1000; ++i) {
    auto text = reply_text(message, Language::lv);
    ASSERT_LE(text.html.size(), mail::kMostTextBytes);
    message.subject = std::move(text.subject);
    message.html = std::move(text.html);
    message.text = std::move(text.plain);
  }
  EXPECT_EQ(message.subject, "Re: Plāna saskaņošana");
}

}  // namespace
}  // namespace vesture::api
