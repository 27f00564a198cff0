// What explain and diff tell of the demonstration's commits, beside the views of all as each commit changed them.
#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>
#include <memory>

#include "replay/diff.hpp"
#include "replay/exports/view_set.hpp"
#include "replay/stories/commit_story.hpp"
#include "tests/replay/command_line.hpp"
#include "tests/replay/told_demonstration.hpp"

namespace vesture::replay {
namespace {

using eventstore::Commit;
using eventstore::Position;

constexpr Position kCommits = 150;

class ToldCommitsTest : public testing::Test {
 protected:
  static void SetUpTestSuite() { told_ = std::make_unique<ToldDemonstration>(); }
  static void TearDownTestSuite() { told_.reset(); }
  static const ToldDemonstration& told() { return *told_; }
  static Source source() { return open_source({.data = told().data(), .master_key = {}, .at = ""}); }

 private:
  static inline std::unique_ptr<ToldDemonstration> told_;
};

using Changes = std::set<std::string>;

std::string text_of(const RowChange& change) {
  return boost::json::serialize(as_json(change, {domain::Language::en, true}));
}

// Views of all, taken along commit by commit.
class AllViews {
 public:
  AllViews(const Source& source, const std::filesystem::path& directory)
      : log_(*source.log),
        selection_(selected({std::string(kAll)}, true)),
        first_(eventstore::Log::open_to_read(source.data / "log", 1)),
        views_(ViewSet::open_or_build(directory, selection_, *source.cipher, *first_, *first_,
                                      [](Position) { return true; })) {}

  Changes changes_by_next() {
    const auto before = views_->snapshot();
    views_->step(log_, 1);
    const auto after = views_->snapshot();
    Changes changes;
    for (const auto& [view, id] : views_->last_step().rows) {
      const auto& table = selection_.views[view].table();
      const RowChange change{&table, table.find(before, id), table.find(after, id)};
      if (differs(change)) changes.insert(text_of(change));
    }
    return changes;
  }

 private:
  const eventstore::Log& log_;
  const Selection selection_;
  const std::unique_ptr<eventstore::Log> first_;
  const std::unique_ptr<ViewSet> views_;
};

TEST_F(ToldCommitsTest, EachCommitsRowsAreThoseThatTheViewsOfAllHaveOtherwise) {
  const eventstore::ScratchDirectory scratch;
  const auto from = source();
  AllViews all(from, scratch.path() / "views");
  std::size_t of_accounts = 0;
  for (Position position = 2; position <= kCommits; ++position) {
    const auto expected = all.changes_by_next();
    const auto commit = from.log->read(position);
    // Those of no account are told from the views of all as it is.
    if (domain::Uuid{commit->actor.account}.is_nil()) continue;
    Changes told;
    ASSERT_TRUE(each_row_changed_by(
        from, *commit, [&](const RowChange& change) { told.insert(text_of(change)); },
        [](Position) { return true; }));
    ASSERT_EQ(told, expected) << "commit " << position << ", " << commit->command;
    ++of_accounts;
  }
  EXPECT_GT(of_accounts, 50U);
}

// The application was handed in before there was an account.
TEST_F(ToldCommitsTest, WhatOthersBeganIsToldAsChanged) {
  const auto from = source();
  std::string told;
  from.log->read_from(1, [&](const Commit& commit) {
    if (commit.command != "accounts.accept_application") return true;
    told = said(add_diff, {"diff", "--data", from.data.string(), "--account",
                           to_string(domain::Uuid{commit.actor.account}), "--from",
                           std::to_string(commit.position - 1), "--to", std::to_string(commit.position)});
    return false;
  });
  EXPECT_NE(told.find("status: submitted -> accepted\n"), std::string::npos) << told;
}

}  // namespace
}  // namespace vesture::replay
