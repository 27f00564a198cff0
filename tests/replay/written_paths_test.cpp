// What a command may write to: never what it reads.
#include <gtest/gtest.h>

#include <fstream>

#include "eventstore/directories.hpp"
#include "replay/backup.hpp"
#include "replay/rebuild.hpp"
#include "replay/source.hpp"
#include "replay/tiles.hpp"
#include "tests/eventstore/scratch_directory.hpp"
#include "tests/replay/command_line.hpp"

namespace vesture::replay {
namespace {

namespace fs = std::filesystem;

struct WrittenPaths : ::testing::Test {
  WrittenPaths() {
    fs::create_directories(data / "log");
    fs::create_directory_symlink(data, scratch.path() / "link");
  }

  std::vector<std::string> refused() const {
    const auto root = scratch.path();
    return {data, data / "",          data / "views", data / "a" / ".." / ".." / "data" / "",
            root, root / "link" / "x"};
  }

  eventstore::ScratchDirectory scratch;
  const fs::path data = scratch.path() / "data";
};

TEST_F(WrittenPaths, AreApartFromTheDataDirectory) {
  for (const auto& path : refused())
    EXPECT_THROW(eventstore::require_apart(data, path), std::invalid_argument) << path;
  for (const auto* path : {"beside", "data2", "beside/", "data.views", "beside/data"})
    EXPECT_NO_THROW(eventstore::require_apart(data, scratch.path() / path)) << path;
}

TEST_F(WrittenPaths, AreAbsoluteWithoutASlashAtTheEnd) {
  EXPECT_EQ(eventstore::absolute_directory("march/"), fs::current_path() / "march");
  EXPECT_EQ(eventstore::absolute_directory("/a/./b/../march//"), "/a/march");
  EXPECT_EQ(eventstore::absolute_directory("/"), "/");
}

TEST_F(WrittenPaths, AreRefusedByEveryCommandBeforeItWrites) {
  for (const auto& path : refused()) {
    EXPECT_THROW(run_command(add_rebuild, {"rebuild", "--data", data, "--into", path}),
                 std::invalid_argument);
    EXPECT_THROW(run_command(add_tiles, {"tiles", "--data", data, "--to", path}), std::invalid_argument);
    EXPECT_THROW(run_command(add_backup, {"backup", "--data", data, "--to", path}), std::invalid_argument);
  }
  EXPECT_TRUE(fs::is_empty(data / "log"));
  EXPECT_FALSE(fs::exists(data / "views"));
}

}  // namespace
}  // namespace vesture::replay
