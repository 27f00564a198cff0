// The customer is told of each change in fulfilment (ORD-18), by e-mail only with the consent that fits (ACC-04).
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "api/errands/email.hpp"
#include "api/notices.hpp"
#include "api/outside/smtp.hpp"
#include "domain/notifications/notification.hpp"
#include "domain/orders/order.hpp"
#include "tests/api/orders_fixture.hpp"
#include "tests/api/running_exim.hpp"

namespace vesture::api {
namespace {

using Texts = std::vector<std::string>;
namespace bj = boost::json;

// Keeps what it is given, and says of each what the test says.
class Outbox : public MailSender {
 public:
  MailOutcome send(const Mail& mail, std::stop_token) override {
    sent.push_back(mail);
    return answer;
  }

  std::vector<Mail> sent;
  MailOutcome answer = MailAccepted{};
};

class NotificationStory : public OrdersTest {
 protected:
  NotificationStory() : NotificationStory(std::make_shared<Outbox>()) {}
  explicit NotificationStory(std::shared_ptr<Outbox> mail)
      : OrdersTest([mail](PortalOptions& options) { options.node.mail = mail.get(); }), outbox(mail) {}

  std::string notifications_of(const std::string& account) const {
    return "/v1/accounts/" + account + "/notifications";
  }
  std::vector<bj::value> told(const std::string& query = "?sort=time") {
    return all_items(anna, notifications_of(annas), query);
  }
  // Notifications of one time are in no order.
  void next_second() { portal.clock.turn(std::chrono::seconds(1)); }
  Texts topics() { return column(told(), "topic"); }

  void consent(bool given) {
    const auto said =
        anna.put("/v1/accounts/" + annas + "/consents/e_service_notifications", {{"given", given}});
    ASSERT_EQ(said.status, 200) << said.body;
  }
  // Gives the channel's path.
  std::string add_address(const std::string& address = "anna@customer.example") {
    const auto page = "/v1/accounts/" + annas;
    const auto said = anna.post(page + "/channels", {{"kind", "e_mail"}, {"value", address}});
    EXPECT_EQ(said.status, 201) << said.body;
    return said.field("location");
  }
  // An order whose notification wants an e-mail: the notification's id.
  domain::NotificationId waiting_email() {
    consent(true);
    add_address();
    register_order(order_body(annas));
    return notification(0);
  }
  domain::NotificationId notification(std::size_t n) {
    return {domain::parse_uuid(told().at(n).at("id").as_string()).value()};
  }

  void send(domain::NotificationId id) { send_with(*outbox, id); }
  void send_with(MailSender& sender, domain::NotificationId id) {
    send_email(portal.portal().backend(), sender, id);
  }
  // As the system left it: its commits are no answers to anyone that a query would wait for by itself.
  Said first_item() {
    return anna.get(notifications_of(annas) + "?sort=time&limit=1",
                    {{"Vesture-Min-Position", std::to_string(portal.portal().backend().log.head())}});
  }
  std::string email() { return first_item().text("/items/0/email"); }
  std::int64_t attempts() { return first_item().at("/items/0/email_attempts").to_number<std::int64_t>(); }

  std::shared_ptr<Outbox> outbox;
};

TEST_F(NotificationStory, ORD_18_TheCustomerIsToldOfEachChangeOfAnOrder) {
  const auto order = register_order(order_body(annas));
  next_second();
  move(order, "in_progress");
  next_second();
  clerk.put(std::string(kOrders) + "/" + order.text("/id") + "/parts/1/planned-completion",
            {{"planned_completion", "2026-04-01"}});
  next_second();
  const auto invoiced = invoice(order, "balance");
  next_second();
  pay(order, invoiced.text("/invoices/0/id"));
  next_second();
  move(order, "ready");
  next_second();
  hand_over(order);  // hands over and completes, at one time
  auto all = topics();
  std::sort(all.end() - 2, all.end());
  EXPECT_EQ(all, (Texts{"order_registered", "part_moved", "planned_date_changed", "invoice_issued",
                        "invoice_paid", "part_moved", "part_moved", "result_handed_over"}));
  EXPECT_EQ(column(told(), "email"), Texts(8, "none"));
}

TEST_F(NotificationStory, SaysWhatHappenedAndLeadsToIt) {
  const auto order = register_order(order_body(annas));
  move(order, "in_progress");
  const auto item = told("?topic=part_moved").at(0);
  const auto number = order.text("/number");
  EXPECT_EQ(text_of(item.at("title")), "Pasūtījums " + number + ": Izpildē");
  EXPECT_EQ(text_of(item.at("text")),
            "Pasūtījuma " + number + " 1. daļas statuss mainīts no “Pasūtījums reģistrēts” uz “Izpildē”.");
  EXPECT_EQ(text_of(item.at("subject")), order.text("/id"));
  EXPECT_EQ(anna.get(text_of(item.at("subject_path"))).text("/id"), order.text("/id"));
}

TEST_F(NotificationStory, ORD_18_TheCustomerIsToldOfEachChangeOfAnEServiceRequest) {
  const auto request = register_request(request_body(annas, anna.person()));
  next_second();
  move_request(request, "in_progress");
  next_second();
  move_request(request, "completed");
  EXPECT_EQ(topics(), (Texts{"request_registered", "request_moved", "request_moved"}));
  const auto english = anna.get(notifications_of(annas) + "?sort=time", {{"Accept-Language", "en"}});
  EXPECT_EQ(english.text("/items/2/title"), "E-service request " + request.text("/number") + ": Completed");
  EXPECT_EQ(anna.get(english.text("/items/2/subject_path")).text("/id"), request.text("/id"));
}

TEST_F(NotificationStory, ARetryOrARefusalTellsNothing) {
  const auto order = register_order(order_body(annas));
  move(order, "registered");  // where it is
  EXPECT_EQ(move(order, "completed").status, 409);
  const Fields key{{"Idempotency-Key", "once"}};
  const auto path = std::string(kOrders) + "/" + order.text("/id") + "/parts/1/status";
  next_second();
  for (int i = 0; i < 2; ++i) clerk.post(path, {{"status", "in_progress"}}, key);
  EXPECT_EQ(topics(), (Texts{"order_registered", "part_moved"}));
}

TEST_F(NotificationStory, TheCustomersOwnLabelIsNoNews) {
  const auto request = register_request(request_body(annas, anna.person()));
  EXPECT_EQ(label(anna, request, "Garāža").status, 200);
  EXPECT_EQ(topics(), Texts{"request_registered"});
}

TEST_F(NotificationStory, WhatTheAccountsOwnPeopleDoIsNoNews) {
  const auto order = register_order(order_body(annas));
  const domain::OrderId id{domain::parse_uuid(order.text("/id")).value()};
  const auto& backend = portal.portal().backend();
  const auto events_where = [&](std::string_view means) {
    Unit unit(backend.log, backend.cipher, backend.now());
    EXPECT_TRUE(unit.decide<domain::orders::Order>(id, domain::orders::ReplanPart{1, {20'600}}));
    raise_notices(backend, means, unit);
    return unit.pending().size();
  };
  for (const auto* own : {"owner", "user"}) EXPECT_EQ(events_where(own), 1U) << own;
  for (const auto* others : {"staff:VZD", "system"}) EXPECT_EQ(events_where(others), 2U) << others;
}

TEST_F(NotificationStory, NobodyElsesNotificationsAreSeenOrRead) {
  register_order(order_body(annas));
  EXPECT_EQ(boris.get(notifications_of(annas)).status, 404);
  const auto id = to_string(notification(0));
  EXPECT_EQ(boris.post(notifications_of(annas) + "/" + id + "/read").status, 404);
  EXPECT_EQ(boris.post(notifications_of(boriss) + "/" + id + "/read").status, 404);
  EXPECT_TRUE(all_items(boris, notifications_of(boriss)).empty());
}

TEST_F(NotificationStory, AReadOneIsReadOnceAndLeavesTheUnread) {
  register_order(order_body(annas));
  const auto read = notifications_of(annas) + "/" + to_string(notification(0)) + "/read";
  const auto first = anna.post(read);
  EXPECT_EQ(first.status, 200) << first.body;
  EXPECT_FALSE(first.at("/unread").as_bool());
  portal.clock.turn(std::chrono::hours(1));
  EXPECT_EQ(anna.post(read).body, first.body);
  register_order(order_body(annas));
  EXPECT_EQ(told("?unread=true").size(), 1U);
  EXPECT_EQ(told("?unread=false").size(), 1U);
}

TEST_F(NotificationStory, AreFilteredByTopicSubjectAndDays) {
  const auto first = register_order(order_body(annas));
  portal.clock.turn(std::chrono::days(2));
  const auto second = register_order(order_body(annas));
  move(first, "in_progress");
  EXPECT_EQ(told("?topic=part_moved").size(), 1U);
  EXPECT_EQ(told("?topic=part_moved&topic=order_registered").size(), 3U);
  EXPECT_EQ(told("?subject=" + first.text("/id")).size(), 2U);
  EXPECT_EQ(told("?subject=" + second.text("/id")).size(), 1U);
  EXPECT_EQ(told("?time_to=2026-03-03").size(), 1U);
  EXPECT_EQ(told("?time_from=2026-03-04&unread=true").size(), 2U);
  EXPECT_EQ(anna.get(notifications_of(annas) + "?topic=weather").status, 400);
}

TEST_F(NotificationStory, ACC_04_NoEmailWithoutConsent) {
  add_address();
  register_order(order_body(annas));
  send(notification(0));
  EXPECT_TRUE(outbox->sent.empty());
  EXPECT_EQ(email(), "none");
}

TEST_F(NotificationStory, NoEmailWithoutAnAddress) {
  consent(true);
  register_order(order_body(annas));
  send(notification(0));
  EXPECT_TRUE(outbox->sent.empty());
  EXPECT_EQ(email(), "none");
}

TEST_F(NotificationStory, ACC_04_NoEmailOnceTheConsentIsWithdrawn) {
  const auto id = waiting_email();
  consent(false);
  send(id);
  EXPECT_TRUE(outbox->sent.empty());
  EXPECT_EQ(email(), "given_up");
  EXPECT_EQ(first_item().text("/items/0/email_given_up_because"), "consent_withdrawn");
  consent(true);
  send(id);
  EXPECT_TRUE(outbox->sent.empty());
}

TEST_F(NotificationStory, NoEmailOnceTheAddressIsRemoved) {
  consent(true);
  const auto channel = add_address();
  register_order(order_body(annas));
  EXPECT_EQ(anna.send("DELETE", channel, "", {}).status, 200);
  send(notification(0));
  EXPECT_TRUE(outbox->sent.empty());
  EXPECT_EQ(first_item().text("/items/0/email_given_up_because"), "no_address");
}

TEST_F(NotificationStory, ORD_18_AnEmailSaysWhatHappenedInTheLanguageAskedForAndNoMore) {
  anna.put("/v1/accounts/" + annas + "/settings", {{"page_size", 20}, {"language", "en"}});
  const auto id = waiting_email();
  EXPECT_EQ(email(), "waiting");
  send(id);
  ASSERT_EQ(outbox->sent.size(), 1U);
  const auto& mail = outbox->sent.front();
  EXPECT_EQ(mail.to, "anna@customer.example");
  const auto number = std::string(told().at(0).at("number").as_string());
  EXPECT_EQ(mail.subject, "Order " + number + " registered");
  EXPECT_EQ(mail.text.find("Your order " + number + " has been registered."), 0U) << mail.text;
  EXPECT_EQ(mail.language, "en");
  for (const std::string personal : {"Anna", "320000", "01000010001"})
    EXPECT_EQ((mail.subject + mail.text).find(personal), std::string::npos) << mail.text;
  EXPECT_EQ(email(), "sent");
}

TEST_F(NotificationStory, ORD_18_OnceAcceptedItIsNotSentAgain) {
  const auto id = waiting_email();
  send(id);
  portal.clock.turn(std::chrono::days(30));
  send(id);
  EXPECT_EQ(outbox->sent.size(), 1U);
  EXPECT_EQ(attempts(), 1);
}

TEST_F(NotificationStory, ORD_18_ARefusalForNowIsTriedAgainWithTheSameMessageIdOnceItIsDue) {
  const auto id = waiting_email();
  outbox->answer = MailRefused{false, 451};
  send(id);
  EXPECT_EQ(email(), "waiting");
  outbox->answer = MailAccepted{};
  send(id);  // not yet
  EXPECT_EQ(outbox->sent.size(), 1U);
  portal.clock.turn(std::chrono::minutes(1));
  send(id);
  ASSERT_EQ(outbox->sent.size(), 2U);
  EXPECT_EQ(outbox->sent[0].id, outbox->sent[1].id);
  EXPECT_EQ(email(), "sent");
  EXPECT_EQ(attempts(), 2);
}

TEST_F(NotificationStory, APermanentRefusalIsGivenUpOnRecord) {
  const auto id = waiting_email();
  outbox->answer = MailRefused{true, 550};
  send(id);
  EXPECT_EQ(email(), "given_up");
  EXPECT_EQ(first_item().text("/items/0/email_given_up_because"), "refused");
}

TEST_F(NotificationStory, AnAttemptIsOnRecordBeforeTheServerIsSpokenTo) {
  struct Crashing : MailSender {
    MailOutcome send(const Mail&, std::stop_token) override { throw std::runtime_error("killed"); }
  } crashing;
  const auto id = waiting_email();
  EXPECT_THROW(send_with(crashing, id), std::runtime_error);
  EXPECT_EQ(attempts(), 1);
  send(id);  // it may still be under way
  EXPECT_TRUE(outbox->sent.empty());
  portal.clock.turn(std::chrono::minutes(15));
  send(id);  // now it counts as cut short
  EXPECT_TRUE(outbox->sent.empty());
  EXPECT_EQ(email(), "unknown");
  portal.clock.turn(std::chrono::minutes(1));
  send(id);
  EXPECT_EQ(outbox->sent.size(), 1U);
  EXPECT_EQ(email(), "sent");
}

TEST_F(NotificationStory, TheSystemsCommitsSayWhatTheyAnswer) {
  const auto id = waiting_email();
  const auto raised_at = portal.portal().backend().log.head();
  send(id);
  const auto& log = portal.portal().backend().log;
  const auto attempted = log.read(raised_at + 1).value();
  const auto reported = log.read(raised_at + 2).value();
  EXPECT_EQ(attempted.command, "notifications.attempt_email");
  EXPECT_EQ(attempted.cause, raised_at);
  EXPECT_EQ(attempted.actor.means, "system");
  EXPECT_EQ(attempted.actor.person, eventstore::Id16{});
  EXPECT_EQ(reported.command, "notifications.report_email");
  EXPECT_EQ(reported.cause, attempted.position);
}

class WithoutMail : public OrdersTest {};

TEST_F(WithoutMail, NotificationsAreRaisedAndNoEmailWaits) {
  const auto page = "/v1/accounts/" + annas;
  anna.post(page + "/channels", {{"kind", "e_mail"}, {"value", "anna@customer.example"}});
  anna.put(page + "/consents/e_service_notifications", {{"given", true}});
  register_order(order_body(annas));
  EXPECT_EQ(column(all_items(anna, page + "/notifications"), "email"), Texts{"none"});
}

// How often each Message-ID lies in the server's queue.
std::map<std::string, int> arrived(const RunningExim& exim) {
  std::map<std::string, int> counts;
  for (const auto& message : exim.accepted()) {
    const auto begin = message.find("Message-ID: <");
    ++counts[message.substr(begin + 13, 36)];
  }
  return counts;
}

TEST_F(NotificationStory, ORD_18_ARealServerGetsEachEmailOnceAndAnUnknownOneAtLeastOnce) {
  RunningExim exim;
  SmtpOptions options;
  options.url = exim.url();
  options.user = "vesture";
  options.password = "secret";
  options.ca_file = exim.certificate();
  options.from = "vesture@portal.example";
  Smtp smtp(options);
  // Stands before the server: hands a mail on, and loses the answer to it.
  struct LosingAnswers : MailSender {
    explicit LosingAnswers(MailSender& to) : next(to) {}
    MailOutcome send(const Mail& mail, std::stop_token stop) override {
      next.send(mail, stop);
      return MailOutcomeUnknown{};
    }
    MailSender& next;
  } losing(smtp);

  const auto first = waiting_email();
  next_second();
  register_order(order_body(annas));
  const auto second = notification(1);
  send_with(smtp, first);
  send_with(smtp, first);
  send_with(losing, second);
  portal.clock.turn(std::chrono::minutes(1));
  send_with(smtp, second);
  portal.clock.turn(std::chrono::days(2));
  for (const auto& id : {first, second}) send_with(smtp, id);
  EXPECT_EQ(arrived(exim), (std::map<std::string, int>{{to_string(first), 1}, {to_string(second), 2}}));
}

}  // namespace
}  // namespace vesture::api
