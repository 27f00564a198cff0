#include "replay/show.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "projections/catalogue.hpp"
#include "projections/common/rebuild.hpp"
#include "projections/history/account_rows.hpp"
#include "tests/replay/command_line.hpp"
#include "tests/replay/told_demonstration.hpp"

namespace vesture::replay {
namespace {

namespace bj = boost::json;
namespace history = projections::history;

class ShowTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { told_ = std::make_unique<ToldDemonstration>(); }
  static void TearDownTestSuite() { told_.reset(); }

  static const ToldDemonstration& told() { return *told_; }
  static Source source_at(const std::string& at = "") {
    return open_source({.data = told().data(), .master_key = {}, .at = at});
  }
  static domain::AccountId someone() { return *told().accounts().begin(); }

 private:
  static inline std::unique_ptr<ToldDemonstration> told_;
};

TEST_F(ShowTest, AUD_05_EveryViewHasTheAccountsRowsAsItHadThemThen) {
  const auto at = std::to_string(told().log_at()->head() / 2);
  const auto source = source_at(at);
  const auto projections = projections::all_projections(told().cipher(), contents_of(source));
  const auto all = projections::ViewStore::open_in_memory();
  ASSERT_TRUE(projections::rebuild(*source.log, projections, *all));
  std::size_t compared = 0;
  for (const auto* table : history::tables_of(projections)) {
    if (!history::has_rows_of_accounts(*table)) continue;
    for (const auto& account : told().accounts()) {
      Rows expected;
      history::each_row_of(*table, all->snapshot(), account, [&](const auto& row) {
        expected.push_back(history::json_of(*table, row));
        return true;
      });
      EXPECT_EQ(rows_in_view(source, to_string(account), table->name()), expected) << table->name();
      compared += expected.size();
    }
  }
  EXPECT_GT(compared, 100U);
}

TEST_F(ShowTest, TheViewsOfAnAccountAreListedWithTheirRows) {
  const auto source = source_at();
  const auto account = to_string(someone());
  for (const auto& view : rows_in_each_view(source, account)) {
    const auto name = std::string(view.at("view").as_string());
    EXPECT_EQ(view.at("rows").to_number<std::size_t>(), rows_in_view(source, account, name).size()) << name;
  }
}

TEST_F(ShowTest, AStreamIsToldUpToTheMoment) {
  const auto stream = "account-" + to_string(someone());
  const auto whole = events_of_stream(source_at(), stream, true);
  ASSERT_FALSE(whole.empty());
  EXPECT_EQ(whole.front().at("type"), "accounts.AccountOpened");
  EXPECT_EQ(whole.front().at("version"), 1);
  EXPECT_TRUE(whole.front().at("fields").is_object());
  const auto opened = whole.front().at("position").to_number<std::uint64_t>();
  EXPECT_TRUE(events_of_stream(source_at(std::to_string(opened - 1)), stream, false).empty());
  EXPECT_FALSE(events_of_stream(source_at(std::to_string(opened)), stream, false).front().contains("fields"));
}

TEST_F(ShowTest, WhatIsNoAccountOrNoViewIsSaidSo) {
  const auto source = source_at();
  EXPECT_THROW(rows_in_view(source, "PNOLV-320000-00001", "orders"), std::invalid_argument);
  EXPECT_THROW(rows_in_view(source, to_string(someone()), "institution-orders"), std::invalid_argument);
}

TEST_F(ShowTest, WhatWasNotThereThenIsSaidSo) {
  const auto show = [](std::vector<std::string> of, const std::string& at) {
    std::vector<std::string> words{"show", "--data", told().data(), "--at", at};
    words.insert(words.end(), of.begin(), of.end());
    return said(add_show, words);
  };
  const auto account = to_string(someone());
  const auto opened = events_of_stream(source_at(), "account-" + account, false);
  const auto since = opened.front().at("position").to_number<std::uint64_t>();
  for (const auto& of : std::vector<std::vector<std::string>>{{"--account", account},
                                                              {"--account", account, "--view", "orders"},
                                                              {"--stream", "account-" + account}}) {
    EXPECT_THROW(show(of, std::to_string(since - 1)), std::invalid_argument);
    EXPECT_NE(show(of, std::to_string(since)), "");
  }
  EXPECT_TRUE(show({"--account", account, "--view", "orders"}, std::to_string(since)).starts_with("order,"));
}

TEST_F(ShowTest, ATokenGoesOverTheWireOnlyWhereNobodyElseReadsIt) {
  const auto file = told().data().parent_path() / "token";
  std::ofstream(file) << "secret\n";
  const auto ask = [&](const std::string& url) {
    return said(add_show, {"show", "--url", url, "--token-file", file, "--account", "a", "--view", "orders"});
  };
  EXPECT_THROW(ask("http://portal.invalid"), std::invalid_argument);
  EXPECT_THROW(ask("http://127.0.0.1.portal.invalid"), std::invalid_argument);
  EXPECT_THROW(ask("http://127.0.0.1:1"), std::runtime_error);  // nobody answers
}

TEST(RowsOnTerminal, StandInColumnsAsWideAsTheirWidestText) {
  const Rows rows{{{"name", "Bērziņa"}, {"n", 1}}, {{"name", "Ia"}, {"n", nullptr}}};
  EXPECT_EQ(aligned(rows),
            "name     n\n"
            "Bērziņa  1\n"
            "Ia       \n");
  EXPECT_EQ(aligned({}), "");
  EXPECT_EQ(aligned({}, {"name", "n"}), "name  n\n");
}

TEST(RowsOnTerminal, AreCsvInAPipe) {
  const Rows rows{{{"name", "a, \"b\""}, {"links", bj::array{1}}}, {{"name", nullptr}, {"links", "=1"}}};
  EXPECT_EQ(as_csv(rows),
            "name,links\r\n"
            "\"a, \"\"b\"\"\",[1]\r\n"
            ",'=1\r\n");
  EXPECT_EQ(as_csv({}, {"name", "links"}), "name,links\r\n");
}

}  // namespace
}  // namespace vesture::replay
