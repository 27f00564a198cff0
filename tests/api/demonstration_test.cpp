// The demonstration's data: the same for a seed, and with something to see in every list.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "api/accounts.hpp"
#include "api/demo_people.hpp"
#include "api/node.hpp"
#include "domain/access/access.hpp"
#include "domain/accounts/account.hpp"
#include "domain/accounts/application.hpp"
#include "domain/accounts/legal_entity.hpp"
#include "domain/accounts/person.hpp"
#include "domain/accounts/profile.hpp"
#include "domain/common/identifiers.hpp"
#include "domain/files/content.hpp"
#include "domain/files/file.hpp"
#include "domain/mail/copy.hpp"
#include "domain/mail/draft.hpp"
#include "domain/mail/message.hpp"
#include "domain/mail/suspicion.hpp"
#include "domain/notifications/notification.hpp"
#include "domain/orders/label.hpp"
#include "domain/orders/numbering.hpp"
#include "domain/orders/order.hpp"
#include "domain/orders/request.hpp"
#include "domain/rights/read_rights.hpp"
#include "projections/accounts/people.hpp"
#include "projections/accounts/readers.hpp"
#include "projections/audit/audit_list.hpp"
#include "projections/mail/mailbox.hpp"
#include "projections/mail/suspicions.hpp"
#include "projections/orders/order_list.hpp"
#include "projections/orders/request_list.hpp"
#include "tests/eventstore/scratch_directory.hpp"
#include "tools/demonstration/calendar.hpp"
#include "tools/demonstration/story.hpp"

namespace vesture::demonstration {

namespace {

using domain::orders::OrderStatus;
using domain::orders::RequestStatus;
using eventstore::Commit;
using eventstore::ScratchDirectory;
namespace mail = domain::mail;
namespace people = projections::accounts;

// Numbers of the next block (api/numbers.hpp) are reserved while those of the first are handed out.
constexpr std::uint64_t kOrders = 120;

Told tell_small(const std::filesystem::path& data) {
  return tell({data, kOrders, 5, at_noon(*domain::parse_date("2026-11-01"))}, [](double) {});
}

struct Reader {
  const Commit& commit;
  const domain::Cipher& cipher;
};

// What is under a salt of the content's own is another each time.
template <class Event>
Event without_commitments(Event event) {
  std::visit(
      [](auto& e) {
        if constexpr (requires { e.content.commitment; }) e.content.commitment = {};
        if constexpr (requires { e.text.commitment; }) e.text.commitment = {};
        if constexpr (requires { e.attachment.content; }) e.attachment.content.commitment = {};
      },
      event);
  return event;
}
domain::access::Looked without_commitments(domain::access::Looked event) { return event; }

template <class Aggregate>
void expect_same_event(std::size_t at, const Reader& one, const Reader& other) {
  const auto& a = one.commit.events[at];
  const auto& b = other.commit.events[at];
  const auto decoded = Aggregate::decode(a.type, a.schema, a.payload, one.cipher);
  const auto other_decoded = Aggregate::decode(b.type, b.schema, b.payload, other.cipher);
  ASSERT_TRUE(decoded && other_decoded);
  EXPECT_TRUE(without_commitments(*decoded) == without_commitments(*other_decoded))
      << a.stream << " " << a.type;
}

struct Category {
  std::string_view prefix;
  void (*expect_same)(std::size_t, const Reader&, const Reader&);
};

template <class Aggregate>
constexpr Category category_of() {
  return {Aggregate::kCategory, expect_same_event<Aggregate>};
}

constexpr std::array kCategories{category_of<domain::orders::Order>(),
                                 category_of<domain::orders::ServiceRequest>(),
                                 category_of<domain::orders::Label>(),
                                 category_of<domain::orders::Numbering>(),
                                 category_of<domain::accounts::Person>(),
                                 category_of<domain::accounts::Account>(),
                                 category_of<domain::accounts::Application>(),
                                 category_of<domain::accounts::LegalEntity>(),
                                 category_of<domain::accounts::Profile>(),
                                 category_of<domain::files::File>(),
                                 category_of<domain::files::Content>(),
                                 category_of<domain::notifications::Notification>(),
                                 category_of<domain::mail::Draft>(),
                                 category_of<domain::mail::Message>(),
                                 category_of<domain::mail::Copy>(),
                                 category_of<domain::mail::Suspicion>(),
                                 category_of<domain::rights::ReadRights>(),
                                 category_of<domain::access::Access>()};

const Category& category_of(std::string_view stream) {
  for (const auto& category : kCategories)
    if (stream.starts_with(category.prefix)) return category;
  throw std::logic_error("a stream of no category: " + std::string(stream));
}

// Streams that are named by a pseudonym have another name under another keyring: their category is the same.
void expect_same(const Reader& one, const Reader& other) {
  EXPECT_EQ(one.commit.time, other.commit.time);
  EXPECT_EQ(one.commit.command, other.commit.command);
  EXPECT_EQ(one.commit.actor.person, other.commit.actor.person);
  EXPECT_EQ(one.commit.actor.account, other.commit.actor.account);
  EXPECT_EQ(one.commit.actor.means, other.commit.actor.means);
  ASSERT_EQ(one.commit.events.size(), other.commit.events.size());
  for (std::size_t at = 0; at < one.commit.events.size(); ++at) {
    EXPECT_EQ(one.commit.events[at].version, other.commit.events[at].version);
    const auto& category = category_of(one.commit.events[at].stream);
    ASSERT_EQ(category.prefix, category_of(other.commit.events[at].stream).prefix);
    category.expect_same(at, one, other);
  }
}

// One small story, told once and read by all tests.
class Demonstration : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    data_ = new ScratchDirectory();
    told_ = new Told(tell_small(data_->path()));
    node_ = new api::Node({data_->path(), {}, {}, {}});
    ASSERT_TRUE(backend().runner.wait_applied(backend().log.head(), std::chrono::seconds(60)));
  }
  static void TearDownTestSuite() {
    delete node_;
    delete told_;
    delete data_;
  }

  static const api::Backend& backend() { return node_->backend(); }

  static std::string pseudonym_of(std::string_view name) {
    const auto known = api::read_demo_people(data_->path() / api::kDemoPeopleFile);
    return api::person_pseudonym(backend(), std::ranges::find(known, name, &api::DemoPerson::name)->person);
  }

  // The account that the person owns, or that they use.
  static std::optional<domain::AccountId> account_of(std::string_view name,
                                                     people::Access access = people::Access::owner) {
    const auto found = people::find_person(backend().views, pseudonym_of(name));
    if (!found) return std::nullopt;
    for (const auto& row : rows(people::membership_list(), all_of(found->person.uuid, "since")))
      if (row.access == access) return row.account;
    return std::nullopt;
  }

  static std::vector<projections::mail::MailboxRow> mailbox_of(
      std::string_view name, people::Access access = people::Access::owner) {
    return rows(projections::mail::mailbox_list(), all_of(account_of(name, access)->uuid, "time"));
  }

  static projections::ListQuery all_of(const domain::Uuid& scope, std::string sort) {
    return {.scope = std::string(scope.view()), .sort = std::move(sort)};
  }

  template <class Row>
  static std::vector<Row> rows(const projections::List<Row>& list, const projections::ListQuery& query) {
    std::vector<Row> all;
    list.each(backend().views.snapshot(), query, [&](const Row& row) {
      all.push_back(row);
      return true;
    });
    return all;
  }

  static inline ScratchDirectory* data_ = nullptr;
  static inline Told* told_ = nullptr;
  static inline api::Node* node_ = nullptr;
};

TEST_F(Demonstration, IsTheSameForASeed) {
  const ScratchDirectory again;
  tell_small(again.path());
  const api::Node other({again.path(), {}, {}, {}});
  const auto& log = backend().log;
  ASSERT_EQ(log.head(), other.backend().log.head());
  for (eventstore::Position position = 1; position <= log.head() && !HasFailure(); ++position) {
    const auto one = log.read(position);
    const auto two = other.backend().log.read(position);
    expect_same({*one, backend().cipher}, {*two, other.backend().cipher});
  }
}

TEST_F(Demonstration, CountsItsCommits) {
  EXPECT_EQ(told_->commits, backend().log.head());
  EXPECT_GE(told_->commands.at("orders.register"), kOrders);
}

TEST_F(Demonstration, PeopleHaveCodesThatCheck) {
  const auto all = api::read_demo_people(data_->path() / api::kDemoPeopleFile);
  EXPECT_EQ(all.size(), 15u);
  for (const auto& person : all) EXPECT_TRUE(domain::parse_natural_person(person.person)) << person.person;
}

TEST_F(Demonstration, ORD_11_JanisHasAnOrderInEachStatus) {
  std::multiset<OrderStatus> statuses;
  for (const auto& row :
       rows(projections::orders::order_list(), all_of(account_of("Jānis Bērziņš")->uuid, "created")))
    statuses.insert(row.status);
  const std::multiset<OrderStatus> each{OrderStatus::application_processing,
                                        OrderStatus::terminated,
                                        OrderStatus::registered,
                                        OrderStatus::in_progress,
                                        OrderStatus::suspended,
                                        OrderStatus::ready,
                                        OrderStatus::completed};
  EXPECT_EQ(statuses, each);
}

TEST_F(Demonstration, ORD_03_LigaHasLabelledRequestsInEachStatus) {
  std::set<RequestStatus> statuses;
  std::set<std::string> labels;
  std::size_t linked = 0;
  for (const auto& row :
       rows(projections::orders::request_list(), all_of(account_of("Līga Kalniņa")->uuid, "created"))) {
    statuses.insert(row.status);
    if (row.sealed.label) labels.insert(*row.sealed.label);
    linked += row.orders.size();
  }
  EXPECT_EQ(statuses.size(), 4u);
  EXPECT_TRUE(labels.contains("Vasarnīca"));
  EXPECT_EQ(linked, 1u);
}

TEST_F(Demonstration, TheCoupleNeverOrdered) {
  const auto andris = account_of("Andris Ozols");
  EXPECT_TRUE(rows(projections::orders::order_list(), all_of(andris->uuid, "created")).empty());
  EXPECT_TRUE(rows(projections::orders::request_list(), all_of(andris->uuid, "created")).empty());
  EXPECT_FALSE(account_of("Ilze Ozola"));
}

TEST_F(Demonstration, ORD_01_TheCompanyHasTheOrdersThatWereAskedFor) {
  const auto company = account_of("Mārtiņš Liepa", people::Access::user);
  std::set<std::string> numbers;
  for (const auto& row : rows(projections::orders::order_list(), all_of(company->uuid, "created")))
    numbers.insert(row.number);
  EXPECT_EQ(numbers.size(), kOrders);
}

TEST_F(Demonstration, ORD_01_ApplicationsWereAcceptedRefusedAndStillWait) {
  std::set<people::ApplicationStatus> statuses;
  for (const auto& row : rows(people::application_list(), {.scope = {}, .sort = "submitted"}))
    statuses.insert(row.status);
  EXPECT_EQ(statuses.size(), 3u);
}

TEST_F(Demonstration, AUD_01_LooksByTheStaffAreOnRecord) {
  std::size_t looks = 0;
  for (const auto& row :
       rows(projections::audit::audit_list(), all_of(account_of("Jānis Bērziņš")->uuid, "time")))
    if (row.action == "orders.open" && row.means == "staff:VZD") ++looks;
  EXPECT_GE(looks, 1u);
}

TEST_F(Demonstration, MAIL_01_JanisHasSomethingInEveryFolder) {
  std::set<mail::Folder> in;
  for (const auto& row : mailbox_of("Jānis Bērziņš")) in.insert(row.folder);
  EXPECT_EQ(in.size(), 4u);
}

TEST_F(Demonstration, MAIL_13_NothingThatWasSentIsStillOnItsWay) {
  std::size_t sent = 0;
  for (const auto* name : {"Mārtiņš Liepa", "Agnese Jansone", "Zane Lapsa", "Uldis Freimanis"}) {
    for (const auto& row : mailbox_of(name, people::Access::user)) {
      if (row.kind != projections::mail::Kind::sent) continue;
      EXPECT_NE(row.sending_status, mail::SendingStatus::processing) << to_string(row.id);
      ++sent;
    }
  }
  EXPECT_GE(sent, kOrders / 4);
}

TEST_F(Demonstration, MAIL_13_SomeMessagesFailedForTheReasonsThatThereAre) {
  std::set<mail::FailureReason> reasons;
  for (const auto& row : mailbox_of("Jānis Bērziņš"))
    if (row.failure) reasons.insert(*row.failure);
  for (const auto* name : {"Zane Lapsa", "Agnese Jansone"}) {
    for (const auto& row : mailbox_of(name, people::Access::user))
      if (row.failure) reasons.insert(*row.failure);
  }
  const std::set<mail::FailureReason> expected{mail::FailureReason::not_allowed,
                                               mail::FailureReason::inactive,
                                               mail::FailureReason::recipient_unknown};
  EXPECT_EQ(reasons, expected);
}

TEST_F(Demonstration, MAIL_14_JanisReceivedMessagesInEveryDeliveryStatus) {
  std::set<mail::DeliveryStatus> statuses;
  for (const auto& row : mailbox_of("Jānis Bērziņš"))
    if (row.kind == projections::mail::Kind::received) statuses.insert(*row.delivery_status);
  EXPECT_EQ(statuses.size(), 4u);
}

TEST_F(Demonstration, MAIL_14_JanisHasAMessageThatHeHasNotOpened) {
  const auto janis = people::find_person(backend().views, pseudonym_of("Jānis Bērziņš"));
  const auto unread = projections::mail::unread_count(backend().views.snapshot(),
                                                      *account_of("Jānis Bērziņš"), janis->person);
  EXPECT_GE(unread, 1u);
}

TEST_F(Demonstration, SomeMessagesAnswerOthersAndSomeHaveAttachments) {
  const auto all = mailbox_of("Mārtiņš Liepa", people::Access::user);
  EXPECT_TRUE(std::ranges::any_of(all, [](const auto& row) { return row.thread.has_value(); }));
  EXPECT_TRUE(std::ranges::any_of(all, [](const auto& row) { return row.has_attachments; }));
}

TEST_F(Demonstration, MAIL_20_ASuspicionHasReachedTheAdministrator) {
  EXPECT_EQ(rows(projections::mail::suspicion_list(), {.scope = {}, .sort = "time"}).size(), 1u);
}

TEST_F(Demonstration, RGT_01_IneseReadsWhatJanisReceives) {
  const auto inese = people::find_person(backend().views, pseudonym_of("Inese Bērziņa"));
  EXPECT_EQ(people::accounts_to_read(backend().views.snapshot(), inese->person),
            std::vector{*account_of("Jānis Bērziņš")});
}

TEST_F(Demonstration, IsNotToldOverAnother) {
  const ScratchDirectory once;
  tell({once.path(), 0, 1, at_noon(*domain::parse_date("2026-11-01"))}, [](double) {});
  EXPECT_THROW(tell_small(once.path()), std::runtime_error);
}

}  // namespace

}  // namespace vesture::demonstration
