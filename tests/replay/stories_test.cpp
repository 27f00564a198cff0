// What diff and explain tell, over a small history made here: an order's life, its file's end, and what caused it.
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <fstream>
#include <sstream>

#include "domain/accounts/profile.hpp"
#include "domain/files/content.hpp"
#include "domain/files/file.hpp"
#include "domain/notifications/notification.hpp"
#include "domain/orders/order.hpp"
#include "projections/common/cipher_over.hpp"
#include "replay/diff.hpp"
#include "replay/explain.hpp"
#include "replay/exports/run.hpp"
#include "replay/stories/story_teller.hpp"
#include "tests/domain/aggregates.hpp"
#include "tests/eventstore/scratch_directory.hpp"
#include "tests/replay/command_line.hpp"
#include "tests/replay/exported.hpp"

namespace vesture::replay {
namespace {

namespace json = boost::json;
using domain::sample_id;
using domain::orders::Order;
using domain::orders::OrderStatus;
using eventstore::Position;

const auto kOrder = sample_id<domain::OrderId>(1);
const auto kAccount = sample_id<domain::AccountId>(2);
const auto kStranger = sample_id<domain::AccountId>(3);
const auto kClerk = sample_id<domain::PersonId>(5);
constexpr std::int64_t kDay = 24LL * 60 * 60 * 1'000'000;

// Commits one after the other, a day apart, by a clerk of VZD.
class History {
 public:
  History()
      : keyring_(eventstore::Keyring::open(scratch_.path() / "keyring", scratch_.path() / "master.key")),
        cipher_(projections::cipher_over(*keyring_)),
        log_(eventstore::Log::open(scratch_.path() / "log")) {}

  template <class Aggregate>
  eventstore::NewEvent event(typename Aggregate::Id id, const typename Aggregate::Event& event) const {
    auto encoded = Aggregate::encode(event, cipher_);
    return {Aggregate::stream(id), encoded.type, encoded.schema, encoded.payload};
  }
  Position commit(const std::string& command, std::vector<eventstore::NewEvent> events,
                  domain::AccountId account = kAccount, Position cause = 0) {
    eventstore::Append append;
    append.actor.person = kClerk.uuid.bytes;
    append.actor.account = account.uuid.bytes;
    append.actor.means = "staff:VZD";
    append.command = command;
    append.cause = cause;
    append.now = domain::kSampleTime.microseconds + kDay * static_cast<std::int64_t>(log_->head());
    append.events = std::move(events);
    return std::get<eventstore::Committed>(log_->append_and_wait(std::move(append))).position;
  }
  const eventstore::Log& log() const { return *log_; }
  std::string data() const { return scratch_.path().string(); }

 private:
  const eventstore::ScratchDirectory scratch_;
  std::unique_ptr<eventstore::Keyring> keyring_;
  domain::Cipher cipher_;
  std::unique_ptr<eventstore::Log> log_;
};

class StoriesTest : public testing::Test {
 protected:
  StoriesTest() {
    const auto orders = domain::samples<Order>();
    const auto files = domain::samples<domain::files::File>();
    registered_ = commit("orders.register", orders[0]);
    moved_ =
        commit("orders.move",
               domain::orders::PartMoved{
                   kOrder, kAccount, 1, OrderStatus::registered, OrderStatus::in_progress, "Steidzami", {}});
    attached_ =
        history_.commit("orders.submit_document",
                        {history_.event<domain::files::File>(sample_id<domain::FileId>(7), files[0])});
    expired_ = history_.commit("files.keep_retention",
                               {history_.event<domain::files::File>(sample_id<domain::FileId>(7), files[2])},
                               kAccount, attached_);
    elsewhere_ = history_.commit(
        "numbers.reserve",
        {history_.event<domain::orders::Numbering>({}, domain::samples<domain::orders::Numbering>()[0])},
        domain::AccountId{});
  }

  Position commit(const std::string& command, const domain::orders::OrderEvent& event) {
    return history_.commit(command, {history_.event<Order>(kOrder, event)});
  }
  std::string diff(std::vector<std::string> more, bool as_json = false) const {
    std::vector<std::string> words{"diff", "--data", history_.data(), "--account",
                                   domain::to_string(kAccount)};
    words.insert(words.end(), more.begin(), more.end());
    return said(add_diff, words, as_json);
  }
  json::object explain(Position position) const {
    const auto text = said(
        add_explain, {"explain", "--data", history_.data(), "--position", std::to_string(position)}, true);
    return json::parse(text).as_object();
  }
  std::string explained(Position position, const std::string& language) const {
    return said(add_explain, {"explain", "--data", history_.data(), "--position", std::to_string(position),
                              "--language", language});
  }

  // The status of part 1, once more.
  static domain::orders::OrderEvent moved_on() {
    return domain::orders::PartMoved{kOrder, kAccount, 1, OrderStatus::in_progress, OrderStatus::ready,
                                     {},     {}};
  }
  static domain::files::FileEvent another_file() {
    auto attached = std::get<domain::files::FileAttached>(domain::samples<domain::files::File>()[0]);
    attached.file = sample_id<domain::FileId>(8);
    return attached;
  }

  History history_;
  Position registered_ = 0;
  Position moved_ = 0;
  Position attached_ = 0;
  Position expired_ = 0;
  Position elsewhere_ = 0;
};

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST_F(StoriesTest, AStatusIsToldInWordsBeforeAndAfter) {
  const auto text = diff({"--from", std::to_string(registered_), "--to", std::to_string(moved_)});
  EXPECT_TRUE(
      has(text, "orders P-0000000001, part 1: changed\n    status: Order registered -> In progress\n"))
      << text;
  EXPECT_TRUE(has(text,
                  "Person 0190a1b2-c3d4-7ef5-8697-a8b9cadbec05, as staff of VZD: orders.move\n"
                  "    Order P-0000000001: the status of part 1 changed from “Order registered” to "
                  "“In progress”\n"))
      << text;
  EXPECT_FALSE(has(text, "added")) << text;
}

TEST_F(StoriesTest, InLatvianToo) {
  const auto text =
      diff({"--from", std::to_string(registered_), "--to", std::to_string(moved_), "--language", "lv"});
  EXPECT_TRUE(has(text, "status: Pasūtījums reģistrēts -> Izpildē\n")) << text;
  EXPECT_TRUE(
      has(text, "Pasūtījums P-0000000001: 1. daļas statuss mainīts no “Pasūtījums reģistrēts” uz “Izpildē”"))
      << text;
}

TEST_F(StoriesTest, WhatBeganIsAdded) {
  const auto text = diff({"--from", "0", "--to", std::to_string(moved_)});
  EXPECT_TRUE(has(text, "orders P-0000000001, part 1: added\n")) << text;
  EXPECT_TRUE(has(text, "orders P-0000000001, part 2: added\n")) << text;
}

TEST_F(StoriesTest, AnotherAccountIsNotTold) {
  history_.commit("profile.change",
                  {history_.event<domain::accounts::Profile>(
                      kStranger, domain::accounts::SettingsChanged{kStranger, 50, domain::Language::en, {}})},
                  kStranger);
  const auto theirs = said(add_diff, {"diff", "--data", history_.data(), "--account",
                                      domain::to_string(kStranger), "--from", "0"});
  EXPECT_TRUE(has(theirs, "page_size: 50")) << theirs;
  EXPECT_FALSE(has(theirs, "P-0000000001")) << theirs;
  EXPECT_FALSE(has(diff({"--from", "0"}), "page_size"));
}

TEST_F(StoriesTest, WhereNothingChangedItSaysSo) {
  const auto text = diff({"--from", std::to_string(expired_), "--to", std::to_string(elsewhere_)});
  EXPECT_TRUE(has(text, "to 5:\n  nothing\n")) << text;
}

TEST_F(StoriesTest, PersonalDataStaysOutOfTheStory) {
  EXPECT_FALSE(has(diff({"--from", "0"}), "Steidzami"));
  EXPECT_FALSE(has(diff({"--from", "0"}, true), "Steidzami"));
}

TEST_F(StoriesTest, MomentsTheWrongWayRoundAreRefused) {
  EXPECT_THROW(diff({"--from", "2", "--to", "1"}), std::invalid_argument);
  EXPECT_THROW(diff({"--from", "nonsense"}), std::invalid_argument);
}

TEST_F(StoriesTest, AsJsonEachChangeAndEachActIsALine) {
  std::istringstream lines(
      diff({"--from", std::to_string(registered_), "--to", std::to_string(moved_)}, true));
  std::string change;
  std::string act;
  ASSERT_TRUE(std::getline(lines, change) && std::getline(lines, act));
  EXPECT_EQ(json::parse(change).at_pointer("/columns/status/after").as_string(), "in_progress");
  EXPECT_EQ(json::parse(act).at("position").as_int64(), static_cast<std::int64_t>(moved_));
  EXPECT_FALSE(std::getline(lines, change));
}

TEST_F(StoriesTest, ACommitSaysWhatWasDecidedByWhichRule) {
  const auto story = explain(moved_);
  EXPECT_EQ(story.at("command").as_string(), "orders.move");
  EXPECT_EQ(story.at("account").as_string(), domain::to_string(kAccount));
  const auto& event = story.at("events").as_array().at(0).as_object();
  EXPECT_EQ(event.at("rules"), (json::array{"ORD-11"}));
  EXPECT_EQ(event.at("stream").as_string(), Order::stream(kOrder));
  EXPECT_EQ(event.at("version").as_int64(), 2);
}

TEST_F(StoriesTest, ACommitSaysWhatCausedItAndWhatItCaused) {
  EXPECT_EQ(explain(expired_).at("causes").as_array().at(0).at("position").as_int64(),
            static_cast<std::int64_t>(attached_));
  const auto cause = explain(attached_);
  EXPECT_TRUE(cause.at("causes").as_array().empty());
  EXPECT_EQ(cause.at("effects_count").as_int64(), 1);
  EXPECT_EQ(cause.at("effects").as_array().at(0).at("position").as_int64(),
            static_cast<std::int64_t>(expired_));
  EXPECT_EQ(explain(moved_).at("effects_count").as_int64(), 0);
}

TEST_F(StoriesTest, ACommitSaysWhichRowsItChanged) {
  const auto story = explain(moved_);
  bool order_changed = false;
  for (const auto& row : story.at("rows").as_array())
    if (row.at("table").as_string() == "orders") {
      order_changed = true;
      EXPECT_EQ(row.at("change").as_string(), "changed");
      EXPECT_EQ(json::value(row).at_pointer("/columns/status/before").as_string(), "registered");
      EXPECT_FALSE(row.at("columns").as_object().contains("number"));
    }
  EXPECT_TRUE(order_changed);
}

TEST_F(StoriesTest, ACommitOfNoAccountIsExplainedFromAllViews) {
  const auto raised = history_.commit(
      "files.warn", {history_.event<domain::files::File>(sample_id<domain::FileId>(8), another_file())},
      domain::AccountId{});
  const auto story = explain(raised);
  EXPECT_TRUE(story.at("account").is_null());
  bool is_on_the_agenda = false;
  for (const auto& row : story.at("rows").as_array())
    is_on_the_agenda |= row.at("table").as_string() == "agenda" && row.at("change").as_string() == "added";
  EXPECT_TRUE(is_on_the_agenda);
  EXPECT_TRUE(has(explained(elsewhere_, "en"), "numbers from 1001 on were reserved"));
}

TEST_F(StoriesTest, WhatTheLogHasDoesNotDriveTheTerminal) {
  const auto odd = history_.commit("orders.\x1b[2J\u202e", {history_.event<Order>(kOrder, moved_on())});
  for (const auto& text : {explained(odd, "en"), diff({"--from", std::to_string(odd - 1)})}) {
    EXPECT_TRUE(has(text, R"(orders.\x1b[2J\u{202e})")) << text;
    EXPECT_FALSE(has(text, "\x1b")) << text;
  }
}

using StoriesDeathTest = StoriesTest;

// A story that was not looked at to its end is none.
TEST_F(StoriesDeathTest, InterruptedTheyTellNothing) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(
      end_after_ctrl_c([&] {
        testing::internal::CaptureStdout();
        try {
          CLI::App app;
          replay::Run run;
          add_explain(app, run);
          app.parse("explain --data " + history_.data() + " --position 2");
          Terminal terminal(true);
          run(terminal);
        } catch (const std::exception& error) {
          throw std::runtime_error("[" + testing::internal::GetCapturedStdout() + "] " + error.what());
        }
      }),
      testing::ExitedWithCode(2), "^\\[\\] interrupted");
}

TEST_F(StoriesTest, ACommitSaysItsPlaceInTheTree) {
  const auto story = explain(moved_);
  const auto head = history_.log().head();
  EXPECT_EQ(story.at("leaf_index").as_int64(), static_cast<std::int64_t>(moved_) - 1);
  EXPECT_EQ(story.at("tree").at("size").as_int64(), static_cast<std::int64_t>(head));
}

// A file's deadline is on the agenda until the file expires.
TEST_F(StoriesTest, ARowThatIsGoneLeavesAFollowedExport) {
  const eventstore::ScratchDirectory scratch;
  const Exporting to_the_end{.go_on = [](const ExportState&) { return true; },
                             .building = [](Position, Position) { return true; }};
  for (const auto format : {Format::csv, Format::jsonl, Format::sqlite}) {
    ExportOptions options{.source = {history_.data(), {}, std::to_string(attached_)},
                          .what = {"agenda"},
                          .format = format,
                          .to = scratch.path() / std::to_string(static_cast<int>(format)),
                          .views = {},
                          .followed = true};
    const auto rows = [&] {
      return exported_rows(format, options.to, selected(options.what, false).shapes(), true)
          .at("agenda")
          .size();
    };
    ASSERT_TRUE(export_new(options, to_the_end));
    EXPECT_EQ(rows(), 1U);
    options.source.at = std::to_string(expired_);
    ASSERT_TRUE(export_new(options, to_the_end));
    EXPECT_EQ(rows(), 0U);
  }
}

TEST_F(StoriesTest, ACommitThatIsNotThereIsSaidToBeSo) { EXPECT_THROW(explain(99), std::out_of_range); }

TEST_F(StoriesTest, AFileIsToldOfByItsOrder) {
  EXPECT_TRUE(has(explained(attached_, "en"),
                  "Order P-0000000001: a file was attached (a document, application/pdf, "
                  "1048577 bytes), to be kept until"))
      << explained(attached_, "en");
  EXPECT_TRUE(has(explained(attached_, "lv"),
                  "Pasūtījums P-0000000001: pievienota datne (dokuments, application/pdf"));
}

}  // namespace
}  // namespace vesture::replay
