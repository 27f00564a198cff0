// Exports of the demonstration's beginning: whole, interrupted anywhere, killed anywhere, and taken along with the log.
#include <gtest/gtest.h>

#include <fstream>
#include <memory>

#include "eventstore/digits.hpp"
#include "projections/catalogue.hpp"
#include "projections/common/rebuild.hpp"
#include "replay/exports/run.hpp"
#include "replay/sqlite/database.hpp"
#include "tests/eventstore/scratch_directory.hpp"
#include "tests/replay/exported.hpp"
#include "tests/replay/told_demonstration.hpp"

namespace vesture::replay {
namespace {

namespace fs = std::filesystem;
using eventstore::Position;
using eventstore::ScratchDirectory;

constexpr Position kEnd = 60;  // of the history that these exports have: some hundred rows
constexpr Format kFormats[] = {Format::csv, Format::jsonl, Format::sqlite};

// Never told to stop.
const Exporting kToTheEnd{.go_on = [](const ExportState&) { return true; },
                          .building = [](Position, Position) { return true; }};

struct Killed {};

class ExportTest : public testing::Test {
 protected:
  static void SetUpTestSuite() { told_ = std::make_unique<ToldDemonstration>(); }
  static void TearDownTestSuite() { told_.reset(); }

  ExportOptions options(Format format, const std::string& name, Position at = kEnd) const {
    ExportOptions options;
    options.source.data = told_->data();
    options.source.at = std::to_string(at);
    options.format = format;
    options.to = scratch_.path() / name;
    return options;
  }
  static std::vector<TableShape> shapes(bool sealed = false) {
    return selected({std::string(kAll)}, sealed).shapes();
  }
  Exported rows(const ExportOptions& of) const {
    return exported_rows(of.format, of.to, shapes(), of.followed);
  }
  // What `work` says of the options, as of that position.
  template <class Work>
  static std::optional<ExportState> as_of(Position at, ExportOptions options, const Work& work) {
    options.source.at = std::to_string(at);
    return work(options, kToTheEnd);
  }

  static const ToldDemonstration& told() { return *told_; }
  const ScratchDirectory scratch_;

 private:
  static inline std::unique_ptr<ToldDemonstration> told_;
};

TEST_F(ExportTest, HasEveryCommitEventAndRow) {
  const auto made = options(Format::sqlite, "history.sqlite");
  const auto state = export_all(made, kToTheEnd);
  ASSERT_TRUE(state);
  EXPECT_EQ(state->position, kEnd);
  std::size_t events = 0;
  told().log_at(kEnd)->read_from(1, [&](const eventstore::Commit& commit) {
    events += commit.events.size();
    return true;
  });
  const auto found = rows(made);
  EXPECT_EQ(found.at("commits").size(), kEnd);
  EXPECT_EQ(found.at("events").size(), events);
  EXPECT_GE(found.at("orders").size(), 1U);
  EXPECT_GE(found.at("notifications").size(), 1U);
  EXPECT_FALSE(fs::exists(made.to.string() + ".views"));
}

TEST_F(ExportTest, ADatabaseSaysWhatItIsOf) {
  const auto made = options(Format::sqlite, "history.sqlite");
  export_all(made, kToTheEnd);
  const auto database = Database::open_to_ask(made.to);
  auto asked = database.prepare("SELECT position, chain, whole FROM vesture_export");
  ASSERT_TRUE(asked.step());
  EXPECT_EQ(asked.value(0), SqlValue(std::int64_t{kEnd}));
  EXPECT_EQ(asked.value(1), SqlValue(eventstore::hex_digits(told().log_at()->chain_at(kEnd))));
  EXPECT_EQ(asked.value(2), SqlValue(std::int64_t{1}));
  EXPECT_FALSE(asked.step());
}

TEST_F(ExportTest, FilesAreTheirOwnersAlone) {
  for (const auto format : kFormats) {
    const auto made = options(format, "private" + std::to_string(static_cast<int>(format)));
    export_all(made, kToTheEnd);
    std::vector<fs::path> files{made.to};
    if (format != Format::sqlite) files.assign(fs::directory_iterator(made.to), fs::directory_iterator());
    for (const auto& file : files)
      EXPECT_EQ(fs::status(file).permissions(), fs::perms::owner_read | fs::perms::owner_write) << file;
  }
  auto followed = options(Format::csv, "followed");
  followed.followed = true;
  export_new(followed, kToTheEnd);
  for (const fs::path& directory : {followed.to, fs::path(followed.to.string() + ".views")})
    EXPECT_EQ(fs::status(directory).permissions(), fs::perms::owner_all) << directory;
}

TEST_F(ExportTest, PersonalDataIsThereOnlyWhereItIsAskedFor) {
  const std::string name = "Bērziņš";  // of one who has an account
  const auto open = options(Format::csv, "open");
  export_all(open, kToTheEnd);
  EXPECT_EQ(exported_bytes(open.to).find(name), std::string::npos);
  auto sealed = options(Format::csv, "sealed");
  sealed.sealed = true;
  export_all(sealed, kToTheEnd);
  EXPECT_NE(exported_bytes(sealed.to).find(name), std::string::npos);
}

// Read as a view, with all the keys that there are: compression would hide it in the files.
TEST_F(ExportTest, NoPersonalDataIsInTheViewsBesideIt) {
  auto followed = options(Format::sqlite, "followed");
  followed.followed = true;
  followed.what = {"memberships"};
  export_new(followed, kToTheEnd);
  const fs::path views = followed.to.string() + ".views";
  EXPECT_EQ(fs::status(views).permissions(), fs::perms::owner_all);
  const auto sealed = selected(followed.what, true);
  const auto log = told().log_at(kEnd);
  const auto set = ViewSet::open_at_head(views, sealed, told().cipher(), *log);
  std::size_t rows = 0;
  const auto& columns = sealed.views.at(0).table().columns();
  sealed.views.at(0).table().each(set->snapshot(), "", [&](const projections::TableRow& row) {
    ++rows;
    for (std::size_t i = 0; i < columns.size(); ++i)
      EXPECT_TRUE(!columns[i].sealed || row.cells[i] == Cell()) << columns[i].name;
    return true;
  });
  EXPECT_GE(rows, 1U);
}

TEST_F(ExportTest, PersonalDataWithoutKeysIsRefused) {
  auto made = options(Format::csv, "sealed");
  made.sealed = true;
  made.source.master_key = scratch_.path() / "no-such-key";
  EXPECT_THROW(export_all(made, kToTheEnd), std::runtime_error);
}

TEST_F(ExportTest, WhatIsThereIsNotOverwritten) {
  const auto made = options(Format::sqlite, "history.sqlite");
  export_all(made, kToTheEnd);
  EXPECT_THROW(export_all(made, kToTheEnd), std::runtime_error);
}

// Exports of one small history, without the files' names: what can be done at every row of it.
class SmallExport : public ExportTest {
 protected:
  static constexpr int kMoreThanItsRows = 200;

  // True where it came to its end. Keeps after every third row.
  bool go(Format format, const fs::path& to, const GoOn& go_on) const {
    const auto target = open_target(format, to, selection_.shapes(), false);
    auto state = target->state().value_or(new_export(*log_, selection_, format, false));
    Exporter exporter(ExportSource{*log_, told().cipher(), views_.get()}, selection_, *target, 3);
    return exporter.finish(state, go_on);
  }
  Exported rows_in(Format format, const fs::path& to) const {
    return exported_rows(format, to, selection_.shapes(), false);
  }

  const std::unique_ptr<eventstore::Log> log_ = told().log_at(12);
  const Selection selection_ = selected({"commits", "orders", "audit"}, false);
  const std::unique_ptr<ViewSet> views_ = ViewSet::open_or_build(
      scratch_.path() / "views", selection_, told().cipher(), *log_, *log_, [](Position) { return true; });
  const fs::path whole_ = scratch_.path() / "whole";
  const fs::path disturbed_ = scratch_.path() / "disturbed";
};

TEST_F(SmallExport, InterruptedAtAnyRowItGoesOnToTheSameExport) {
  for (const auto format : kFormats) {
    ASSERT_TRUE(go(format, whole_, kToTheEnd.go_on));
    int k = 1;
    for (bool interrupted = true; interrupted && k < kMoreThanItsRows; ++k) {
      int row = 0;
      interrupted = !go(format, disturbed_, [&](const ExportState&) { return ++row < k; });
      ASSERT_TRUE(!interrupted || go(format, disturbed_, kToTheEnd.go_on));
      ASSERT_EQ(difference(rows_in(format, disturbed_), rows_in(format, whole_)), "") << "after row " << k;
      if (format != Format::sqlite) {
        ASSERT_TRUE(exported_bytes(disturbed_) == exported_bytes(whole_)) << "after row " << k;
      }
      fs::remove_all(disturbed_);
    }
    EXPECT_GT(k, 15);
    EXPECT_LT(k, kMoreThanItsRows);
    fs::remove_all(whole_);
  }
}

// Ends without keeping anything, as a killed process does, with rows on the disk that no state knows of.
TEST_F(SmallExport, KilledAtAnyRowItGoesOnToTheSameRows) {
  for (const auto format : kFormats) {
    ASSERT_TRUE(go(format, whole_, kToTheEnd.go_on));
    int k = 1;
    for (bool killed = true; killed && k < kMoreThanItsRows; ++k) {
      int row = 0;
      killed = false;
      try {
        go(format, disturbed_, [&](const ExportState&) { return ++row < k ? true : throw Killed(); });
      } catch (const Killed&) {
        killed = true;
      }
      ASSERT_TRUE(go(format, disturbed_, kToTheEnd.go_on));
      ASSERT_EQ(difference(rows_in(format, disturbed_), rows_in(format, whole_)), "")
          << "killed at row " << k;
      fs::remove_all(disturbed_);
    }
    EXPECT_GT(k, 15);
    EXPECT_LT(k, kMoreThanItsRows);
    fs::remove_all(whole_);
  }
}

TEST_F(ExportTest, InterruptedItHasNotItsNameYet) {
  const auto made = options(Format::sqlite, "history.sqlite");
  Exporting stopped = kToTheEnd;
  stopped.go_on = [](const ExportState&) { return false; };
  EXPECT_FALSE(export_all(made, stopped));
  EXPECT_FALSE(fs::exists(made.to));
  EXPECT_TRUE(export_all(made, kToTheEnd));
  EXPECT_TRUE(fs::exists(made.to));
  EXPECT_FALSE(fs::exists(made.to.string() + ".part"));
}

TEST_F(ExportTest, InterruptedWhileItsViewsAreBuiltItBeginsThemAnew) {
  const auto made = options(Format::csv, "orders", told().log_at()->head());
  Exporting stopped = kToTheEnd;
  stopped.building = [](Position, Position) { return false; };
  EXPECT_FALSE(export_all(made, stopped));
  EXPECT_TRUE(export_all(made, kToTheEnd));
}

TEST_F(ExportTest, ATornLastLineIsCutOff) {
  constexpr std::size_t kLongerThanTheRest = 1 << 20;  // so that nothing writes over its end
  const auto made = options(Format::csv, "torn");
  Exporting stopped = kToTheEnd;
  int row = 0;
  stopped.go_on = [&](const ExportState&) { return ++row < 10; };
  ASSERT_FALSE(export_all(made, stopped));
  std::ofstream(made.to.string() + ".part/commits.csv", std::ios::app)
      << "11,2026-01-0" << std::string(kLongerThanTheRest, 'x');
  ASSERT_TRUE(export_all(made, kToTheEnd));
  const auto whole = options(Format::csv, "whole");
  export_all(whole, kToTheEnd);
  EXPECT_TRUE(exported_bytes(made.to) == exported_bytes(whole.to));
}

TEST_F(ExportTest, AFileThatLostItsEndIsNotGoneOnWith) {
  const auto made = options(Format::csv, "short");
  Exporting stopped = kToTheEnd;
  int row = 0;
  stopped.go_on = [&](const ExportState&) { return ++row < 10; };
  ASSERT_FALSE(export_all(made, stopped));
  fs::resize_file(made.to.string() + ".part/commits.csv", 20);
  EXPECT_THROW(export_all(made, kToTheEnd), std::runtime_error);
}

TEST_F(ExportTest, GoesOnWithTheSameOptionsAlone) {
  const auto made = options(Format::csv, "other");
  Exporting stopped = kToTheEnd;
  stopped.go_on = [](const ExportState&) { return false; };
  ASSERT_FALSE(export_all(made, stopped));
  auto other = made;
  other.what = {"orders"};
  EXPECT_THROW(export_all(other, kToTheEnd), std::runtime_error);
  EXPECT_THROW(as_of(kEnd - 1, made, export_all), std::runtime_error);
  EXPECT_TRUE(export_all(made, kToTheEnd));
}

// What was begun is gone on with by the same command in the same format, or is left as it is.
TEST_F(ExportTest, ExportAndFollowDoNotGoOnWithEachOther) {
  Exporting stopped = kToTheEnd;
  stopped.go_on = [](const ExportState&) { return false; };
  for (const bool followed : {false, true}) {
    auto begun = options(Format::csv, followed ? "followed" : "exported");
    begun.followed = followed;
    ASSERT_FALSE(export_all(begun, stopped));
    const auto part = begun.to.string() + ".part";
    const auto before = exported_bytes(part);
    auto other = begun;
    other.followed = !followed;
    EXPECT_THROW(followed ? export_all(other, kToTheEnd) : export_new(other, kToTheEnd), std::runtime_error);
    for (const auto format : {Format::jsonl, Format::sqlite}) {
      other = begun;
      other.format = format;
      EXPECT_THROW(export_all(other, kToTheEnd), std::runtime_error);
    }
    EXPECT_TRUE(exported_bytes(part) == before);
    EXPECT_TRUE(export_all(begun, kToTheEnd));
  }
}

TEST_F(ExportTest, OtherFormatsAndTablesAreNotFollowedInOnePlace) {
  auto followed = options(Format::csv, "csv");
  followed.followed = true;
  export_new(followed, kToTheEnd);
  const auto before = exported_bytes(followed.to);
  auto other = followed;
  other.format = Format::jsonl;
  EXPECT_THROW(export_new(other, kToTheEnd), std::runtime_error);
  other = followed;
  other.what = {"orders"};
  EXPECT_THROW(export_new(other, kToTheEnd), std::runtime_error);
  EXPECT_TRUE(exported_bytes(followed.to) == before);
}

// Somebody else's files, wherever an export would write.
TEST_F(ExportTest, WhatIsSomebodyElsesStaysAsItIs) {
  const auto theirs_in = [](const fs::path& directory) {
    fs::create_directory(directory);
    fs::permissions(directory, fs::perms::owner_all | fs::perms::group_read);
    std::ofstream(directory / "orders.csv") << "theirs";
  };
  for (const std::string ending : {"", ".part", ".views"}) {
    auto made = options(Format::csv, "foreign" + ending);
    theirs_in(made.to);
    const auto directory = made.to;
    made.to = scratch_.path() / "foreign";
    made.followed = true;
    EXPECT_THROW(export_new(made, kToTheEnd), std::runtime_error) << ending;
    EXPECT_EQ(exported_bytes(directory), "orders.csv\ntheirs");
    EXPECT_EQ(fs::status(directory).permissions(), fs::perms::owner_all | fs::perms::group_read);
    for (const auto* const left : {"foreign", "foreign.part", "foreign.views"})
      fs::remove_all(scratch_.path() / left);
  }
  const auto database = options(Format::sqlite, "theirs.sqlite");
  Database::open(database.to).run("CREATE TABLE theirs (a)");
  EXPECT_THROW(export_new(database, kToTheEnd), std::runtime_error);
}

TEST_F(ExportTest, ViewsThatAreGivenToReadFromStay) {
  auto made = options(Format::jsonl, "from-views");
  const auto views = scratch_.path() / "rebuilt";
  {
    const auto log = told().log_at(kEnd);
    projections::rebuild(*log, projections::all_projections(told().cipher()),
                         *projections::ViewStore::open(views));
  }
  made.views = views;
  export_all(made, kToTheEnd);
  EXPECT_TRUE(fs::exists(views));
  fs::rename(views, made.to.string() + "2.views");
  made.views = made.to.string() + "2.views";
  made.to += "2";
  EXPECT_THROW(export_all(made, kToTheEnd), std::invalid_argument);
  EXPECT_TRUE(fs::exists(*made.views));
}

TEST_F(ExportTest, ASlashAtTheEndOfThePathChangesNothing) {
  auto made = options(Format::csv, "slash");
  made.to /= "";
  ASSERT_TRUE(export_all(made, kToTheEnd));
  EXPECT_TRUE(fs::exists(scratch_.path() / "slash" / "commits.csv"));
  EXPECT_FALSE(fs::exists(scratch_.path() / "slash" / ".part"));
}

TEST_F(ExportTest, NothingIsWrittenIntoWhatIsRead) {
  auto made = options(Format::csv, "inside");
  for (const auto& inside : {told().data(), told().data() / "export", told().data() / "log" / "x"}) {
    made.to = inside;
    EXPECT_THROW(export_new(made, kToTheEnd), std::invalid_argument) << inside;
  }
}

TEST_F(ExportTest, FollowingInStepsEqualsOneExport) {
  const Position end = told().log_at()->head();
  const Position steps[] = {1, 30, 31, end};
  for (const auto format : kFormats) {
    auto followed = options(format, "followed" + std::to_string(static_cast<int>(format)));
    followed.followed = true;
    for (const auto step : steps) {
      const auto state = as_of(step, followed, export_new);
      ASSERT_TRUE(state);
      EXPECT_EQ(state->position, step);
    }
    auto once = options(format, "once" + std::to_string(static_cast<int>(format)), end);
    export_all(once, kToTheEnd);
    EXPECT_EQ(difference(rows(followed), rows(once)), "");
  }
}

TEST_F(ExportTest, FollowingWhereNothingIsNewChangesNothing) {
  auto followed = options(Format::jsonl, "still");
  followed.followed = true;
  export_new(followed, kToTheEnd);
  const auto before = exported_bytes(followed.to);
  export_new(followed, kToTheEnd);
  EXPECT_EQ(exported_bytes(followed.to), before);
}

// The views are written before the rows are exported: a crash between the two leaves them a step ahead.
TEST_F(ExportTest, AStepThatWasNotExportedIsExportedOnce) {
  auto followed = options(Format::jsonl, "ahead", 30);
  followed.followed = true;
  export_new(followed, kToTheEnd);
  const auto selection = selected(followed.what, false);
  {
    const auto now = told().log_at(kEnd);
    const auto views = ViewSet::open_or_build(followed.to.string() + ".views", selection, told().cipher(),
                                              *now, *now, [](Position) { return true; });
    ASSERT_EQ(views->position(), 30U);
    views->step(*now, 5);
  }
  ASSERT_TRUE(as_of(kEnd, followed, export_new));
  auto undisturbed = options(Format::jsonl, "undisturbed", 30);
  undisturbed.followed = true;
  export_new(undisturbed, kToTheEnd);
  as_of(35, undisturbed, export_new);
  as_of(kEnd, undisturbed, export_new);
  EXPECT_TRUE(exported_bytes(followed.to) == exported_bytes(undisturbed.to));
}

TEST_F(ExportTest, ViewsThatFellBehindOrAreGoneCatchUp) {
  for (const bool gone : {false, true}) {
    auto followed = options(Format::sqlite, gone ? "gone" : "behind", 20);
    followed.followed = true;
    const fs::path views = followed.to.string() + ".views";
    export_new(followed, kToTheEnd);
    fs::copy(views, scratch_.path() / "older", fs::copy_options::recursive);
    as_of(40, followed, export_new);
    fs::remove_all(views);
    if (!gone) fs::rename(scratch_.path() / "older", views);
    fs::remove_all(scratch_.path() / "older");
    ASSERT_TRUE(as_of(kEnd, followed, export_new));
    auto once = options(Format::sqlite, gone ? "once-gone" : "once-behind");
    export_all(once, kToTheEnd);
    EXPECT_EQ(difference(rows(followed), rows(once)), "");
  }
}

TEST_F(ExportTest, AnotherHistoryIsNotFollowed) {
  auto followed = options(Format::sqlite, "mine");
  followed.followed = true;
  export_new(followed, kToTheEnd);
  const ToldDemonstration other;
  followed.source.data = other.data();
  EXPECT_THROW(as_of(kEnd + 1, followed, export_new), std::runtime_error);
}

TEST_F(ExportTest, TextFilesWithoutChangesAreNotFollowed) {
  auto exported = options(Format::csv, "plain");
  export_all(exported, kToTheEnd);
  exported.followed = true;
  EXPECT_THROW(as_of(kEnd + 1, exported, export_new), std::runtime_error);
}

}  // namespace
}  // namespace vesture::replay
