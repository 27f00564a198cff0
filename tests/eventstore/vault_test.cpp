#include "eventstore/vault/vault.hpp"

#include "eventstore/crypto.hpp"
#include "tests/eventstore/vault_fixture.hpp"

namespace vesture::eventstore {
namespace {

constexpr ContentId kDeed{1};
constexpr ContentId kPlan{2};

TEST_F(VaultTest, WhatIsFinishedReadsBackAlsoAfterReopening) {
  const std::vector<std::size_t> sizes{0, 1, kChunkBytes - 1, kChunkBytes, kChunkBytes + 1, 5 * kChunkBytes};
  for (std::size_t i = 0; i < sizes.size(); ++i)
    put(ContentId{static_cast<std::uint8_t>(i)}, noise(sizes[i], i));
  for (int opening = 0; opening < 2; ++opening) {
    for (std::size_t i = 0; i < sizes.size(); ++i)
      EXPECT_EQ(get(ContentId{static_cast<std::uint8_t>(i)}), noise(sizes[i], i)) << sizes[i];
    reopen();
  }
}

TEST_F(VaultTest, FactsAreTheSameWhenWrittenAndWhenRead) {
  const std::string bytes = noise(2 * kChunkBytes + 7);
  const ContentFacts facts = put(kDeed, bytes);
  EXPECT_EQ(facts.size, bytes.size());
  EXPECT_EQ(facts.sha256, sha256({bytes}));
  reopen();
  EXPECT_EQ(vault->read(kDeed)->facts(), facts);
}

TEST_F(VaultTest, ACommitmentIsTheContentsOwn) {
  const ContentFacts deed = put(kDeed, "yes");
  const ContentFacts plan = put(kPlan, "yes");
  EXPECT_EQ(deed.sha256, plan.sha256);
  EXPECT_NE(deed.commitment, plan.commitment);
  EXPECT_NE(deed.commitment, deed.sha256);
}

TEST_F(VaultTest, ReadsFromAnyOffsetToTheEnd) {
  const std::string bytes = noise(3 * kChunkBytes);
  put(kDeed, bytes);
  const auto reader = vault->read(kDeed);
  for (const std::size_t offset :
       {2 * kChunkBytes, std::size_t{0}, kChunkBytes - 1, kChunkBytes, bytes.size()}) {
    reader->seek(offset);
    EXPECT_EQ(rest_of(*reader), bytes.substr(offset)) << offset;
  }
  EXPECT_THROW(reader->seek(bytes.size() + 1), std::out_of_range);
}

TEST_F(VaultTest, OneReadGivesAtMostAChunk) {
  put(kDeed, noise(2 * kChunkBytes));
  const auto reader = vault->read(kDeed);
  EXPECT_EQ(reader->read().size(), kChunkBytes);
}

TEST_F(VaultTest, WhatIsNotThereIsNotRead) { EXPECT_EQ(vault->read(kDeed), nullptr); }

TEST_F(VaultTest, AContentIsCreatedOnce) {
  const auto writer = vault->create(kDeed);
  EXPECT_THROW(vault->create(kDeed), std::logic_error);
  writer->finish();
  EXPECT_THROW(vault->create(kDeed), std::logic_error);
  vault->destroy(kDeed);
  EXPECT_THROW(vault->create(kDeed), std::logic_error);
}

TEST_F(VaultTest, NothingIsWrittenToWhatIsFinished) {
  const auto writer = vault->create(kDeed);
  writer->finish();
  EXPECT_THROW(writer->write("more"), std::logic_error);
  EXPECT_THROW(writer->finish(), std::logic_error);
}

TEST_F(VaultTest, AContentThatIsNotFinishedIsNotReadAndGoesWithItsWriter) {
  for (const std::size_t size : {std::size_t{10}, 3 * kChunkBytes}) {
    const ContentId content{static_cast<std::uint8_t>(size)};
    {
      const auto writer = vault->create(content);
      writer->write(noise(size));
      EXPECT_EQ(vault->read(content), nullptr);
    }
    EXPECT_EQ(vault->unkept(), std::vector<ContentId>{});
    EXPECT_FALSE(vault->destroy(content));
    EXPECT_EQ(keys->state(content), Keyring::KeyState::none);
  }
}

TEST_F(VaultTest, UnkeptNamesWhatIsFinishedUntilItIsKeptOrDestroyed) {
  put(kDeed, "deed");
  put(kPlan, noise(2 * kChunkBytes));
  EXPECT_EQ(vault->unkept(), (std::vector{kDeed, kPlan}));
  vault->keep(kDeed);
  vault->keep(kDeed);
  reopen();
  EXPECT_EQ(vault->unkept(), std::vector{kPlan});
  vault->destroy(kPlan);
  EXPECT_EQ(vault->unkept(), std::vector<ContentId>{});
  EXPECT_EQ(get(kDeed), "deed");
}

TEST_F(VaultTest, UnkeptNamesAnUploadBeforeAnyOfItsChunksIsThere) {
  const auto writer = vault->create(kDeed);
  writer->write(noise(2 * kChunkBytes));
  EXPECT_EQ(vault->unkept(), std::vector{kDeed});
}

TEST_F(VaultTest, OnlyWhatIsWholeIsKept) {
  EXPECT_THROW(vault->keep(kDeed), std::logic_error);
  const auto writer = vault->create(kDeed);
  writer->write(noise(2 * kChunkBytes));
  EXPECT_THROW(vault->keep(kDeed), std::logic_error);
}

TEST_F(VaultTest, WhatIsDestroyedIsNotReadAndNothingElseIsTouched) {
  put(kDeed, "deed");
  put(kPlan, "plan");
  vault->keep(kDeed);
  EXPECT_TRUE(vault->destroy(kDeed));
  EXPECT_FALSE(vault->destroy(kDeed));
  for (int opening = 0; opening < 2; ++opening) {
    EXPECT_EQ(vault->read(kDeed), nullptr);
    EXPECT_THROW(vault->keep(kDeed), std::logic_error);
    EXPECT_EQ(get(kPlan), "plan");
    vault->reclaim();
    reopen();
  }
}

TEST_F(VaultTest, AReaderMeetsTheDestructionAtItsNextRead) {
  put(kDeed, noise(2 * kChunkBytes));
  const auto reader = vault->read(kDeed);
  reader->read();
  vault->destroy(kDeed);
  EXPECT_THROW(reader->read(), ContentGone);
}

TEST_F(VaultTest, AWriterMeetsTheDestructionAtItsNextChunkOrItsFinish) {
  {
    const auto deed = vault->create(kDeed);
    const auto plan = vault->create(kPlan);
    deed->write(noise(2 * kChunkBytes));
    plan->write("plan");
    EXPECT_TRUE(vault->destroy(kDeed));
    EXPECT_TRUE(vault->destroy(kPlan));
    EXPECT_THROW(deed->write(noise(2 * kChunkBytes)), ContentGone);
    EXPECT_THROW(plan->finish(), ContentGone);
  }
  EXPECT_EQ(vault->unkept(), std::vector<ContentId>{});
  EXPECT_EQ(vault->read(kDeed), nullptr);
}

TEST_F(VaultTest, AnotherKeyringDoesNotReadIt) {
  put(kDeed, "deed");
  close();
  std::filesystem::remove(ring);
  std::filesystem::remove(master);
  reopen();
  EXPECT_EQ(vault->read(kDeed), nullptr);
  EXPECT_EQ(vault->unkept(), std::vector{kDeed});
}

TEST_F(VaultTest, AContentWithAKeyAndNoRowIsDamage) {
  put(kDeed, "deed");
  close();
  std::filesystem::remove_all(vault_directory);
  reopen();
  EXPECT_THROW(vault->read(kDeed), Corruption);
}

}  // namespace
}  // namespace vesture::eventstore
