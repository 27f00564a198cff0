#include "eventstore/keyring.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <atomic>
#include <fstream>
#include <iterator>
#include <thread>

#include "eventstore/bytes.hpp"
#include "eventstore/keyring_file.hpp"
#include "tests/eventstore/scratch_directory.hpp"

namespace vesture::eventstore {
namespace {

namespace fs = std::filesystem;

constexpr Id16 kAnna{1};
constexpr Id16 kBerta{2};

struct KeyringTest : testing::Test {
  ScratchDirectory directory;
  fs::path ring = directory.path() / "keyring";
  fs::path master = directory.path() / "master.key";
  std::unique_ptr<Keyring> keys = Keyring::open(ring, master);

  void reopen() {
    keys.reset();
    keys = Keyring::open(ring, master);
  }
  std::string bytes() const {
    std::ifstream in(ring, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  void overwrite(const std::string& all) const {
    std::ofstream(ring, std::ios::binary | std::ios::trunc) << all;
  }
};

TEST_F(KeyringTest, OpenedToBeReadItOpensWhatWasSealedWhileItsOwnerGoesOn) {
  const std::string sealed = keys->seal(kAnna, "Account.label", "Mans konts");
  const auto before = bytes();
  const auto read = Keyring::open_to_read(ring, master);
  EXPECT_EQ(read->open(kAnna, "Account.label", as_bytes(sealed)), "Mans konts");
  EXPECT_EQ(read->pseudonym("person", "PNOLV-1"), keys->pseudonym("person", "PNOLV-1"));
  EXPECT_EQ(bytes(), before);
}

TEST_F(KeyringTest, OpenedToBeReadItMakesAndDestroysNothing) {
  keys->ensure(kAnna);
  const auto before = bytes();
  const auto read = Keyring::open_to_read(ring, master);
  EXPECT_THROW(read->ensure(kBerta), std::logic_error);
  EXPECT_THROW(read->seal(kBerta, "Account.label", "text"), std::logic_error);
  EXPECT_THROW(read->destroy(kAnna), std::logic_error);
  EXPECT_EQ(bytes(), before);
  EXPECT_EQ(read->state(kAnna), Keyring::KeyState::live);
}

TEST_F(KeyringTest, OpenedToBeReadItRefusesAnotherMasterKey) {
  keys.reset();
  const ScratchDirectory other;
  Keyring::open(other.path() / "keyring", other.path() / "master.key");
  EXPECT_THROW(Keyring::open_to_read(ring, other.path() / "master.key"), std::runtime_error);
}

TEST_F(KeyringTest, WhatIsSealedOpensAlsoAfterReopening) {
  const std::string sealed = keys->seal(kAnna, "Account.label", "Mans konts");
  EXPECT_EQ(sealed.size(), 12 + 10 + 16u);
  EXPECT_EQ(keys->open(kAnna, "Account.label", as_bytes(sealed)), "Mans konts");
  reopen();
  EXPECT_EQ(keys->state(kAnna), Keyring::KeyState::live);
  EXPECT_EQ(keys->open(kAnna, "Account.label", as_bytes(sealed)), "Mans konts");
}

TEST_F(KeyringTest, TheSameTextIsNeverSealedToTheSameBytes) {
  EXPECT_NE(keys->seal(kAnna, "c", "text"), keys->seal(kAnna, "c", "text"));
}

TEST_F(KeyringTest, AnotherFieldOrOwnerDoesNotOpenIt) {
  const std::string sealed = keys->seal(kAnna, "Account.label", "text");
  keys->ensure(kBerta);
  EXPECT_THROW(keys->open(kAnna, "Account.email", as_bytes(sealed)), Corruption);
  EXPECT_THROW(keys->open(kBerta, "Account.label", as_bytes(sealed)), Corruption);
  EXPECT_THROW(keys->open(Id16{3}, "Account.label", as_bytes(sealed)), Corruption);
}

TEST_F(KeyringTest, AFlippedOrShortenedFieldDoesNotOpen) {
  const std::string sealed = keys->seal(kAnna, "c", "text");
  for (std::size_t at = 0; at < sealed.size(); ++at) {
    std::string flipped = sealed;
    flipped[at] = static_cast<char>(flipped[at] ^ 1);
    EXPECT_THROW(keys->open(kAnna, "c", as_bytes(flipped)), Corruption);
    EXPECT_THROW(keys->open(kAnna, "c", as_bytes(sealed.substr(0, at))), Corruption);
  }
}

TEST_F(KeyringTest, ADestroyedKeyOpensNothingAndIsNeverMadeAgain) {
  const std::string sealed = keys->seal(kAnna, "c", "text");
  keys->destroy(kAnna);
  keys->destroy(kAnna);
  for (int opening = 0; opening < 2; ++opening) {
    EXPECT_EQ(keys->state(kAnna), Keyring::KeyState::destroyed);
    EXPECT_EQ(keys->open(kAnna, "c", as_bytes(sealed)), std::nullopt);
    EXPECT_THROW(keys->ensure(kAnna), std::logic_error);
    EXPECT_THROW(keys->seal(kAnna, "c", "text"), std::logic_error);
    reopen();
  }
}

TEST_F(KeyringTest, NothingOfADestroyedKeyStaysInTheFile) {
  keys->ensure(kAnna);
  keys->ensure(kBerta);
  const std::string before = bytes();
  const std::string wrapped = before.substr(kSlotBytes + 24, kWrappedBytes);
  ASSERT_NE(wrapped, std::string(kWrappedBytes, '\0'));
  keys->destroy(kAnna);
  const std::string after = bytes();
  EXPECT_EQ(after.size(), before.size());
  for (std::size_t at = 0; at + 8 <= wrapped.size(); ++at)
    EXPECT_EQ(after.find(wrapped.substr(at, 8)), std::string::npos);
  EXPECT_EQ(after.substr(2 * kSlotBytes), before.substr(2 * kSlotBytes));
}

TEST_F(KeyringTest, AnOwnerWithoutAKeyCanBeDestroyedBeforehand) {
  keys->destroy(kAnna);
  reopen();
  EXPECT_EQ(keys->state(kAnna), Keyring::KeyState::destroyed);
  EXPECT_EQ(keys->state(kBerta), Keyring::KeyState::none);
}

TEST_F(KeyringTest, AnotherMasterKeyOrNoneIsRefused) {
  keys.reset();
  const fs::path other = directory.path() / "other.key";
  Keyring::open(directory.path() / "other", other).reset();
  EXPECT_THROW(Keyring::open(ring, other), std::runtime_error);
  EXPECT_THROW(Keyring::open(ring, directory.path() / "missing.key"), std::runtime_error);
  EXPECT_NO_THROW(Keyring::open(ring, master));
}

TEST_F(KeyringTest, AMasterKeyThatOthersMayReadIsRefused) {
  keys.reset();
  fs::permissions(master, fs::perms::group_read, fs::perm_options::add);
  EXPECT_THROW(Keyring::open(ring, master), std::runtime_error);
}

TEST_F(KeyringTest, AKeyringThatOthersMayReadIsRefused) {
  keys.reset();
  fs::permissions(ring, fs::perms::others_read, fs::perm_options::add);
  EXPECT_THROW(Keyring::open(ring, master), std::runtime_error);
}

TEST_F(KeyringTest, AMasterKeyThatWasCutShortWhenItWasMadeIsMadeAgain) {
  keys.reset();
  fs::remove(ring);
  fs::remove(master);
  std::ofstream(master.string() + ".new") << "cut short";
  keys = Keyring::open(ring, master);
  EXPECT_EQ(fs::file_size(master), 32u);
  EXPECT_FALSE(fs::exists(master.string() + ".new"));
}

TEST_F(KeyringTest, AnAdoptedKeyIsTheOwnersFromThenOn) {
  const Secret key = Secret::random();
  keys->adopt(kAnna, key);
  EXPECT_THROW(keys->adopt(kAnna, key), std::logic_error);
  reopen();
  EXPECT_EQ(keys->subkey(kAnna, "purpose")->view(), subkey(key, "purpose").view());
  EXPECT_NE(keys->subkey(kAnna, "another")->view(), subkey(key, "purpose").view());
  keys->destroy(kAnna);
  EXPECT_FALSE(keys->subkey(kAnna, "purpose"));
  EXPECT_THROW(keys->adopt(kAnna, key), std::logic_error);
  EXPECT_FALSE(keys->subkey(kBerta, "purpose"));
}

TEST_F(KeyringTest, BothFilesAreTheOwnersAlone) {
  const auto owner_only = fs::perms::owner_read | fs::perms::owner_write;
  EXPECT_EQ(fs::status(ring).permissions(), owner_only);
  EXPECT_EQ(fs::status(master).permissions(), owner_only);
}

TEST_F(KeyringTest, TheSecondToOpenTheSameRingIsRefused) {
  EXPECT_THROW(Keyring::open(ring, master), std::runtime_error);
}

TEST_F(KeyringTest, ALastSlotThatWasNeverFinishedIsCutOff) {
  keys->ensure(kAnna);
  const std::string whole = bytes();
  keys->ensure(kBerta);
  const std::string with_berta = bytes();
  keys.reset();
  for (std::size_t written = 1; written <= kSlotBytes - 8; ++written) {
    const std::string torn = with_berta.substr(0, whole.size() + written);
    for (const std::string& found : {torn, torn + std::string(kSlotBytes - written, '\0')}) {
      overwrite(found);
      keys = Keyring::open(ring, master);
      EXPECT_EQ(keys->state(kAnna), Keyring::KeyState::live);
      EXPECT_EQ(keys->state(kBerta), Keyring::KeyState::none);
      EXPECT_EQ(bytes(), whole);
      keys.reset();
    }
  }
}

TEST_F(KeyringTest, AnyFlipInAFinishedSlotIsRefused) {
  keys->ensure(kAnna);
  const std::string whole = bytes();
  keys.reset();
  for (std::size_t at = 0; at < whole.size(); ++at) {
    std::string flipped = whole;
    flipped[at] = static_cast<char>(flipped[at] ^ 0x40);
    overwrite(flipped);
    EXPECT_THROW(Keyring::open(ring, master), std::runtime_error) << at;
  }
}

TEST_F(KeyringTest, ASlotGivenToAnotherOwnerDoesNotUnwrap) {
  keys->ensure(kAnna);
  keys.reset();
  {
    KeyringFile file(ring);
    Slot slot = file.slots()[1];
    slot.owner = kBerta;
    file.overwrite(1, slot);
  }
  EXPECT_THROW(Keyring::open(ring, master), Corruption);
}

TEST_F(KeyringTest, PseudonymsAreStableAndKeptApartByPurpose) {
  const std::string name = keys->pseudonym("label", "anna");
  EXPECT_EQ(name.size(), 64u);
  EXPECT_EQ(name.find_first_not_of("0123456789abcdef"), std::string::npos);
  EXPECT_NE(name, keys->pseudonym("email", "anna"));
  EXPECT_NE(name, keys->pseudonym("label", "berta"));
  EXPECT_NE(keys->derive("cursor"), keys->derive("token"));
  const Digest cursor = keys->derive("cursor");
  reopen();
  EXPECT_EQ(keys->pseudonym("label", "anna"), name);
  EXPECT_EQ(keys->derive("cursor"), cursor);
}

TEST_F(KeyringTest, ManyThreadsSealOpenMakeAndDestroyAtOnce) {
  constexpr int kThreads = 8;
  constexpr int kRounds = 50;
  std::atomic<int> opened = 0;
  {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < kThreads; ++thread)
      threads.emplace_back([&, thread] {
        for (int round = 0; round < kRounds; ++round) {
          const Id16 own{static_cast<std::uint8_t>(10 + thread), static_cast<std::uint8_t>(round)};
          const std::string shared = keys->seal(kAnna, "c", "shared");
          const std::string sealed = keys->seal(own, "c", "own");
          opened += keys->open(kAnna, "c", as_bytes(shared)) == "shared" ? 1 : 0;
          keys->destroy(own);
          opened += keys->open(own, "c", as_bytes(sealed)).has_value() ? 1 : 0;
        }
      });
  }
  EXPECT_EQ(opened, kThreads * kRounds);
  EXPECT_EQ(bytes().size(), kSlotBytes * (2 + kThreads * kRounds));
}

}  // namespace
}  // namespace vesture::eventstore
