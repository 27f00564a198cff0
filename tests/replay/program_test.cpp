// The program itself, as a script calls it: what it exits with, and what it leaves.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "projections/accounts/people.hpp"
#include "projections/common/view_store.hpp"
#include "tests/eventstore/killed_program.hpp"
#include "tests/replay/told_demonstration.hpp"

namespace vesture::replay {
namespace {

namespace fs = std::filesystem;
using eventstore::KilledProgram;

constexpr const char* kProgram = "../replay/vesture-replay";

// How many of those who may use accounts have a name in these views.
std::size_t names_in(const fs::path& directory) {
  const auto store = projections::ViewStore::open_to_read(directory);
  const auto views = store->snapshot();
  std::size_t names = 0;
  for (auto at = projections::accounts::membership_list().served_rows_by_id(views); at->valid(); at->next())
    names += !projections::accounts::membership_list().find(views, at->id())->sealed.name.empty();
  return names;
}

class Program : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { told_ = std::make_unique<ToldDemonstration>(); }
  static void TearDownTestSuite() { told_.reset(); }

  static int exits(std::vector<std::string> words) {
    return KilledProgram(kProgram, std::move(words)).exit_status();
  }
  static std::string data() { return told_->data(); }
  static std::string account() { return to_string(*told_->accounts().begin()); }
  static fs::path beside(const std::string& name) { return told_->data().parent_path() / name; }

 private:
  static inline std::unique_ptr<ToldDemonstration> told_;
};

TEST_F(Program, ExitsWithZeroForWhatWasDoneOrHolds) {
  EXPECT_EQ(exits({"show", "--data", data(), "--account", account()}), 0);
  EXPECT_EQ(exits({"tiles", "--data", data(), "--to", beside("tiles")}), 0);
  EXPECT_EQ(exits({"--help"}), 0);
}

TEST_F(Program, ExitsWithOneForWhatDoesNotHold) {
  const auto copy = beside("forged");
  fs::copy(data(), copy, fs::copy_options::recursive);
  std::fstream checkpoint(copy / "log" / "checkpoint");
  checkpoint.put('#');
  checkpoint.close();
  EXPECT_EQ(exits({"tiles", "--data", copy, "--to", beside("forged-tiles")}), 1);
}

TEST_F(Program, ExitsWithTwoForWhatItCannotTell) {
  EXPECT_EQ(exits({"show", "--data", data(), "--account", "0190a1b2-0000-7000-8000-000000000000"}), 2);
  EXPECT_EQ(exits({"show", "--data", data(), "--account", account(), "--at", "2099-12-31"}), 2);
  EXPECT_EQ(exits({"show", "--data", data(), "--account", account(), "--at", "999999999"}), 2);
  EXPECT_EQ(exits({"rebuild", "--data", data(), "--into", data() + "/views/"}), 2);
  EXPECT_EQ(exits({"show", "--no-such-option"}), 2);
}

TEST_F(Program, LeavesNoViewsBehindWhereItsTerminalIsClosed) {
  const auto temporary = beside("temporary");
  fs::create_directory(temporary);
  ::setenv("TMPDIR", temporary.c_str(), 1);
  KilledProgram serving(kProgram, {"serve", "--data", data(), "--dev", "--port", "0"});
  ::unsetenv("TMPDIR");
  EXPECT_TRUE(serving.line().starts_with("serving position"));
  EXPECT_FALSE(fs::is_empty(temporary));
  serving.send(SIGHUP);
  EXPECT_EQ(serving.exit_status(), 0);
  EXPECT_TRUE(fs::is_empty(temporary));
}

// Of a reader that goes away in the middle the end is an error, not a signal: the last line that it says finds nobody.
TEST_F(Program, DoesNotDieOfAReaderThatHasGone) {
  int status = 0;
  {
    KilledProgram showing(kProgram, {"--json", "show", "--data", data(), "--account", account()});
    showing.stop_reading();
    status = showing.exit_status();
  }
  EXPECT_NE(status, -1) << "ended by SIGPIPE";
}

// Personal data is written for its owner alone, and only where it was asked for.
TEST_F(Program, RebuildsViewsForTheirOwnerAloneAndWithoutPersonalData) {
  EXPECT_EQ(exits({"rebuild", "--data", data(), "--into", beside("views")}), 0);
  EXPECT_EQ(fs::status(beside("views")).permissions(), fs::perms::owner_all);
  EXPECT_EQ(exits({"rebuild", "--data", data(), "--into", beside("sealed"), "--sealed"}), 0);
  EXPECT_EQ(names_in(beside("views")), 0U);
  EXPECT_GT(names_in(beside("sealed")), 3U);
}

}  // namespace
}  // namespace vesture::replay
