// Where what people write to each other is found: while they have it, under keys and in the views; afterwards nowhere
// (RET-03); in the log's clear text, log lines and metrics never.
#include <gtest/gtest.h>

#include "tests/api/mail_fixture.hpp"
#include "tests/eventstore/traces.hpp"

namespace vesture::api {
namespace {

namespace bj = boost::json;
using eventstore::raw_traces;
using eventstore::traces;
using eventstore::Traces;

// In small letters, as the search has its words.
constexpr const char* kSubject = "kangarpurvsqzx";
constexpr const char* kBody = "mezvijumsqzx";
constexpr const char* kAttachment = "sudrabsaktaqzx";
constexpr const char* kReason = "Varavīksneqzx";
constexpr const char* kSuspicion = "Mēnessgaismaqzx";
const std::vector<std::string> kLetter{kSubject, kBody, kAttachment};

class MailTracesStory : public MailTest {
 protected:
  // Where views are compressed, a search of the raw files would prove nothing.
  MailTracesStory() : MailTest([](PortalOptions& options) { options.node.views.compress = false; }) {}

  // From Anna to the company.
  std::string send_letter() {
    const std::string html = std::string("<p>") + kBody + "</p>";
    const auto draft = write(anna, annas, {.to = {kCompany}, .subject = kSubject, .html = html});
    attach(anna, annas, draft, {.name = std::string(kAttachment) + ".pdf"});
    const auto sent = anna.post(path_of(annas, draft) + "/send");
    EXPECT_EQ(sent.status, 200) << sent.body;
    deliver();
    return sent.text("/messages/0/id");
  }

  std::size_t found(Visitor& who, const std::string& account, const std::string& word) {
    return who.get(mail_of(account) + "?q=" + word).items().size();
  }

  void destroy(Visitor& who, const std::string& account, const std::string& message) {
    const auto path = mail_of(account) + "/" + message;
    EXPECT_EQ(who.post(path + "/delete").status, 200);
    EXPECT_EQ(who.send("DELETE", path, "", {}).status, 200);
  }

  Traces raw() { return raw_traces(portal.data(), kLetter); }
};

TEST_F(MailTracesStory, RET_03_ADayAfterBothSidesDestroyedItNothingOfALetterIsInAnyFile) {
  const auto message = send_letter();
  for (const auto& word : kLetter) {
    const auto beginning = word.substr(0, 7);  // what was searched for stays on record (AUD-01)
    EXPECT_EQ(found(anna, annas, beginning), 1U) << word;
    EXPECT_EQ(found(cilda, company, beginning), 1U) << word;
    portal.portal().backend().views.flush();
    EXPECT_FALSE(raw_traces(portal.data(), {word}).empty()) << word;
  }
  EXPECT_EQ(cilda.post(mail_of(company) + "/" + message + "/confirm").status, 200);
  destroy(anna, annas, message);
  destroy(cilda, company, message);
  deliver();
  portal.clock.turn(std::chrono::hours(24));
  deliver();
  EXPECT_EQ(raw(), Traces{});
  portal.close();
  EXPECT_EQ(traces(portal.data(), kLetter), Traces{});
}

TEST_F(MailTracesStory, TheLogItsLinesAndTheMetricsSayNothingOfWhatPeopleWrite) {
  const auto message = send_letter();
  const auto refusing = mail_of(company) + "/" + message + "/refuse";
  ASSERT_EQ(cilda.post(refusing, {{"reason", kReason}}).status, 200);
  const bj::value suspicion{{"kind", "malware_received"}, {"description", kSuspicion}};
  ASSERT_EQ(anna.post(account_path(annas) + "/suspicions", suspicion).status, 201);
  ASSERT_EQ(found(anna, annas, kSubject), 1U);

  auto marks = kLetter;
  marks.insert(marks.end(), {kReason, kSuspicion, "40003055551", "320000-00001"});
  const auto expect_no_mark = [&](const std::string& text, const std::string& where) {
    for (const auto& mark : marks) EXPECT_EQ(text.find(mark), std::string::npos) << mark << " in " << where;
  };
  portal.portal().backend().log.read_from(1, [&](eventstore::Commit&& commit) {
    expect_no_mark({commit.bytes.begin(), commit.bytes.end()}, commit.command);
    return true;
  });
  const auto metrics = portal.visit_with("").get("/metrics").body;
  EXPECT_NE(metrics.find("/v1/accounts/{account}/messages/{message}/refuse"), std::string::npos);
  expect_no_mark(metrics, "metrics");
  portal.close();
  EXPECT_NE(portal.logged().find("/v1/accounts/{account}/messages/{message}/refuse"), std::string::npos);
  expect_no_mark(portal.logged(), "log lines");
  EXPECT_EQ(raw_traces(portal.data() / "log", marks), Traces{});
}

}  // namespace
}  // namespace vesture::api
