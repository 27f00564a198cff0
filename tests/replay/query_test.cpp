// Questions in SQL: what they may ask, and how they are answered.
#include "replay/query.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <fstream>
#include <regex>
#include <sstream>

#include "replay/exports/state.hpp"
#include "replay/sqlite/answer.hpp"
#include "replay/sqlite/database.hpp"
#include "tests/eventstore/scratch_directory.hpp"
#include "tests/replay/command_line.hpp"
#include "tests/replay/told_demonstration.hpp"

namespace vesture::replay {
namespace {

namespace fs = std::filesystem;
using Names = std::set<std::string>;

TEST(Question, SaysWhichTablesItReads) {
  EXPECT_EQ(tables_read("SELECT count(*) FROM orders", false), Names{"orders"});
  EXPECT_EQ(tables_read("SELECT number FROM service_requests JOIN audit USING (account_id)", false),
            (Names{"audit", "service-requests"}));
  EXPECT_EQ(
      tables_read("SELECT 1 WHERE EXISTS (SELECT 1 FROM people) OR 7 IN (SELECT part FROM orders)", false),
      (Names{"orders", "people"}));
  EXPECT_EQ(tables_read("SELECT type FROM events", false), Names{"commits"});
  EXPECT_EQ(tables_read("SELECT 1", false), Names{});
}

TEST(Question, OfAnUnknownTableOrColumnIsRefusedAtOnce) {
  EXPECT_THROW(tables_read("SELECT * FROM ordres", false), std::runtime_error);
  EXPECT_THROW(tables_read("SELECT colour FROM orders", false), std::runtime_error);
}

TEST(Question, MayNotAskForPersonalDataUnlessTold) {
  EXPECT_THROW(tables_read("SELECT label FROM service_requests", false), std::runtime_error);
  EXPECT_EQ(tables_read("SELECT label FROM service_requests", true), Names{"service-requests"});
}

class AskedDatabase : public testing::Test {
 protected:
  AskedDatabase() : file_(scratch_.path() / "asked.sqlite") {
    auto made = Database::open(file_);
    made.run("CREATE TABLE t (a TEXT, b INTEGER); INSERT INTO t VALUES ('one', 1), ('two', NULL)");
    asked_ = std::make_unique<Database>(Database::open_to_ask(file_));
    asked_->restrict_to_reading();
  }

  std::string answer(const std::string& sql, AnswerFormat format = AnswerFormat::json) {
    auto question = asked_->prepare(sql);
    std::string text;
    print_answer(question, format, [&](std::string_view line) { text.append(line).append("\n"); });
    return text;
  }

  const eventstore::ScratchDirectory scratch_;
  const fs::path file_;
  std::unique_ptr<Database> asked_;
};

TEST_F(AskedDatabase, IsReadAlone) {
  for (const std::string sql :
       {"INSERT INTO t VALUES ('x', 1)", "UPDATE t SET b = 0", "DELETE FROM t", "DROP TABLE t",
        "CREATE TABLE u (a)", "CREATE TEMP TABLE u (a)", "ATTACH '/tmp/x' AS x", "PRAGMA journal_mode = WAL",
        "VACUUM INTO '/tmp/x'", "BEGIN", "SELECT load_extension('/tmp/x')"})
    EXPECT_THROW(answer(sql), std::runtime_error) << sql;
  EXPECT_EQ(answer("SELECT count(*) AS n FROM t"), "{\"n\":2}\n");
}

TEST_F(AskedDatabase, TakesOneStatement) {
  EXPECT_THROW(answer("SELECT 1; SELECT 2"), std::invalid_argument);
  EXPECT_THROW(answer(""), std::invalid_argument);
  EXPECT_EQ(answer("SELECT 1 AS n; "), "{\"n\":1}\n");
}

TEST_F(AskedDatabase, TakesJsonApart) {
  EXPECT_EQ(answer(R"(SELECT value FROM json_each('[7]'))"), "{\"value\":7}\n");
}

TEST_F(AskedDatabase, AnswersInATable) {
  EXPECT_EQ(answer("SELECT a AS name, b FROM t UNION ALL SELECT 'Žagata', 300", AnswerFormat::table),
            "name    b\n"
            "------  ---\n"
            "one       1\n"
            "two\n"
            "Žagata  300\n");
}

TEST_F(AskedDatabase, AnswersInCsv) {
  EXPECT_EQ(answer("SELECT '=1+1' AS a, NULL AS b, 2.5 AS c", AnswerFormat::csv), "a,b,c\r\n'=1+1,,2.5\r\n");
}

TEST_F(AskedDatabase, WhatIsStoredDoesNotDriveTheTerminal) {
  EXPECT_EQ(answer("SELECT 'a' || char(27) || '[2J' || char(10) || 'b' AS x", AnswerFormat::table),
            "x\n-------------\na\\x1b[2J\\x0ab\n");
}

TEST_F(AskedDatabase, ColumnsOfOneNameAreToldApart) {
  EXPECT_EQ(answer("SELECT 1 AS n, 2 AS n, 3 AS n_2, 4 AS n"), "{\"n\":1,\"n_2\":2,\"n_2_2\":3,\"n_3\":4}\n");
}

TEST_F(AskedDatabase, ThatSomebodyElseWritesIsToBeAskedAgain) {
  auto other = Database::open(file_);
  other.run("BEGIN EXCLUSIVE");
  auto mine = Database::open(file_);
  auto waits = mine.prepare("PRAGMA busy_timeout");
  waits.step();
  EXPECT_GT(std::get<std::int64_t>(waits.value(0)), 1000);
  mine.run("PRAGMA busy_timeout = 0");
  EXPECT_THROW(mine.run("BEGIN IMMEDIATE"), DatabaseBusy);
  other.run("ROLLBACK");
  mine.run("BEGIN IMMEDIATE");
}

TEST_F(AskedDatabase, EndsWhenItIsToldTo) {
  asked_->end_when([] { return true; });
  EXPECT_THROW(answer("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"),
               std::runtime_error);
}

class QueryTest : public testing::Test {
 protected:
  static void SetUpTestSuite() { told_ = std::make_unique<ToldDemonstration>(); }
  static void TearDownTestSuite() { told_.reset(); }
  static std::string data() { return told_->data().string(); }
  static std::string examples() {
    CLI::App app;
    replay::Run run;
    add_query(app, run);
    return app.get_subcommand("query")->get_footer();
  }

  const eventstore::ScratchDirectory scratch_;

 private:
  static inline std::unique_ptr<ToldDemonstration> told_;
};

TEST_F(QueryTest, IsAskedOfTheViewsAsOfAMoment) {
  const std::string sql = "SELECT count(*) AS commits, max(position) AS last FROM commits";
  EXPECT_EQ(said(add_query, {"query", "--data", data(), "--at", "25", sql}, true),
            "{\"commits\":25,\"last\":25}\n");
}

TEST_F(QueryTest, SaysWhichTablesThereAre) {
  const auto tables = said(add_query, {"query", "--data", data(), "SELECT name FROM sqlite_master"}, true);
  for (const std::string name : {"orders", "service_requests", "events"})
    EXPECT_NE(tables.find("{\"name\":\"" + name + "\"}"), std::string::npos) << tables;
}

TEST_F(QueryTest, ItsHelpAsksWhatCanBeAnswered) {
  const auto help = examples();
  const std::regex question("\"(SELECT[^\"]*)\"");
  int questions = 0;
  for (std::sregex_iterator at(help.begin(), help.end(), question); at != std::sregex_iterator(); ++at) {
    EXPECT_NO_THROW(said(add_query, {"query", "--data", data(), (*at)[1]})) << (*at)[1];
    ++questions;
  }
  EXPECT_GE(questions, 4);
}

TEST_F(QueryTest, TheMedianInItsHelpIsTheMedian) {
  const std::string days =
      "SELECT julianday(status_changed) - julianday(created) AS days FROM orders WHERE status = 'ready'";
  const auto sorted = said(add_query, {"query", "--data", data(), days + " ORDER BY days"}, true);
  std::vector<double> all;
  std::istringstream lines(sorted);
  for (std::string line; std::getline(lines, line);)
    all.push_back(boost::json::parse(line).at("days").as_double());
  ASSERT_GE(all.size(), 2U);
  const auto help = examples();
  const auto begin = help.find("SELECT institution, avg(days)");
  const auto median =
      said(add_query, {"query", "--data", data(), help.substr(begin, help.find('"', begin) - begin)}, true);
  EXPECT_DOUBLE_EQ(boost::json::parse(median).at("median_days").as_double(),
                   (all[(all.size() - 1) / 2] + all[all.size() / 2]) / 2);
}

TEST_F(QueryTest, KeepsNoPersonalData) {
  const auto cache = scratch_.path() / "cache";
  EXPECT_THROW(said(add_query, {"query", "--data", data(), "--sealed", "--cache", cache.string(),
                                "SELECT label FROM service_requests"}),
               std::invalid_argument);
  EXPECT_FALSE(fs::exists(cache));
}

TEST_F(QueryTest, KeepsWhatItExportedByTheProgramThatDid) {
  const auto cache = scratch_.path() / "cache";
  said(add_query, {"query", "--data", data(), "--cache", cache.string(), "SELECT 1 FROM orders"});
  const auto file = fs::directory_iterator(cache)->path().filename().string();
  EXPECT_NE(file.find(fmt::format("-{}-{}-", kProgramVersion, kExportFormat)), std::string::npos) << file;
}

using QueryDeathTest = QueryTest;

TEST_F(QueryDeathTest, InterruptedItCannotTell) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(end_after_ctrl_c([] {
                said(add_query, {"query", "--data", data(), "SELECT count(*) FROM orders"}, true);
              }),
              testing::ExitedWithCode(2), "interrupted");
}

TEST_F(QueryTest, KeepsWhatItExportedForTheNextQuestion) {
  const auto cache = scratch_.path() / "cache";
  const std::vector<std::string> words{"query",   "--data",       data(),
                                       "--cache", cache.string(), "SELECT count(*) > 0 AS some FROM orders"};
  const auto first = said(add_query, words, true);
  const auto files = std::distance(fs::directory_iterator(cache), {});
  EXPECT_EQ(said(add_query, words, true), first);
  EXPECT_EQ(first, "{\"some\":1}\n");
  EXPECT_EQ(std::distance(fs::directory_iterator(cache), {}), files);
  EXPECT_EQ(files, 1);
}

}  // namespace
}  // namespace vesture::replay
