#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <charconv>
#include <map>
#include <random>

#include "tests/eventstore/appends.hpp"
#include "tests/eventstore/scratch_directory.hpp"

namespace vesture::eventstore {
namespace {

constexpr int kKills = 60;

// The program kill_writer in a process of its own, with the end of its pipe.
class KillWriter {
 public:
  explicit KillWriter(const std::filesystem::path& directory) {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) throw std::system_error(errno, std::generic_category(), "pipe2");
    const std::string program = std::filesystem::read_symlink("/proc/self/exe").parent_path() / "kill_writer";
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    std::string path = directory.string();
    std::string name = program;
    char* arguments[] = {name.data(), path.data(), nullptr};
    const int error = ::posix_spawn(&pid_, program.c_str(), &actions, nullptr, arguments, environ);
    ::posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    out_ = ends[0];
    if (error != 0) throw std::system_error(error, std::generic_category(), program);
  }
  ~KillWriter() { ::close(out_); }
  KillWriter(const KillWriter&) = delete;
  KillWriter& operator=(const KillWriter&) = delete;

  // Reads until `bytes` have come, kills, and gives all that came, to the last whole line.
  std::string kill_after(std::size_t bytes) {
    std::string said;
    while (said.size() < bytes && read_more(said)) {
    }
    ::kill(pid_, SIGKILL);
    while (read_more(said)) {
    }
    int status = 0;
    ::waitpid(pid_, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status)) << "the writer ended by itself with status " << status;
    said.resize(said.rfind('\n') == std::string::npos ? 0 : said.rfind('\n') + 1);
    return said;
  }

 private:
  bool read_more(std::string& said) {
    char buffer[65'536];
    const auto got = ::read(out_, buffer, sizeof buffer);
    if (got > 0) said.append(buffer, static_cast<std::size_t>(got));
    return got > 0;
  }

  pid_t pid_ = 0;
  int out_ = -1;
};

using Acknowledgements = std::map<Position, std::string>;

void add_acknowledgements(Acknowledgements& all, std::string_view lines) {
  while (!lines.empty()) {
    const std::string_view line = lines.substr(0, lines.find('\n'));
    lines.remove_prefix(line.size() + 1);
    Position position = 0;
    const auto parsed = std::from_chars(line.data(), line.data() + line.size(), position);
    all.emplace(position, std::string(parsed.ptr + 1, line.data() + line.size()));
  }
}

// From `from` on, which is what the last kill may have harmed.
void expect_whole(const Log& log, Position from, const Acknowledgements& acknowledged) {
  ASSERT_GE(log.head(), acknowledged.rbegin()->first);
  Position next = from;
  log.read_from(from, [&](Commit&& commit) {
    EXPECT_EQ(commit.position, next++);
    EXPECT_EQ(commit.events.size(), 2u);
    const auto known = acknowledged.find(commit.position);
    for (const Event& event : commit.events) {
      if (known != acknowledged.end()) {
        EXPECT_EQ(text_of(event), known->second);
      }
    }
    return true;
  });
  EXPECT_EQ(next, log.head() + 1);
  EXPECT_EQ(log.version("all"), log.head());
}

TEST(KilledLog, HasEverythingThatWasAcknowledgedAfterEachOfManyKills) {
  const ScratchDirectory directory;
  std::mt19937 random(20'260'101);
  Acknowledgements acknowledged;
  Position checked = 0;
  for (int kill = 0; kill < kKills; ++kill) {
    KillWriter writer(directory.path());
    const std::size_t bytes = std::uniform_int_distribution<std::size_t>(1, 400'000)(random);
    add_acknowledgements(acknowledged, writer.kill_after(bytes));
    // Every other time the next writer recovers by itself.
    if (kill % 2 == 0) continue;
    const auto log = Log::open(directory.path());
    expect_whole(*log, checked + 1, acknowledged);
    checked = log->head();
  }
  expect_whole(*Log::open(directory.path()), 1, acknowledged);
}

}  // namespace
}  // namespace vesture::eventstore
