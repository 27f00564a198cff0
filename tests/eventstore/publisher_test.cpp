// What a log has signed binds it.
#include "eventstore/transparency/publisher.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "eventstore/transparency/checkpoint_key.hpp"
#include "tests/api/samples.hpp"
#include "tests/eventstore/appends.hpp"
#include "tests/eventstore/scratch_directory.hpp"

namespace vesture::eventstore {
namespace {

namespace fs = std::filesystem;

class Publisher : public testing::Test {
 protected:
  fs::path path() const { return directory_.path(); }
  fs::path checkpoint() const { return path() / "checkpoint"; }
  fs::path key_file() const { return path() / "key"; }
  NoteSigner key() const { return open_checkpoint_key(key_file(), checkpoint(), std::nullopt); }
  std::unique_ptr<Log> open_log(const std::string& name = "log") const { return Log::open(path() / name); }

  static void append(Log& log, int count) {
    for (int i = 0; i < count; ++i) log.append_and_wait(append_to("a"));
  }
  TreeHead verified(const std::string& note) const {
    return open_checkpoint(note, key().verifier()).value().head;
  }
  std::string refusal(const Log& log) const {
    try {
      CheckpointPublisher(log, key(), checkpoint());
    } catch (const std::runtime_error& refused) {
      return refused.what();
    }
    return "";
  }

 private:
  ScratchDirectory directory_;
};

TEST_F(Publisher, SignsTheHeadAndKeepsItOnTheDisk) {
  const auto log = open_log();
  CheckpointPublisher publisher(*log, key(), checkpoint());
  EXPECT_EQ(publisher.of_head().head, (TreeHead{0, empty_root()}));
  append(*log, 3);
  const auto given = publisher.of_head();
  EXPECT_EQ(given.head, log->tree_head(3));
  EXPECT_EQ(verified(given.note), given.head);
  EXPECT_EQ(whole_file(checkpoint()), given.note);
}

TEST_F(Publisher, SignsNothingAnewForWhatTheLastOneHas) {
  const auto log = open_log();
  append(*log, 2);
  CheckpointPublisher publisher(*log, key(), checkpoint());
  append(*log, 2);
  EXPECT_EQ(publisher.covering(2).head.size, 2u);
  EXPECT_EQ(publisher.covering(3).head.size, 4u);
}

TEST_F(Publisher, GoesOnFromWhatItSignedLast) {
  const auto log = open_log();
  append(*log, 2);
  const auto before = CheckpointPublisher(*log, key(), checkpoint()).of_head();
  append(*log, 300);
  CheckpointPublisher publisher(*log, key(), checkpoint());
  EXPECT_EQ(publisher.size(), 2u);
  const auto after = publisher.of_head();
  EXPECT_TRUE(proves_consistency(log->consistency_proof(2, 302), before.head, after.head));
}

TEST_F(Publisher, RefusesALogThatIsShorterThanWhatItSigned) {
  const auto log = open_log();
  append(*log, 3);
  EXPECT_EQ(refusal(*log), "");
  const auto shorter = open_log("shorter");
  append(*shorter, 2);
  EXPECT_NE(refusal(*shorter).find("commits are missing"), std::string::npos);
}

TEST_F(Publisher, RefusesALogOfOtherCommitsThanItSigned) {
  const auto log = open_log();
  append(*log, 3);
  EXPECT_EQ(refusal(*log), "");
  const auto other = open_log("other");
  append(*other, 4);
  EXPECT_NE(refusal(*other).find("not those of this log"), std::string::npos);
}

TEST_F(Publisher, RefusesToGoOnWithAnotherKey) {
  const auto log = open_log();
  EXPECT_EQ(refusal(*log), "");
  const fs::path other = path() / "other";
  open_checkpoint_key(other, path() / "nothing", std::nullopt);
  fs::rename(other, key_file());
  EXPECT_NE(refusal(*log).find("not signed by"), std::string::npos);
}

TEST_F(Publisher, RefusesACheckpointThatWasAltered) {
  const auto log = open_log();
  append(*log, 3);
  EXPECT_EQ(refusal(*log), "");
  std::string note = whole_file(checkpoint());
  note[note.find("\n3\n") + 1] = '2';
  std::ofstream(checkpoint()) << note;
  EXPECT_NE(refusal(*log).find("does not verify"), std::string::npos);
}

TEST_F(Publisher, MakesNoKeyWhereSomethingWasSignedWithAnother) {
  const auto log = open_log();
  EXPECT_EQ(refusal(*log), "");
  fs::remove(key_file());
  EXPECT_NE(refusal(*log).find("put the key back, or remove"), std::string::npos);
  EXPECT_FALSE(fs::exists(key_file()));
  fs::remove(checkpoint());
  EXPECT_EQ(refusal(*log), "");
}

TEST_F(Publisher, TheKeyIsMadeOnceForItsOwnerAlone) {
  const auto open = [this](const std::string& origin) {
    return open_checkpoint_key(key_file(), checkpoint(), origin);
  };
  const std::string verifier = open("portal.example.lv/log").verifier().text();
  EXPECT_EQ(key().verifier().text(), verifier);
  EXPECT_EQ(fs::status(key_file()).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_THROW(open("elsewhere.example.lv/log"), std::runtime_error);
  fs::permissions(key_file(), fs::perms::others_read, fs::perm_options::add);
  EXPECT_THROW(key(), std::runtime_error);
}

TEST_F(Publisher, WhatIsHandedOutMayBeReadByAll) {
  const auto log = open_log();
  CheckpointPublisher publisher(*log, key(), checkpoint());
  const fs::path verifier = path() / "vkey";
  hand_out(publisher.verifier(), verifier);
  EXPECT_EQ(whole_file(verifier), publisher.verifier().text() + "\n");
  for (const auto& file : {verifier, checkpoint()})
    EXPECT_EQ(fs::status(file).permissions(), static_cast<fs::perms>(0644)) << file;
}

TEST_F(Publisher, AFileThatHoldsNoKeyIsRefusedAndLeftAlone) {
  std::ofstream(key_file()) << "not a key\n";
  fs::permissions(key_file(), fs::perms::owner_all);
  EXPECT_THROW(key(), std::runtime_error);
  EXPECT_EQ(whole_file(key_file()), "not a key\n");
}

}  // namespace
}  // namespace vesture::eventstore
