// From a change to the mailbox, by the timekeepers of the whole server: a real mail server, and one that drops (ORD-18).
#include <gtest/gtest.h>

#include <algorithm>
#include <mutex>

#include "api/outside/smtp.hpp"
#include "domain/common/ids.hpp"
#include "tests/api/order_files_fixture.hpp"
#include "tests/api/running_exim.hpp"
#include "tests/api/scripted_server.hpp"

namespace vesture::api {
namespace {

namespace bj = boost::json;
using Texts = std::vector<std::string>;

constexpr const char* kFrom = "vesture@portal.example";

std::string message_id(const std::string& message) {
  const std::string name = "Message-ID: <";
  const auto begin = message.find(name) + name.size();
  return message.substr(begin, message.find('>', begin) - begin);
}

// Anna, who wants e-mail, and a portal that sends it.
class EmailStory : public OrderFilesTest {
 protected:
  explicit EmailStory(const SmtpOptions& options) : EmailStory(std::make_shared<Smtp>(options)) {}
  explicit EmailStory(std::shared_ptr<Smtp> smtp)
      : OrderFilesTest([smtp](PortalOptions& options) { options.node.mail = smtp.get(); }) {
    const auto page = "/v1/accounts/" + annas;
    anna.post(page + "/channels", {{"kind", "e_mail"}, {"value", "anna@customer.example"}});
    anna.put(page + "/consents/e_service_notifications", {{"given", true}});
  }

  std::vector<bj::value> told(const std::string& topic) {
    const Fields seen{{"Vesture-Min-Position", std::to_string(portal.portal().backend().log.head())}};
    const auto said =
        anna.get("/v1/accounts/" + annas + "/notifications?sort=time&limit=100&topic=" + topic, seen);
    return {said.items().begin(), said.items().end()};
  }
  Texts message_ids_of(const std::string& topic) {
    auto ids = column(told(topic), "id");
    for (auto& id : ids) id += "@portal.example";
    std::ranges::sort(ids);
    return ids;
  }
  void keep_time_at(std::string_view utc) {
    portal.clock.turn_to(utc);
    portal.portal().keep_time();
  }
};

SmtpOptions through(const RunningExim& exim) {
  SmtpOptions options;
  options.url = exim.url();
  options.user = "vesture";
  options.password = "secret";
  options.ca_file = exim.certificate();
  options.from = kFrom;
  return options;
}

class EmailsThroughExim : public EmailStory {
 protected:
  EmailsThroughExim() : EmailsThroughExim(std::make_shared<RunningExim>()) {}
  explicit EmailsThroughExim(std::shared_ptr<RunningExim> running)
      : EmailStory(through(*running)), exim(running) {}

  // Of all that has arrived.
  Texts arrived() const {
    Texts ids;
    for (const auto& message : exim->accepted()) ids.push_back(message_id(message));
    std::ranges::sort(ids);
    return ids;
  }
  Texts arrived_besides(const Texts& earlier) const {
    Texts later;
    std::ranges::set_difference(arrived(), earlier, std::back_inserter(later));
    return later;
  }

  std::shared_ptr<RunningExim> exim;
};

TEST_F(EmailsThroughExim, ORD_18_AnOrderThatMovesIsOneEmailUnderItsNotificationsId) {
  const auto order = register_order(order_body(annas));
  portal.portal().keep_time();
  const auto before = arrived();
  move(order, "in_progress");
  portal.portal().keep_time();
  portal.portal().keep_time();
  EXPECT_EQ(message_ids_of("part_moved").size(), 1U);
  EXPECT_EQ(arrived_besides(before), message_ids_of("part_moved"));
  EXPECT_EQ(column(told("part_moved"), "email"), Texts{"sent"});
}

TEST_F(EmailsThroughExim, ORD_14_BothWarningsOfAFilesEndReachTheWorkspaceAndTheMailbox) {
  ready_order();
  portal.portal().keep_time();
  const auto before = arrived();
  keep_time_at("2026-05-17T20:59:59");
  EXPECT_TRUE(told("file_expiring").empty());
  keep_time_at("2026-05-17T21:00:00");
  EXPECT_EQ(told("file_expiring").size(), 1U);
  keep_time_at("2026-05-28T21:00:00");
  const auto texts = column(told("file_expiring"), "text");
  ASSERT_EQ(texts.size(), 2U);
  EXPECT_NE(texts[0].find("14"), std::string::npos) << texts[0];
  EXPECT_NE(texts[1].find('3'), std::string::npos) << texts[1];
  EXPECT_EQ(arrived_besides(before), message_ids_of("file_expiring"));
}

TEST_F(EmailsThroughExim, ORD_18_ARestartSendsNothingTwice) {
  register_order(order_body(annas));
  portal.portal().keep_time();
  const auto before = arrived();
  EXPECT_EQ(before.size(), 1U);
  portal.reopen();
  portal.clock.turn(std::chrono::days(2));
  portal.portal().keep_time();
  EXPECT_EQ(arrived(), before);
}

// Takes every mail; the first time, the connection ends before it says so.
class DroppingServer {
 public:
  std::uint16_t port() const { return server_.port(); }
  Texts message_ids() const {
    const std::lock_guard lock(mutex_);
    return message_ids_;
  }

 private:
  void converse(ScriptedPeer& peer) {
    for (const auto* const answer : {"220 mail.test", "250 mail.test", "250 sender", "250 recipient"}) {
      peer.send(std::string(answer) + "\r\n");
      peer.read_until("\r\n");
    }
    peer.send("354 go on\r\n");
    const auto id = message_id(peer.read_until("\r\n.\r\n"));
    const std::lock_guard lock(mutex_);
    message_ids_.push_back(id);
    if (message_ids_.size() > 1) peer.send("250 taken\r\n");
  }

  mutable std::mutex mutex_;
  Texts message_ids_;
  ScriptedServer server_{[this](ScriptedPeer& peer) { converse(peer); }};
};

SmtpOptions through(const DroppingServer& server) {
  SmtpOptions options;
  options.url = "smtp://127.0.0.1:" + std::to_string(server.port());
  options.starttls = StartTls::off;
  options.from = kFrom;
  return options;
}

class EmailsThroughADroppingServer : public EmailStory {
 protected:
  EmailsThroughADroppingServer() : EmailsThroughADroppingServer(std::make_shared<DroppingServer>()) {}
  explicit EmailsThroughADroppingServer(std::shared_ptr<DroppingServer> dropping)
      : EmailStory(through(*dropping)), server(dropping) {}

  std::shared_ptr<DroppingServer> server;
};

TEST_F(EmailsThroughADroppingServer, ORD_18_AnEmailWhoseOutcomeIsUnknownIsSentOnceMoreUnderItsIdAndOnRecord) {
  register_order(order_body(annas));
  portal.portal().keep_time();
  EXPECT_EQ(column(told("order_registered"), "email"), Texts{"unknown"});
  portal.portal().keep_time();  // not yet
  EXPECT_EQ(server->message_ids().size(), 1U);
  portal.clock.turn(std::chrono::minutes(1));
  portal.portal().keep_time();
  EXPECT_EQ(column(told("order_registered"), "email"), Texts{"sent"});
  const auto id = column(told("order_registered"), "id").front();
  EXPECT_EQ(server->message_ids(), Texts(2, id + "@portal.example"));
  EXPECT_EQ(events_of("notification-" + id),
            (Texts{"notifications.NotificationRaised", "notifications.EmailAttempted",
                   "notifications.EmailOutcomeUnknown", "notifications.EmailAttempted",
                   "notifications.EmailAccepted"}));
}

}  // namespace
}  // namespace vesture::api
