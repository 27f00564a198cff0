// kill -9 in the middle of building, comparing, swapping and dropping: what is there afterwards is one version,
// whole, and an upgrade goes on.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <random>
#include <set>
#include <system_error>

#include "projections/common/checkpoint.hpp"
#include "tests/eventstore/scratch_directory.hpp"
#include "tests/projections/killed_parcels.hpp"

namespace vesture::projections {
namespace {

namespace fs = std::filesystem;

constexpr int kKills = 40;
constexpr std::int64_t kParcels = 40;
// Letters of one upgrade, about: a commit applied each, a row compared each.
constexpr int kLettersOfAnUpgrade = 2 * static_cast<int>(kParcels) + 20;

// Runs the program kill_upgrade over the directory until it has said so many letters, and kills it.
std::string kill_after(const fs::path& directory, std::size_t letters) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) throw std::system_error(errno, std::generic_category(), "pipe2");
  std::string program = fs::read_symlink("/proc/self/exe").parent_path() / "kill_upgrade";
  std::string path = directory.string();
  char* arguments[] = {program.data(), path.data(), nullptr};
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  pid_t pid = 0;
  const int error = ::posix_spawn(&pid, program.c_str(), &actions, nullptr, arguments, environ);
  ::posix_spawn_file_actions_destroy(&actions);
  ::close(ends[1]);
  if (error != 0) throw std::system_error(error, std::generic_category(), program);

  std::string said;
  for (char letter = 0; said.size() < letters && ::read(ends[0], &letter, 1) == 1;) said += letter;
  ::kill(pid, SIGKILL);
  int status = 0;
  ::waitpid(pid, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status)) << "the program ended by itself with status " << status;
  ::close(ends[0]);
  return said;
}

void fill_log(const fs::path& directory) {
  const auto log = eventstore::Log::open(directory);
  for (std::int64_t number = 0; number < kParcels; ++number)
    log->append_and_wait(parcel_command(kKilledList, "put", killed_parcel(number)));
}

// What serves is whole up to its checkpoint, in one version; nothing lies under another but what is being built.
void expect_one_version(const ViewStore& store) {
  const auto serving = kept_checkpoint(store, Role::serving, kKilledList);
  const auto building = kept_checkpoint(store, Role::building, kKilledList);
  ASSERT_TRUE(serving || keys_under(store, kKilledList) == 0);
  if (!serving) return;
  std::set<std::uint32_t> allowed{serving->version};
  if (building) {
    EXPECT_EQ(building->version, serving->version + 1);
    EXPECT_LE(building->position, serving->position);
    allowed.insert(building->version);
  }
  const auto snapshot = store.snapshot();
  std::set<std::uint32_t> marked;
  for (std::uint32_t version = 0; version < 256; ++version) {
    const auto prefix =
        List<CountedParcel>(counted_declaration(kKilledList, static_cast<std::uint8_t>(version))).prefix();
    EXPECT_TRUE(allowed.contains(version) || keys_under(store, prefix) == 0) << "rows of version " << version;
    if (snapshot.get(Family::meta, serving_key(prefix))) marked.insert(version);
  }
  EXPECT_EQ(marked, std::set{serving->version});

  // A list that goes by the mark alone reads the version that serves.
  const auto list = killed_parcels(static_cast<std::uint8_t>(serving->version + 1), [] {});
  const auto page = list.page(snapshot, {.scope = "a", .sort = "created", .limit = 1'000});
  const auto applied = std::min<std::int64_t>(kParcels, static_cast<std::int64_t>(serving->position));
  ASSERT_EQ(static_cast<std::int64_t>(page.rows.size()), applied);
  for (std::int64_t number = 0; number < applied; ++number)
    EXPECT_EQ(page.rows[static_cast<std::size_t>(number)],
              killed_row(killed_parcel(number), serving->version));
}

TEST(KilledUpgrade, LeavesOneVersionWholeAndGoesOnAfterEachOfManyKills) {
  const eventstore::ScratchDirectory directory;
  fill_log(directory.path() / "log");
  std::mt19937 random(20'260'101);
  std::uint32_t served = 1;
  std::set<char> last_letters;
  for (int kill = 0; kill < kKills; ++kill) {
    const auto letters = std::uniform_int_distribution<std::size_t>(1, 2 * kLettersOfAnUpgrade)(random);
    last_letters.insert(kill_after(directory.path(), letters).back());
    const auto store = ViewStore::open(directory.path() / "views");
    expect_one_version(*store);
    const auto serving = kept_checkpoint(*store, Role::serving, kKilledList);
    if (!serving) continue;
    EXPECT_GE(serving->version, served);
    served = serving->version;
  }
  // Otherwise the kills have not met what this is about.
  EXPECT_EQ(last_letters, (std::set{'a', 'c', 's'}));
  EXPECT_GT(served, 5u);
}

}  // namespace
}  // namespace vesture::projections
