// Views of messages as auditors and analysts make them: rebuilt, of one account alone, at any moment; and who is told of
// what.
#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>

#include "domain/mail/suspicion.hpp"
#include "projections/accounts/directory.hpp"
#include "projections/audit/changes.hpp"
#include "projections/catalogue.hpp"
#include "projections/common/cipher_over.hpp"
#include "projections/common/rebuild.hpp"
#include "projections/common/runner.hpp"
#include "projections/common/view_difference.hpp"
#include "projections/history/account_rows.hpp"
#include "projections/history/account_views.hpp"
#include "projections/mail/suspicions.hpp"
#include "tests/projections/mail_history.hpp"

namespace vesture::projections {
namespace {

namespace dom = domain::mail;
using Strings = std::vector<std::string>;

constexpr auto kCompanyCode = "NTRLV-40003055532";
constexpr auto kInstitutionCode = "NTRLV-90000030432";
constexpr auto kPersonCode = "PNOLV-161175-19997";

// So little that rows and words are spilled again and again.
constexpr std::size_t kLittle = 32 << 10;
constexpr std::size_t kPlenty = 64 << 20;

// Everything that happens to messages, once at least.
class MailViewsTest : public testing::Test {
 protected:
  MailViewsTest() {
    const auto colleague = history_.add_user(company_);
    const auto draft = history_.write(
        institution_, {"Par robežām", "Kadastra lietas materiāli", {kCompanyCode, kPersonCode}});
    history_.attach(institution_, draft, "robežu plāns.pdf");
    const auto messages = history_.send(institution_, draft);
    history_.deliver(messages[0], company_, "SIA Zāle");
    history_.fail(messages[1], institution_, dom::FailureReason::inactive);
    history_.look(colleague, messages[0]);
    confirmed_ = confirm(messages[0]);
    const dom::Thread thread{dom::ThreadKind::reply, messages[0]};
    const auto answer =
        history_.send_one(company_, kInstitutionCode, {"Atb.: Par robežām", "Paldies", {}, thread});
    history_.deliver(answer, institution_, "Valsts zemes dienests");
    history_.remove(company_, dom::Side::received, messages[0]);
    history_.restore(company_, dom::Side::received, messages[0]);
    history_.remove(company_, dom::Side::received, messages[0]);
    history_.destroy(company_, dom::Side::received, messages[0]);
    destroyed_ = history_.log().head();
    history_.remove(company_, dom::Side::sent, answer);
    history_.write(person_, {"Melnraksts", "Nepabeigts", {}});
    const auto thrown_away = history_.write(person_, {"Lieks", "", {}});
    history_.decide<dom::Draft>(person_, thrown_away, dom::DestroyDraft{true});
    message_ = messages[0];
  }

  eventstore::Position confirm(domain::MessageId message) {
    history_.decide<dom::Message>(company_, message, dom::ConfirmReceipt{company_.person});
    return history_.log().head();
  }

  std::unique_ptr<ViewStore> rebuilt(const domain::Cipher& cipher, const Contents& contents,
                                     std::size_t memory = kPlenty) {
    auto store = ViewStore::open_in_memory();
    EXPECT_TRUE(rebuild(history_.log(), all_projections(cipher, contents), *store,
                        {.threads = 2, .commits_at_once = 4, .memory_bytes = memory}));
    return store;
  }
  std::unique_ptr<ViewStore> rebuilt() { return rebuilt(history_.cipher(), history_.contents()); }

  std::string first_difference(const ViewStore& one, const ViewStore& other,
                               std::initializer_list<Family> families) {
    std::vector<std::string> prefixes;
    for (const auto& projection : all_projections(history_.cipher()))
      for (auto& prefix : projection->prefixes()) prefixes.push_back(std::move(prefix));
    std::string found;
    for (const auto family : families)
      for_each_difference(one.snapshot(), other.snapshot(), family, prefixes,
                          [&](const KeyDifference& difference) {
                            found = std::string(difference.key);
                            return false;
                          });
    return found;
  }

  // The account's rows in every table, as JSON.
  static Strings rows_of(const std::vector<const Table*>& tables, const ViewSnapshot& views,
                         domain::AccountId account) {
    Strings rows;
    for (const auto* table : tables)
      if (history::has_rows_of_accounts(*table))
        history::each_row_of(*table, views, account, [&](const TableRow& row) {
          rows.push_back(table->name() + " " + boost::json::serialize(history::json_of(*table, row)));
          return true;
        });
    return rows;
  }

  // "kind id" of what the commit changed in the account.
  Strings told(const ViewStore& views, const Acting& who, eventstore::Position position) {
    Strings things;
    for (const auto& row : audit::changes_after(views.snapshot(), who.account, position - 1, 1))
      if (row.position == position)
        for (const auto& thing : row.things) things.push_back(thing.kind + " " + to_string(thing.id));
    return things;
  }

  MailHistory history_;
  const Acting company_ = history_.open_legal_entity("SIA Zāle", kCompanyCode);
  const Acting institution_ = history_.open_legal_entity("Valsts zemes dienests", kInstitutionCode);
  const Acting person_ = history_.open_person("Anna Bērziņa", kPersonCode);
  domain::MessageId message_;
  eventstore::Position confirmed_ = 0;
  eventstore::Position destroyed_ = 0;
};

TEST_F(MailViewsTest, AUD_06_RebuiltViewsAreThoseThatARunnerKeepsUp) {
  const auto live = ViewStore::open_in_memory();
  {
    Runner runner(history_.log(), *live, all_projections(history_.cipher(), history_.contents()));
    ASSERT_TRUE(runner.wait_applied(history_.log().head(), std::chrono::seconds(60)));
  }
  for (const auto memory : {kPlenty, kLittle})
    EXPECT_EQ(first_difference(*live, *rebuilt(history_.cipher(), history_.contents(), memory),
                               {Family::rows, Family::index, Family::sealed_rows, Family::sealed_index}),
              "");
}

TEST_F(MailViewsTest, AUD_06_OpenFamiliesAreTheSameWithoutKeysAndContents) {
  EXPECT_EQ(first_difference(*rebuilt(), *rebuilt(cipher_without_keys(), no_contents()),
                             {Family::rows, Family::index}),
            "");
}

TEST_F(MailViewsTest, AUD_05_OneAccountsViewsAreItsRowsOfTheWholeAtEveryPosition) {
  for (const auto& who : {company_, institution_, person_}) {
    history::AccountViews own(history_.log(), history_.cipher(), who.account,
                              history::found_in_log(history_.log(), who.account), history_.contents());
    const auto whole = ViewStore::open_in_memory();
    const auto projections = all_projections(history_.cipher(), history_.contents());
    history_.log().read_from(1, [&](eventstore::Commit&& commit) {
      ViewBatch batch(*whole);
      for (const auto& projection : projections) projection->apply(commit, batch);
      whole->write(batch);
      own.go_to(commit.position);
      EXPECT_EQ(rows_of(own.account_tables(), own.snapshot(), who.account),
                rows_of(history::tables_of(projections), whole->snapshot(), who.account))
          << commit.position;
      return !HasFailure();
    });
  }
}

TEST_F(MailViewsTest, AUD_05_TheCommitsOfAnAccountAreTheSameFromTheLogAndFromTheViews) {
  const auto store = rebuilt();
  const auto snapshot = store->snapshot();
  const auto positions = [&](const history::CommitsOf& commits, eventstore::Position after) {
    std::vector<eventstore::Position> all;
    commits(after, history_.log().head() - 1, [&](eventstore::Position position) {
      all.push_back(position);
      return true;
    });
    return all;
  };
  for (const auto& who : {company_, institution_, person_})
    for (const eventstore::Position after : {0, 7, 12}) {
      const auto in_log = positions(history::found_in_log(history_.log(), who.account), after);
      EXPECT_EQ(positions(history::found_in_views(snapshot, who.account), after), in_log);
      EXPECT_TRUE(after > 0 || in_log.size() > 1);
    }
}

TEST_F(MailViewsTest, MAIL_14_BothSidesAreToldOfAConfirmedReceipt) {
  const auto views = rebuilt();
  const Strings message{"message " + to_string(message_)};
  EXPECT_EQ(told(*views, company_, confirmed_), message);
  EXPECT_EQ(told(*views, institution_, confirmed_), message);
  EXPECT_EQ(told(*views, person_, confirmed_), Strings{});
}

TEST_F(MailViewsTest, MAIL_09_TheOtherSideIsNotToldWhatHappensToACopy) {
  const auto views = rebuilt();
  EXPECT_EQ(told(*views, company_, destroyed_), Strings{"message " + to_string(message_)});
  EXPECT_EQ(told(*views, institution_, destroyed_), Strings{});
  history_.act(company_, "test.let-go", [&](Unit& unit) {
    const auto draft = dom::submitted(unit.load<dom::Message>(message_))->draft;
    MailHistory::must_decide<dom::Draft>(unit, draft, dom::LetMessageGo{message_, "MAIL-09"});
  });
  EXPECT_EQ(told(*rebuilt(), institution_, history_.log().head()), Strings{});
}

Strings names_in_directory(const ViewStore& views, const std::string& words) {
  ListQuery query;
  query.sort = "name";
  if (!words.empty()) query.restrictions = {accounts::directory_rows_with(words)};
  Strings names;
  for (const auto& row : accounts::directory_list().page(views.snapshot(), query).rows)
    names.push_back(row.sealed.name);
  return names;
}

TEST_F(MailViewsTest, MAIL_24_LegalEntitiesAreFoundByNameOrNumberAndPeopleAreNot) {
  const auto views = rebuilt();
  EXPECT_EQ(names_in_directory(*views, ""), (Strings{"SIA Zāle", "Valsts zemes dienests"}));
  EXPECT_EQ(names_in_directory(*views, "ZALE"), Strings{"SIA Zāle"});
  EXPECT_EQ(names_in_directory(*views, "900000"), Strings{"Valsts zemes dienests"});
  EXPECT_EQ(names_in_directory(*views, "NTRLV-90000030432"), Strings{"Valsts zemes dienests"});
  EXPECT_EQ(names_in_directory(*views, "Anna"), Strings{});
  EXPECT_EQ(names_in_directory(*views, "161175"), Strings{});
}

TEST_F(MailViewsTest, MAIL_24_AnEAddressThatDoesNotWorkIsNotInTheDirectoryUntilItDoes) {
  using namespace domain::accounts;
  history_.decide<Account>(company_, company_.account, SwitchAccount{false, false});
  EXPECT_EQ(names_in_directory(*rebuilt(), ""), Strings{"Valsts zemes dienests"});
  EXPECT_EQ(names_in_directory(*rebuilt(), "zale"), Strings{});
  history_.decide<Account>(company_, company_.account, SwitchAccount{true, false});
  EXPECT_EQ(names_in_directory(*rebuilt(), "zale"), Strings{"SIA Zāle"});
  history_.decide<Account>(institution_, institution_.account, AnnulEAddress{AnnulledBecause::closure});
  EXPECT_EQ(names_in_directory(*rebuilt(), ""), Strings{"SIA Zāle"});
}

TEST_F(MailViewsTest, MAIL_20_SuspicionsAreListedByTimeAndKind) {
  const auto report = [&](dom::SuspicionKind kind, const std::string& description) {
    const auto id = history_.mint<domain::SuspicionId>();
    history_.decide<dom::Suspicion>(
        company_, id,
        dom::ReportSuspicion{id, company_.account, kind, message_, description, company_.person});
  };
  report(dom::SuspicionKind::malware_received, "Vīruss pielikumā");
  report(dom::SuspicionKind::unauthorised_access, "Sveša pieslēgšanās");
  const auto views = rebuilt();
  const auto descriptions = [&](ListQuery query) {
    query.sort = "time";
    query.descending = true;
    Strings all;
    for (const auto& row : mail::suspicion_list().page(views->snapshot(), query).rows)
      all.push_back(row.sealed.description.value_or("-"));
    return all;
  };
  EXPECT_EQ(descriptions({}), (Strings{"Sveša pieslēgšanās", "Vīruss pielikumā"}));
  ListQuery of_malware;
  of_malware.any_of["kind"] = {"malware_received"};
  EXPECT_EQ(descriptions(of_malware), Strings{"Vīruss pielikumā"});
}

}  // namespace
}  // namespace vesture::projections
