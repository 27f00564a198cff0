// The command itself: keys, signed and kept checkpoints, verdicts.
#include <gtest/gtest.h>

#include <fstream>

#include "eventstore/transparency/checkpoint_key.hpp"
#include "eventstore/transparency/publisher.hpp"
#include "replay/tiles.hpp"
#include "replay/verifier_key.hpp"
#include "replay/verify.hpp"
#include "tests/eventstore/scratch_directory.hpp"
#include "tests/replay/audited_log.hpp"
#include "tests/replay/command_line.hpp"
#include "tests/replay/told_demonstration.hpp"

namespace vesture::replay {
namespace {

namespace fs = std::filesystem;
using eventstore::Log;
using eventstore::ScratchDirectory;

// A data directory as far as verifying goes.
class VerifyCommand : public testing::Test {
 protected:
  VerifyCommand() {
    fs::create_directories(data());
    grow(3);
  }

  fs::path data() const { return directory_.path() / "data"; }
  fs::path signed_file() const { return data() / "log" / "checkpoint"; }
  fs::path kept() const { return directory_.path() / "kept"; }
  fs::path tiles() const { return directory_.path() / "www"; }
  std::string key() const { return signer().verifier().text(); }

  // Appends, and signs as a server that stops.
  void grow(int commits) const {
    const auto log = Log::open(data() / "log");
    for (int i = 0; i < commits; ++i) log->append_and_wait(look());
    eventstore::CheckpointPublisher publisher(*log, signer(), signed_file());
    publisher.of_head();
    eventstore::hand_out(publisher.verifier(), data() / "checkpoint.vkey");
  }
  void grow_unsigned() const { Log::open(data() / "log")->append_and_wait(look()); }
  // Another history of the same length, signed with the same key.
  void rewrite_history(int commits) const {
    fs::remove_all(data() / "log");
    grow(commits);
  }
  void write_tiles() const {
    EXPECT_EQ(run_command(add_tiles, {"tiles", "--data", data(), "--to", tiles()}).verdict, Verdict::holds);
  }

  Ran verify(std::vector<std::string> words) const {
    words.insert(words.begin(), "verify");
    return run_command(add_verify, std::move(words));
  }
  Ran verify_copy(std::vector<std::string> words = {}) const {
    words.insert(words.begin(), {"--data", data().string()});
    return verify(std::move(words));
  }
  std::string what_is_wrong(const Ran& ran) const {
    EXPECT_EQ(ran.verdict, Verdict::does_not_hold);
    EXPECT_FALSE(ran.said.at("holds").as_bool());
    return std::string(ran.said.at("what").as_string());
  }

 private:
  eventstore::NoteSigner signer() const {
    return eventstore::open_checkpoint_key(data() / "checkpoint.key", signed_file(), std::nullopt);
  }

  ScratchDirectory directory_;
};

TEST_F(VerifyCommand, AUD_04_SaysWhatHoldsAndWhoSigned) {
  const auto ran = verify_copy({"--key", key()});
  EXPECT_EQ(ran.verdict, Verdict::holds);
  EXPECT_EQ(ran.said.at("commits"), 3);
  EXPECT_EQ(ran.said.at("signed"), 3);
  EXPECT_EQ(ran.said.at("unsigned"), 0);
  EXPECT_FALSE(ran.said.at("key_came_with_the_copy").as_bool());
}

TEST_F(VerifyCommand, SaysWhatTheLogLacks) {
  const auto ran = verify_copy();
  EXPECT_EQ(ran.said.at("tiles"), 0);
  EXPECT_FALSE(ran.said.at("lacks_tiles").as_bool());
  EXPECT_EQ(ran.said.at("outcomes"), 0);
  EXPECT_EQ(ran.said.at("undigested_outcomes"), 0);
  grow(300);
  EXPECT_EQ(verify_copy().said.at("tiles"), 1);
}

TEST_F(VerifyCommand, AUD_04_SaysThatAKeyOfTheCopyProvesNothing) {
  EXPECT_TRUE(verify_copy().said.at("key_came_with_the_copy").as_bool());
  EXPECT_NE(said(add_verify, {"verify", "--data", data()}).find("proves nothing about who signed"),
            std::string::npos);
}

TEST_F(VerifyCommand, CountsWhatCameAfterTheCheckpoint) {
  grow_unsigned();
  EXPECT_EQ(verify_copy().said.at("unsigned"), 1);
}

TEST_F(VerifyCommand, AUD_04_AnothersSignatureDoesNotHold) {
  const auto other = eventstore::NoteSigner::generate("localhost/vesture").verifier().text();
  EXPECT_NE(what_is_wrong(verify_copy({"--key", other})), "");
}

TEST_F(VerifyCommand, AUD_04_AnAlteredCheckpointDoesNotHold) {
  const fs::path file = data() / "log" / "checkpoint";
  const std::string note = text_in(file);
  for (std::size_t at = 0; at < note.size(); ++at) {
    std::string altered = note;
    altered[at] = static_cast<char>(altered[at] ^ 1);
    std::ofstream(file, std::ios::trunc) << altered;
    EXPECT_NE(what_is_wrong(verify_copy({"--key", key()})), "") << at;
  }
}

TEST_F(VerifyCommand, AUD_04_AHistoryThatExtendsTheKeptCheckpointHolds) {
  EXPECT_EQ(verify_copy({"--keep", kept()}).verdict, Verdict::holds);
  grow(2);
  const auto ran = verify_copy({"--since", kept(), "--keep", kept()});
  EXPECT_EQ(ran.said.at("commits"), 5);
  EXPECT_EQ(ran.said.at("extends"), 3);
  EXPECT_EQ(verify_copy({"--since", kept()}).said.at("extends"), 5);
}

TEST_F(VerifyCommand, AUD_04_ARewrittenHistoryIsFoundByTheKeptCheckpoint) {
  verify_copy({"--keep", kept()});
  rewrite_history(5);
  EXPECT_EQ(verify_copy().verdict, Verdict::holds);
  EXPECT_NE(what_is_wrong(verify_copy({"--since", kept()})).find("not that of the checkpoint kept before"),
            std::string::npos);
  rewrite_history(2);
  EXPECT_NE(what_is_wrong(verify_copy({"--since", kept()})).find("ends before the checkpoint kept before"),
            std::string::npos);
}

TEST_F(VerifyCommand, NothingIsKeptOfWhatDoesNotHold) {
  verify_copy({"--keep", kept()});
  const std::string note = text_in(kept());
  rewrite_history(5);
  verify_copy({"--since", kept(), "--keep", kept()});
  EXPECT_EQ(text_in(kept()), note);
}

TEST_F(VerifyCommand, WithoutASignedCheckpointAKeyTellsNothing) {
  fs::remove(data() / "log" / "checkpoint");
  EXPECT_EQ(verify_copy().said.at("unsigned"), 3);
  EXPECT_THROW(verify_copy({"--key", key()}), std::runtime_error);
}

TEST_F(VerifyCommand, ADamagedFileDoesNotHold) {
  std::ofstream(data() / "log" / "acknowledged", std::ios::trunc) << "not twelve bytes";
  EXPECT_NE(what_is_wrong(verify_copy()).find("acknowledged offset 0"), std::string::npos);
}

TEST_F(VerifyCommand, AUD_04_TilesHoldAndExtendWhatWasKept) {
  write_tiles();
  EXPECT_EQ(verify({"--tiles", tiles(), "--key", key(), "--keep", kept()}).said.at("commits"), 3);
  grow(2);
  write_tiles();
  const auto ran = verify({"--tiles", tiles(), "--key", key(), "--since", kept()});
  EXPECT_EQ(ran.said.at("read_from"), 4);
  EXPECT_EQ(ran.said.at("extends"), 3);
  EXPECT_THROW(verify({"--tiles", tiles()}), std::invalid_argument);
}

TEST(VerifyDemonstration, AUD_04_AWholeStoryHolds) {
  const ToldDemonstration told;
  const auto ran = run_command(add_verify, {"verify", "--data", told.data()});
  EXPECT_EQ(ran.verdict, Verdict::holds);
  EXPECT_EQ(ran.said.at("commits"), told.log_at()->head());
  EXPECT_EQ(ran.said.at("unsigned"), 0);
}

}  // namespace
}  // namespace vesture::replay
