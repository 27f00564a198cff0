// A log that is opened to be read: as it stood at a position, and without a trace in the directory.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>

#include "tests/eventstore/appends.hpp"
#include "tests/eventstore/scratch_directory.hpp"

namespace vesture::eventstore {
namespace {

namespace fs = std::filesystem;

std::map<fs::path, fs::file_time_type> files_below(const fs::path& directory) {
  std::map<fs::path, fs::file_time_type> files;
  for (const auto& entry : fs::recursive_directory_iterator(directory))
    files.emplace(entry.path(), entry.last_write_time());
  return files;
}

struct LogReadTest : testing::Test {
  ScratchDirectory directory;

  void write(std::initializer_list<std::pair<const char*, const char*>> events) const {
    const auto log = Log::open(directory.path());
    for (const auto& [stream, payload] : events) log->append_and_wait(append_to(stream, payload));
  }
};

TEST_F(LogReadTest, ShowsStreamsAsTheyStoodAtThePosition) {
  write({{"a", "1"}, {"b", "2"}, {"a", "3"}, {"a", "4"}});
  const auto then = Log::open_to_read(directory.path(), 3);
  EXPECT_EQ(then->head(), 3u);
  EXPECT_EQ(then->version("a"), 2u);
  EXPECT_EQ(then->version("b"), 1u);
  EXPECT_EQ(texts(*then, "a"), (std::vector<std::string>{"1", "3"}));
  EXPECT_FALSE(then->read(4).has_value());
  EXPECT_EQ(all_lines(*then).size(), 3u);
}

TEST_F(LogReadTest, BeforeTheFirstCommitNothingIsThere) {
  write({{"a", "1"}});
  const auto then = Log::open_to_read(directory.path(), 0);
  EXPECT_EQ(then->head(), 0u);
  EXPECT_EQ(then->version("a"), 0u);
  EXPECT_TRUE(texts(*then, "a").empty());
}

TEST_F(LogReadTest, IsAsItIsFoundWhereNoPositionIsGiven) {
  write({{"a", "1"}, {"a", "2"}});
  EXPECT_EQ(Log::open_to_read(directory.path())->head(), 2u);
}

TEST_F(LogReadTest, APositionBeyondTheLastCommitIsRefused) {
  write({{"a", "1"}});
  EXPECT_THROW(Log::open_to_read(directory.path(), 2), std::out_of_range);
}

TEST_F(LogReadTest, LeavesNoTraceInTheDirectory) {
  write({{"a", "1"}, {"b", "2"}});
  const auto before = files_below(directory.path());
  {
    const auto log = Log::open_to_read(directory.path());
    EXPECT_EQ(all_lines(*log).size(), 2u);
  }
  EXPECT_EQ(files_below(directory.path()), before);
}

TEST_F(LogReadTest, TakesNothing) {
  write({{"a", "1"}});
  const auto log = Log::open_to_read(directory.path());
  EXPECT_TRUE(std::holds_alternative<Failed>(log->append_and_wait(append_to("a", "2"))));
  EXPECT_TRUE(log->failure().has_value());
}

TEST_F(LogReadTest, StandsStillWhileAnotherWrites) {
  const auto written = Log::open(directory.path());
  written->append_and_wait(append_to("a", "1"));
  const auto read = Log::open_to_read(directory.path());
  written->append_and_wait(append_to("a", "2"));
  EXPECT_EQ(read->head(), 1u);
  EXPECT_EQ(texts(*read, "a"), std::vector<std::string>{"1"});
  EXPECT_EQ(Log::open_to_read(directory.path())->head(), 2u);
}

TEST_F(LogReadTest, TellsASubscriberItsHeadOnce) {
  write({{"a", "1"}});
  const auto log = Log::open_to_read(directory.path());
  std::vector<Position> told;
  const auto subscription = log->subscribe([&](Position head) { told.push_back(head); });
  EXPECT_EQ(told, std::vector<Position>{1});
}

RC_GTEST_PROP(LogRead, AtEachPositionIsWhatTheLogHadThere, ()) {
  const auto streams =
      *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>("a", "b", "c"));
  const ScratchDirectory directory;
  std::vector<std::vector<Line>> had;
  {
    const auto log = Log::open(directory.path());
    had.push_back(all_lines(*log));
    for (const auto& stream : streams) {
      log->append_and_wait(append_to(stream, "x"));
      had.push_back(all_lines(*log));
    }
  }
  for (Position at = 0; at < had.size(); ++at) {
    const auto then = Log::open_to_read(directory.path(), at);
    RC_ASSERT(all_lines(*then) == had[at]);
    for (const auto* stream : {"a", "b", "c"}) {
      const auto expected = std::ranges::count(had[at], std::string(stream), &Line::stream);
      RC_ASSERT(then->version(stream) == static_cast<Version>(expected));
      RC_ASSERT(texts(*then, stream).size() == static_cast<std::size_t>(expected));
    }
  }
}

}  // namespace
}  // namespace vesture::eventstore
