// E-mail by a real mail server, and by ones that refuse, hang and drop at each step (ORD-18).
#include "api/outside/smtp.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "api/outside/mail_message.hpp"
#include "tests/api/running_exim.hpp"
#include "tests/api/scripted_server.hpp"

namespace vesture::api {
namespace {

constexpr const char* kFrom = "vesture@portal.example";

Mail mail_to(const std::string& to) {
  return {"0190a1b2-0000-7000-8000-000000000001",
          to,
          "Pasūtījums P-1: Izpildē",
          "Čau!\nOtrā rinda.\n",
          "lv",
          {1'772'438'400'000'000}};
}

// As a test compares it: "accepted", "refused for good 550", "refused for now 0", "unknown".
std::string said(const MailOutcome& outcome) {
  if (std::holds_alternative<MailAccepted>(outcome)) return "accepted";
  const auto* refused = std::get_if<MailRefused>(&outcome);
  if (!refused) return "unknown";
  return (refused->permanent ? "refused for good " : "refused for now ") + std::to_string(refused->code);
}

class RealSmtp : public testing::Test {
 protected:
  static void SetUpTestSuite() { exim = std::make_unique<RunningExim>(); }
  static void TearDownTestSuite() { exim.reset(); }

  static SmtpOptions options() {
    SmtpOptions options;
    options.url = exim->url();
    options.user = "vesture";
    options.password = "secret";
    options.ca_file = exim->certificate();
    options.from = kFrom;
    return options;
  }
  static std::string sent(const SmtpOptions& options, const std::string& to) {
    return said(Smtp(options).send(mail_to(to), {}));
  }
  static std::string sent_to(const std::string& to) { return sent(options(), to); }

  static std::unique_ptr<RunningExim> exim;
};
std::unique_ptr<RunningExim> RealSmtp::exim;

TEST_F(RealSmtp, AMailArrivesWholeOverTlsFromWhomItSays) {
  const auto before = exim->accepted().size();
  ASSERT_EQ(sent_to("anna@customer.example"), "accepted");
  const auto messages = exim->accepted();
  ASSERT_EQ(messages.size(), before + 1);
  const auto& message = messages.back();
  for (const std::string header :
       {"Date: Mon, 02 Mar 2026 08:00:00 +0000\n", "From: vesture@portal.example\n",
        "To: anna@customer.example\n", "Message-ID: <0190a1b2-0000-7000-8000-000000000001@portal.example>\n",
        "Subject: =?UTF-8?B?", "Auto-Submitted: auto-generated\n"})
    EXPECT_NE(message.find(header), std::string::npos) << header << message;
  EXPECT_EQ(decoded_body(message), "Čau!\r\nOtrā rinda.\r\n");
  EXPECT_NE(exim->log().find("P=esmtpsa"), std::string::npos) << exim->log();
  EXPECT_NE(exim->log().find("A=plain:vesture"), std::string::npos) << exim->log();
}

TEST_F(RealSmtp, ARefusedRecipientIsRefusedForGoodOrForNowAsTheServerSays) {
  EXPECT_EQ(sent_to("nobody@customer.example"), "refused for good 550");
  EXPECT_EQ(sent_to("later@customer.example"), "refused for now 451");
}

TEST_F(RealSmtp, RefusedContentIsRefusedForGood) {
  const auto before = exim->accepted().size();
  EXPECT_EQ(sent_to("refused-content@customer.example"), "refused for good 550");
  EXPECT_EQ(exim->accepted().size(), before);
}

TEST_F(RealSmtp, AWrongPasswordIsOursToMend) {
  auto wrong = options();
  wrong.password = "guessed";
  EXPECT_EQ(sent(wrong, "anna@customer.example"), "refused for now 535");
}

TEST_F(RealSmtp, ACertificateThatIsNotTrustedEndsIt) {
  auto system = options();
  system.ca_file.clear();
  const auto before = exim->accepted().size();
  EXPECT_EQ(sent(system, "anna@customer.example"), "refused for now 0");
  EXPECT_EQ(exim->accepted().size(), before);
}

TEST_F(RealSmtp, AFileOfCertificatesStandsInTheSystemsPlace) {
  auto trusting = options();
  trusting.ca_file.clear();
  trusting.ca_directory = exim->certificate_directory();
  EXPECT_EQ(sent(trusting, "anna@customer.example"), "accepted");
  trusting.ca_file = exim->other_certificate();
  EXPECT_EQ(sent(trusting, "anna@customer.example"), "refused for now 0");
}

TEST_F(RealSmtp, ACertificateOfAnotherHostEndsIt) {
  auto other = options();
  other.url = "smtp://127.0.0.1" + other.url.substr(other.url.rfind(':'));
  EXPECT_EQ(sent(other, "anna@customer.example"), "refused for now 0");
}

// A server in the clear that says `answers` one after another, each to one line of the client's; after the last it
// does as `end` says.
using End = std::function<void(ScriptedPeer&)>;
struct Dialogue {
  std::vector<std::string> answers;
  End end;
};

void drop(ScriptedPeer&) {}
void take_all(ScriptedPeer& peer) { peer.read_until("\r\n.\r\n"); }

class Dialogues : public testing::Test {
 protected:
  void SetUp() override { mail_ = mail_to("anna@customer.example"); }

  std::string sent_to(const Dialogue& dialogue, StartTls starttls = StartTls::off) {
    ScriptedServer server([&](ScriptedPeer& peer) {
      bool first = true;
      for (const auto& answer : dialogue.answers) {
        if (!first) heard_ += peer.read_until(after_data_ ? "\r\n.\r\n" : "\r\n");
        after_data_ = answer.starts_with("354");
        first = false;
        peer.send(answer + "\r\n");
      }
      dialogue.end(peer);
    });
    SmtpOptions options;
    options.url = "smtp://127.0.0.1:" + std::to_string(server.port());
    options.from = kFrom;
    options.starttls = starttls;
    return said(Smtp(options).send(mail_, stop_.get_token()));
  }

  // Hangs until the sender gives up, which it is asked to once the server has come this far.
  End hang_and_stop() {
    return [this](ScriptedPeer& peer) {
      if (after_data_) take_all(peer);
      stop_.request_stop();
      peer.hang();
    };
  }

  Mail mail_;
  std::string heard_;
  bool after_data_ = false;
  std::stop_source stop_;
};

const std::vector<std::string> kWhole{"220 mail.test", "250 mail.test", "250 sender",
                                      "250 recipient", "354 go on",     "250 taken"};

// The first `count` answers of a dialogue that goes well.
std::vector<std::string> first(std::size_t count) { return {kWhole.begin(), kWhole.begin() + count}; }

std::vector<std::string> first_and(std::size_t count, const std::string& last) {
  auto answers = first(count);
  answers.push_back(last);
  return answers;
}

TEST_F(Dialogues, OneThatGoesWellIsAccepted) {
  EXPECT_EQ(sent_to({kWhole, drop}), "accepted");
  EXPECT_NE(heard_.find("EHLO portal.example\r\n"), std::string::npos) << heard_;
  EXPECT_NE(heard_.find("MAIL FROM:<vesture@portal.example>"), std::string::npos) << heard_;
  EXPECT_NE(heard_.find("RCPT TO:<anna@customer.example>\r\n"), std::string::npos) << heard_;
}

TEST_F(Dialogues, NobodyThereIsARefusalForNow) {
  SmtpOptions options;
  options.url = "smtp://127.0.0.1:" + std::to_string(free_port());
  options.from = kFrom;
  EXPECT_EQ(said(Smtp(options).send(mail_to("anna@customer.example"), {})), "refused for now 0");
}

TEST_F(Dialogues, OneDroppedBeforeTheDataIsARefusalForNow) {
  for (std::size_t count = 0; count <= 4; ++count)
    EXPECT_EQ(sent_to({first(count), drop}), "refused for now 0") << count;
}

TEST_F(Dialogues, ORD_18_OneDroppedAfterTheDataIsUnknown) {
  EXPECT_EQ(sent_to({first(5), take_all}), "unknown");
  const auto reset = [](ScriptedPeer& peer) {
    take_all(peer);
    peer.reset();
  };
  EXPECT_EQ(sent_to({first(5), reset}), "unknown");
}

TEST_F(Dialogues, OneDroppedInTheMiddleOfTheDataIsARefusalForNow) {
  mail_.text = std::string(16 << 20, 'x');  // more than goes into the socket's buffers
  EXPECT_EQ(sent_to({first(5), [](ScriptedPeer& peer) { peer.read_bytes(1000); }}), "refused for now 0");
}

TEST_F(Dialogues, OneThatHangsBeforeTheDataIsARefusalForNow) {
  for (std::size_t count = 0; count <= 4; ++count) {
    stop_ = {};
    EXPECT_EQ(sent_to({first(count), hang_and_stop()}), "refused for now 0") << count;
  }
}

TEST_F(Dialogues, ORD_18_OneThatHangsAfterTheDataIsUnknown) {
  EXPECT_EQ(sent_to({first(5), hang_and_stop()}), "unknown");
}

TEST_F(Dialogues, ARefusalIsTheServersWord) {
  EXPECT_EQ(sent_to({{"421 not now"}, drop}), "refused for now 421");
  EXPECT_EQ(sent_to({{"554 never"}, drop}), "refused for now 554");
  EXPECT_EQ(sent_to({first_and(2, "553 not this sender"), drop}), "refused for now 553");
  EXPECT_EQ(sent_to({first_and(3, "550 nobody"), drop}), "refused for good 550");
  EXPECT_EQ(sent_to({first_and(3, "452 full"), drop}), "refused for now 452");
  EXPECT_EQ(sent_to({first_and(4, "554 no data"), drop}), "refused for good 554");
  EXPECT_EQ(sent_to({first_and(5, "552 too large"), drop}), "refused for good 552");
  EXPECT_EQ(sent_to({first_and(5, "451 later"), drop}), "refused for now 451");
}

TEST_F(Dialogues, WhatIsSaidAfterARefusalChangesNothing) {
  auto answers = first_and(3, "550 nobody");
  answers.push_back("221 bye");
  EXPECT_EQ(sent_to({answers, drop}), "refused for good 550");
}

TEST_F(Dialogues, GarbageAfterTheDataIsUnknown) {
  EXPECT_EQ(sent_to({first_and(5, "what?"), drop}), "unknown");
  EXPECT_EQ(sent_to({first_and(5, "354 go on"), drop}), "unknown");
}

TEST_F(Dialogues, AnAnswerOfManyLinesEndsWithItsLast) {
  EXPECT_EQ(sent_to({first_and(5, "250-taken\r\n250 and kept"), drop}), "accepted");
}

TEST_F(Dialogues, WhereTlsIsRequiredAndNotOfferedNothingIsSaid) {
  EXPECT_EQ(
      sent_to({{"220 mail.test", "250-mail.test\r\n250 AUTH PLAIN", "221 bye"}, drop}, StartTls::required),
      "refused for now 0");
  EXPECT_EQ(heard_.find("MAIL"), std::string::npos) << heard_;
  EXPECT_EQ(heard_.find("anna"), std::string::npos) << heard_;
}

TEST(SmtpOptions, AreRefusedWhereTheyDoNotFit) {
  const auto refused = [](const std::string& url, const std::string& from, const std::string& user,
                          StartTls starttls) {
    SmtpOptions options;
    options.url = url;
    options.from = from;
    options.user = user;
    options.starttls = starttls;
    try {
      Smtp smtp(options);
    } catch (const std::invalid_argument&) {
      return true;
    }
    return false;
  };
  EXPECT_FALSE(refused("smtp://mail.example:587", kFrom, "user", StartTls::required));
  EXPECT_FALSE(refused("smtps://mail.example:465", kFrom, "user", StartTls::off));
  EXPECT_TRUE(refused("smtp://mail.example:25", kFrom, "user", StartTls::opportunistic));
  EXPECT_TRUE(refused("smtp://mail.example:25", kFrom, "user", StartTls::off));
  EXPECT_TRUE(refused("http://mail.example:25", kFrom, "", StartTls::off));
  EXPECT_TRUE(refused("smtp://user:word@mail.example:25", kFrom, "", StartTls::off));
  EXPECT_TRUE(refused("smtp://mail.example", kFrom, "", StartTls::off));
  EXPECT_TRUE(refused("smtp://mail.example:25", "portal", "", StartTls::off));
}

TEST(MailMessage, NoHeaderIsMadeByWhatStandsInTheMail) {
  auto mail = mail_to("anna@customer.example");
  mail.subject = "one\r\nBcc: other@customer.example\r\n\r\nbody";
  mail.text = "\r\n.\r\nMAIL FROM:<x@y>\r\n";
  const auto message = message_text(mail, kFrom);
  EXPECT_EQ(message.find("Bcc"), std::string::npos) << message;
  EXPECT_EQ(message.find("MAIL FROM"), std::string::npos) << message;
  EXPECT_EQ(message.find("\r\n.\r\n"), std::string::npos) << message;
}

TEST(MailMessage, AnAddressWithMoreThanAnAddressIsRefusedUnsent) {
  for (const auto address : {"", "anna", "@customer.example", "anna@", "a@b@c", "an na@customer.example",
                             "anna@customer.example\r\nBcc: x@y", "<anna@customer.example>",
                             "anna@customer.example,x@y", "ānna@customer.example", "a\0b@c.example"})
    EXPECT_FALSE(is_mail_address(address)) << address;
  EXPECT_TRUE(is_mail_address("anna.o'brien+portal@customer.example"));
  SmtpOptions options;
  options.url = "smtp://127.0.0.1:" + std::to_string(free_port());
  options.from = kFrom;
  EXPECT_EQ(said(Smtp(options).send(mail_to("anna@customer.example>\r\nRCPT TO:<x@y"), {})),
            "refused for good 0");
}

TEST(MailMessage, LinesAreAsLongAsTheyMayBeAndCutNoCharacter) {
  auto mail = mail_to("anna@customer.example");
  mail.subject.clear();
  for (int i = 0; i < 100; ++i) mail.subject += i % 3 ? "ū" : "a";
  mail.text = std::string(1000, 'x');
  const auto message = message_text(mail, kFrom);
  std::size_t from = 0;
  for (auto end = message.find("\r\n"); end != std::string::npos; end = message.find("\r\n", from)) {
    EXPECT_LE(end - from, 84U) << message.substr(from, end - from);
    from = end + 2;
  }
  EXPECT_EQ(from, message.size());
}

}  // namespace
}  // namespace vesture::api
