// What an auditor's commands make of a log's evidence: static tiles, and receipts that are checked offline.
#include <gtest/gtest.h>

#include <fstream>

#include "api/http/json.hpp"
#include "api/receipt.hpp"
#include "eventstore/base64.hpp"
#include "eventstore/bytes.hpp"
#include "eventstore/transparency/checkpoint_key.hpp"
#include "replay/receipt.hpp"
#include "replay/tiles.hpp"
#include "tests/api/samples.hpp"
#include "tests/eventstore/appends.hpp"
#include "tests/eventstore/scratch_directory.hpp"
#include "tests/replay/command_line.hpp"

namespace vesture::replay {
namespace {

namespace fs = std::filesystem;
using namespace eventstore;
using api::Shown;

// A data directory, as far as the log's evidence goes.
class Evidence : public testing::Test {
 protected:
  fs::path data() const { return directory_.path() / "data"; }
  fs::path to() const { return directory_.path() / "www"; }
  fs::path receipt_file() const { return directory_.path() / "receipt"; }
  fs::path verifier_file() const { return data() / "checkpoint.vkey"; }
  fs::path signed_file() const { return data() / "log" / "checkpoint"; }
  NoteSigner key() const {
    return open_checkpoint_key(data() / "checkpoint.key", signed_file(), std::nullopt);
  }

  Evidence() { fs::create_directories(data()); }

  // Appends, and stops as a server does.
  void grow(int commits) const {
    const auto log = Log::open(data() / "log");
    for (int i = 0; i < commits; ++i) {
      Append append = append_to("order-1");
      append.actor.means = "owner";
      append.events.push_back({"order-2", "Written", 1, "beside"});
      log->append(std::move(append), [](const Appended&) {});
    }
    log->append_and_wait(append_to("order-1"));
    CheckpointPublisher publisher(*log, key(), signed_file());
    publisher.of_head();
    hand_out(publisher.verifier(), verifier_file());
  }
  Ran tiles() const { return run_command(add_tiles, {"tiles", "--data", data(), "--to", to()}); }
  Ran receipt(const std::string& key) const {
    return run_command(add_receipt, {"receipt", receipt_file(), "--key", key});
  }

  // What a static directory proves by itself.
  TreeHead head_in_files() const {
    const auto checkpoint = open_checkpoint(whole_file(to() / "checkpoint"), key().verifier()).value();
    const auto read = [&](const Tile& tile) {
      return parse_tile(whole_file(to() / path_of(tile)), tile.width).value();
    };
    EXPECT_EQ(root_of(checkpoint.head.size, hashes_from_tiles(checkpoint.head.size, read)),
              checkpoint.head.root);
    return checkpoint.head;
  }
  Frontier tree_of_entries(std::uint64_t size) const {
    Frontier tree;
    for (std::uint64_t index = 0; tree.size() < size; ++index) {
      const unsigned width = tile_width(0, index, size);
      const std::string bundle = whole_file(to() / path_of(EntryBundle{index, width}));
      const auto leaves = parse_bundle(bundle, width).value();
      for (const auto leaf : leaves) tree.add(leaf_hash(leaf));
    }
    return tree;
  }
  std::string receipt_for(Position position, const Shown& shown) const {
    const auto log = Log::open(data() / "log");
    CheckpointPublisher publisher(*log, key(), signed_file());
    const auto checkpoint = publisher.covering(position);
    return api::receipt_text(log->read(position).value(), shown,
                             log->inclusion_proof(position, checkpoint.head.size), checkpoint);
  }

  // All of a commit, as its receipt says it.
  api::Disclosure disclosed(Position position) const {
    const auto commit = Log::open_to_read(data() / "log")->read(position).value();
    return api::disclose(commit, {true, std::vector<bool>(commit.events.size(), true)});
  }
  // Empty where the receipt holds.
  std::string refusal_of(Position position, const api::Disclosure& disclosure) const {
    auto proof = parse_proof(receipt_for(position, {true, {true, true}})).value();
    proof.extra->clear();
    api::write_json(*proof.extra, disclosure);
    std::ofstream(receipt_file(), std::ios::trunc) << proof_text(proof);
    const auto ran = receipt(key().verifier().text());
    return ran.verdict == Verdict::holds ? "" : std::string(ran.said.at("why").as_string());
  }

 private:
  ScratchDirectory directory_;
};

TEST_F(Evidence, AUD_04_TheStaticFilesAreTheWholeLogsEvidence) {
  grow(700);
  EXPECT_EQ(tiles().verdict, Verdict::holds);
  const TreeHead head = head_in_files();
  EXPECT_EQ(head.size, 701u);
  EXPECT_EQ(tree_of_entries(head.size).root(), head.root);
}

TEST_F(Evidence, ASecondCallAddsWhatIsNewAndTakesAwayWhatWasPartial) {
  grow(300);
  tiles();
  const auto whole = fs::last_write_time(to() / "tile/0/000");
  EXPECT_TRUE(fs::exists(to() / "tile/0/001.p/45"));
  grow(300);
  const auto again = tiles();
  EXPECT_EQ(again.said.at("from"), 301);
  EXPECT_EQ(again.said.at("size"), 602);
  EXPECT_EQ(tree_of_entries(602).root(), head_in_files().root);
  EXPECT_EQ(fs::last_write_time(to() / "tile/0/000"), whole);
  EXPECT_FALSE(fs::exists(to() / "tile/0/001.p"));
  EXPECT_EQ(tiles().said.at("from"), 602);
}

TEST_F(Evidence, WhatWasCutShortIsCompletedByTheNextCall) {
  grow(600);
  tiles();
  fs::remove(to() / "checkpoint");
  fs::remove(to() / "tile/entries/001");
  fs::remove(to() / "tile/1/000.p/2");
  tiles();
  EXPECT_EQ(tree_of_entries(601).root(), head_in_files().root);
}

TEST_F(Evidence, AUD_04_AFileOfAnotherLogIsRefusedWhereNoCheckpointVouchesForIt) {
  grow(600);
  tiles();
  fs::remove(to() / "checkpoint");
  for (const auto* path : {"tile/entries/001", "tile/0/000", "tile/1/000.p/2"}) {
    const std::string right = whole_file(to() / path);
    std::string wrong = right;
    wrong[100 % wrong.size()] ^= 1;
    std::ofstream(to() / path, std::ios::trunc) << wrong;
    EXPECT_EQ(tiles().verdict, Verdict::does_not_hold) << path;
    EXPECT_FALSE(fs::exists(to() / "checkpoint"));
    std::ofstream(to() / path, std::ios::trunc) << right;
  }
  EXPECT_EQ(tiles().verdict, Verdict::holds);
}

TEST_F(Evidence, TheStaticFilesMayBeReadByAll) {
  grow(300);
  tiles();
  for (const auto* path :
       {"checkpoint", "tile/0/000", "tile/0/001.p/45", "tile/1/000.p/1", "tile/entries/000"})
    EXPECT_EQ(fs::status(to() / path).permissions(), static_cast<fs::perms>(0644)) << path;
}

TEST_F(Evidence, AUD_04_ADirectoryOfAnotherLogIsRefusedAndLeftAlone) {
  grow(10);
  tiles();
  fs::remove_all(data() / "log");
  grow(20);
  const auto before = whole_file(to() / "checkpoint");
  const auto refused = tiles();
  EXPECT_EQ(refused.verdict, Verdict::does_not_hold);
  EXPECT_NE(std::string(refused.said.at("why").as_string()).find("not this log's"), std::string::npos);
  EXPECT_EQ(whole_file(to() / "checkpoint"), before);
}

TEST_F(Evidence, AUD_04_ALogThatLostSignedCommitsIsRefused) {
  grow(10);
  const auto signed_for_more = whole_file(signed_file());
  fs::remove_all(data() / "log");
  grow(5);
  std::ofstream(signed_file()) << signed_for_more;
  EXPECT_EQ(tiles().verdict, Verdict::does_not_hold);
}

TEST_F(Evidence, AUD_04_AReceiptHoldsOfflineAndSaysWhatItDiscloses) {
  grow(20);
  std::ofstream(receipt_file()) << receipt_for(7, {true, {true, true}});
  const auto ran = receipt(verifier_file());
  EXPECT_EQ(ran.verdict, Verdict::holds);
  EXPECT_EQ(ran.said.at("position"), 7);
  EXPECT_EQ(ran.said.at("actor").at("means"), "owner");
  EXPECT_EQ(ran.said.at("actor").at("command"), "write");
  EXPECT_EQ(ran.said.at("events").as_array().size(), 2u);
  EXPECT_EQ(ran.said.at("events").at(1).at("stream"), "order-2");
}

TEST_F(Evidence, AUD_04_AReceiptOfOneEventSaysNothingOfTheRest) {
  grow(20);
  std::ofstream(receipt_file()) << receipt_for(7, {false, {false, true}});
  const auto ran = receipt(key().verifier().text());
  EXPECT_EQ(ran.verdict, Verdict::holds);
  EXPECT_TRUE(ran.said.at("actor").is_null());
  EXPECT_EQ(ran.said.at("events_in_commit"), 2);
  ASSERT_EQ(ran.said.at("events").as_array().size(), 1u);
  EXPECT_EQ(ran.said.at("events").at(0).at("stream"), "order-2");
}

TEST_F(Evidence, AUD_04_AnAlteredReceiptDoesNotHold) {
  grow(20);
  std::string text = receipt_for(7, {true, {true, true}});
  text[text.find("extra ") + 60] ^= 1;
  std::ofstream(receipt_file()) << text;
  EXPECT_EQ(receipt(verifier_file()).verdict, Verdict::does_not_hold);
}

// The digest is of salt and bytes together: whoever chooses a payload could choose an event in it.
TEST_F(Evidence, AUD_04_BytesCutElsewhereAreNoReceiptForWhatAPayloadHolds) {
  grow(1);
  std::string inner;
  {
    const auto log = Log::open(data() / "log");
    inner = as_text(log->read(1)->events[0].stored);
    log->append_and_wait(append_to("order-9", inner));
  }
  const Position position = 3;
  auto disclosure = disclosed(position);
  auto& part = disclosure.parts.back();
  const std::string whole = base64::decode(part.salt).value() + base64::decode(part.stored).value();
  const std::size_t cut = whole.find(inner);
  part.salt = base64::encode(whole.substr(0, cut));
  part.stored = base64::encode(whole.substr(cut, inner.size()));
  ASSERT_EQ(cut + inner.size(), whole.size());
  EXPECT_NE(refusal_of(position, disclosure).find("salt that is not 32 bytes long"), std::string::npos);
}

TEST_F(Evidence, AUD_04_APartThatIsDisclosedTwiceIsRefused) {
  grow(1);
  for (const std::size_t repeated : {0, 1}) {
    auto disclosure = disclosed(1);
    EXPECT_EQ(refusal_of(1, disclosure), "");
    disclosure.parts.push_back(disclosure.parts[repeated]);
    EXPECT_NE(refusal_of(1, disclosure).find("disclosed twice"), std::string::npos);
  }
}

TEST_F(Evidence, AReceiptsTextsAreEscapedOnATerminal) {
  {
    const auto log = Log::open(data() / "log");
    Append append = append_to("order-\x1b[2J");
    append.actor.means = "owner\x1b[31m";
    log->append_and_wait(append);
  }
  std::ofstream(receipt_file()) << receipt_for(1, {true, {true}});
  const std::string text = said(add_receipt, {"receipt", receipt_file(), "--key", key().verifier().text()});
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_NE(text.find("by owner\\x1b[31m"), std::string::npos);
  EXPECT_NE(text.find("order-\\x1b[2J"), std::string::npos);
}

TEST_F(Evidence, AReceiptSignedByAnotherLogDoesNotHold) {
  grow(20);
  std::ofstream(receipt_file()) << receipt_for(7, {true, {true, true}});
  EXPECT_EQ(receipt(NoteSigner::generate("localhost/vesture").verifier().text()).verdict,
            Verdict::does_not_hold);
  EXPECT_THROW(receipt("no key"), std::exception);
}

}  // namespace
}  // namespace vesture::replay
