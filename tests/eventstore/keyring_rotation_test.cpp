// Another master key takes the first one's place; a process that is killed before any of its system calls leaves a ring
// that opens.
#include <gtest/gtest.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <map>

#include "eventstore/bytes.hpp"
#include "eventstore/keyring_file.hpp"
#include "tests/eventstore/traces.hpp"
#include "tests/eventstore/vault_fixture.hpp"

namespace vesture::eventstore {
namespace {

namespace fs = std::filesystem;

constexpr Id16 kAnna{1};
constexpr Id16 kBerta{2};

struct Rotation : testing::Test {
  ScratchDirectory directory;
  fs::path ring = directory.path() / "keyring";
  fs::path first = directory.path() / "first.key";
  fs::path second = directory.path() / "second.key";
  std::string sealed;
  std::string pseudonym;

  void SetUp() override {
    const auto keys = Keyring::open(ring, first);
    sealed = keys->seal(kAnna, "c", "text");
    keys->ensure(kBerta);
    keys->destroy(kBerta);
    pseudonym = keys->pseudonym("label", "anna");
  }

  std::vector<std::string> wrapped_keys() const {
    const KeyringFile file(ring);
    std::vector<std::string> wrapped;
    for (const Slot& slot : file.slots())
      if (slot.state != SlotState::destroyed) wrapped.push_back(slot.wrapped);
    return wrapped;
  }

  void expect_as_before(const Keyring& keys) const {
    EXPECT_EQ(keys.open(kAnna, "c", as_bytes(sealed)), "text");
    EXPECT_EQ(keys.state(kBerta), Keyring::KeyState::destroyed);
    EXPECT_EQ(keys.pseudonym("label", "anna"), pseudonym);
  }
};

TEST_F(Rotation, OpensWhatWasSealedUnderTheNewMasterKeyAlone) {
  expect_as_before(*Keyring::open(ring, second, first));
  expect_as_before(*Keyring::open(ring, second));
  EXPECT_THROW(Keyring::open(ring, first), std::runtime_error);
}

TEST_F(Rotation, TakesAMasterKeyThatIsThereAlready) {
  const fs::path other = directory.path() / "other";
  Keyring::open(other, second).reset();
  expect_as_before(*Keyring::open(ring, second, first));
  EXPECT_NO_THROW(Keyring::open(other, second));
}

TEST_F(Rotation, DoneTwiceChangesNothingMore) {
  Keyring::open(ring, second, first).reset();
  const auto wrapped = wrapped_keys();
  fs::remove(first);
  expect_as_before(*Keyring::open(ring, second, first));
  EXPECT_EQ(wrapped_keys(), wrapped);
}

TEST_F(Rotation, LeavesNoKeyAsThePreviousMasterWrappedIt) {
  const auto before = wrapped_keys();
  EXPECT_EQ(raw_traces(directory.path(), before).size(), before.size());
  // Another name for the file that is replaced: what it held is overwritten, not just unlinked.
  fs::create_hard_link(ring, directory.path() / "watched");
  Keyring::open(ring, second, first).reset();
  EXPECT_EQ(raw_traces(directory.path(), before), Traces{});
  EXPECT_EQ(wrapped_keys().size(), before.size());
}

TEST_F(Rotation, AMasterKeyThatIsNeitherIsRefusedAndMakesNone) {
  const fs::path third = directory.path() / "third.key";
  Keyring::open(directory.path() / "other", third).reset();
  EXPECT_THROW(Keyring::open(ring, second, third), std::runtime_error);
  EXPECT_FALSE(fs::exists(second));
  expect_as_before(*Keyring::open(ring, first));
}

TEST_F(Rotation, IsRefusedWhileTheRingIsOpen) {
  const auto keys = Keyring::open(ring, first);
  EXPECT_THROW(Keyring::open(ring, second, first), std::runtime_error);
  EXPECT_FALSE(fs::exists(second));
}

TEST_F(Rotation, DestroysInTheNewFileAfterwards) {
  Keyring::open(ring, second, first)->destroy(kAnna);
  EXPECT_EQ(wrapped_keys().size(), 1u);
}

// Runs it in a process of its own, which is killed before it enters the system call of that number. Gives whether
// there were so many.
bool killed_before(int call, const auto& run) {
  const pid_t child = ::fork();
  if (child == 0) {
    ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
    ::raise(SIGSTOP);
    try {
      run();
    } catch (...) {
      ::_exit(1);
    }
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  // Each call stops twice: when it is entered and when it returns.
  for (int stop = 0; stop <= 2 * call; ++stop) {
    ::ptrace(PTRACE_SYSCALL, child, nullptr, nullptr);
    ::waitpid(child, &status, 0);
    if (WIFEXITED(status)) {
      EXPECT_EQ(WEXITSTATUS(status), 0);
      return false;
    }
  }
  ::kill(child, SIGKILL);
  ::waitpid(child, &status, 0);
  return true;
}

using Files = std::map<std::string, std::string>;  // names from the directory on

Files files_in(const fs::path& directory) {
  Files files;
  for (const auto& entry : fs::recursive_directory_iterator(directory)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    files[fs::relative(entry.path(), directory)] = {std::istreambuf_iterator<char>(in), {}};
  }
  return files;
}

void restore(const fs::path& directory, const Files& files) {
  for (const auto& entry : fs::directory_iterator(directory)) fs::remove(entry.path());
  for (const auto& [name, bytes] : files) {
    std::ofstream(directory / name, std::ios::binary) << bytes;
    fs::permissions(directory / name, fs::perms::owner_read | fs::perms::owner_write);
  }
}

TEST_F(Rotation, KilledBeforeAnySystemCallIsTakenUpAgain) {
  const auto before = wrapped_keys();
  const Files files = files_in(directory.path());
  const auto rotate = [&] { Keyring::open(ring, second, first).reset(); };
  int by_first = 0;
  int by_second = 0;
  for (int call = 0; killed_before(call, rotate); ++call) {
    const bool is_by_second = wrapped_keys() != before;
    ++(is_by_second ? by_second : by_first);
    expect_as_before(*Keyring::open(ring, is_by_second ? second : first));
    rotate();
    expect_as_before(*Keyring::open(ring, second));
    EXPECT_EQ(raw_traces(directory.path(), before), Traces{}) << "killed before call " << call;
    EXPECT_EQ(files_in(directory.path()).size(), 3u) << "killed before call " << call;
    restore(directory.path(), files);
  }
  EXPECT_GT(by_first, 10);
  EXPECT_GT(by_second, 3);
}

TEST_F(VaultTest, ContentStaysAsItIsWhenTheMasterKeyIsRotated) {
  constexpr ContentId kDeed{1};
  const std::string deed = noise(2 * kChunkBytes);
  put(kDeed, deed);
  close();
  const Files files = files_in(vault_directory);
  const fs::path second = directory.path() / "second.key";
  Keyring::open(ring, second, master).reset();
  EXPECT_EQ(files_in(vault_directory), files);
  master = second;
  reopen();
  EXPECT_EQ(get(kDeed), deed);
}

}  // namespace
}  // namespace vesture::eventstore
