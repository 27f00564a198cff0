// The log proves itself to people who have its verifier key and nothing else (AUD-04).
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <fstream>

#include "api/receipt.hpp"
#include "eventstore/base64.hpp"
#include "eventstore/bytes.hpp"
#include "eventstore/transparency/tiles.hpp"
#include "tests/api/order_files_fixture.hpp"
#include "tests/api/samples.hpp"

namespace vesture::api {
namespace {

namespace bj = boost::json;
using eventstore::Checkpoint;
using eventstore::HashSource;
using eventstore::Tile;

std::uint64_t position_of(const Said& said) { return std::stoull(said.field("vesture-position")); }

class TransparencyStory : public OrderFilesTest {
 protected:
  eventstore::NoteVerifier key() const {
    const std::string text = whole_file(portal.data() / "checkpoint.vkey");
    return eventstore::NoteVerifier::parse(text.substr(0, text.find('\n'))).value();
  }

  // What anyone can do who has the key and no token.
  Checkpoint checkpoint() {
    return eventstore::open_checkpoint(nobody.get("/log/checkpoint").body, key()).value();
  }
  HashSource tiles_of(std::uint64_t size) {
    return eventstore::hashes_from_tiles(size, [this](const Tile& tile) {
      return eventstore::parse_tile(nobody.get("/log/" + path_of(tile)).body, tile.width).value();
    });
  }

  static std::string commit_path(std::uint64_t position) { return "/v1/commits/" + std::to_string(position); }
  Said receipt(Visitor& who, std::uint64_t position, const std::string& query = "") {
    return who.get(commit_path(position) + "/proof" + query);
  }
  Proved proved(const Said& receipt) const {
    auto checked = check_receipt(receipt.body, key());
    if (!checked) throw std::runtime_error(checked.error());
    return std::move(*checked);
  }
  std::size_t looks_into_annas(const std::string& action) {
    return all_items(anna, "/v1/accounts/" + annas + "/audit", "?action=" + action).size();
  }

  Visitor nobody = portal.visit_with("");
};

TEST_F(TransparencyStory, AUD_04_ACheckpointIsTheRootOfTheTilesThatAnyoneMayRead) {
  for (int i = 0; i < 3; ++i) register_order(order_body(annas));
  const Checkpoint now = checkpoint();
  EXPECT_EQ(now.origin, "localhost/vesture");
  EXPECT_EQ(now.head.size, portal.portal().backend().log.head());
  EXPECT_EQ(now.head.root, root_of(now.head.size, tiles_of(now.head.size)));

  const auto width = static_cast<unsigned>(now.head.size);
  const auto bundle = nobody.get("/log/" + path_of(eventstore::EntryBundle{0, width}));
  const auto leaves = eventstore::parse_bundle(bundle.body, width).value();
  eventstore::Frontier tree;
  for (const auto leaf : leaves) tree.add(eventstore::leaf_hash(leaf));
  EXPECT_EQ(tree.root(), now.head.root);
}

TEST_F(TransparencyStory, AUD_04_ALaterCheckpointIsProvedToExtendAnEarlierOneAlsoOverARestart) {
  register_order(order_body(annas));
  const Checkpoint earlier = checkpoint();
  portal.reopen();
  register_order(order_body(annas));
  const Checkpoint later = checkpoint();
  ASSERT_GT(later.head.size, earlier.head.size);
  const auto proof = consistency_proof(earlier.head.size, later.head.size, tiles_of(later.head.size));
  EXPECT_TRUE(proves_consistency(proof, earlier.head, later.head));
}

TEST_F(TransparencyStory, AUD_04_ACleanStopLeavesACheckpointOfAllThatWasCommitted) {
  const auto position = position_of(register_order(order_body(annas)));
  portal.close();
  const auto left = eventstore::open_checkpoint(whole_file(portal.data() / "log" / "checkpoint"), key());
  ASSERT_TRUE(left) << left.error();
  EXPECT_EQ(left->head.size, position);
  portal.open();
}

TEST_F(TransparencyStory, AUD_04_TheOwnerIsGivenAReceiptThatIsVerifiedOffline) {
  const auto order = register_order(order_body(annas));
  const auto position = position_of(order);
  const auto given = receipt(anna, position);
  ASSERT_EQ(given.status, 200) << given.body;
  const Proved fact = proved(given);
  EXPECT_EQ(fact.leaf.position, position);
  EXPECT_EQ(domain::Instant{fact.leaf.time}, portal.clock.now());
  ASSERT_TRUE(fact.actor);
  EXPECT_EQ(fact.actor->command, "orders.register");
  EXPECT_EQ(fact.actor->actor.means, "staff:VZD");
  EXPECT_EQ(to_string(domain::Uuid{fact.actor->actor.person}), clerk.person());
  ASSERT_EQ(fact.events.size(), fact.leaf.events.size());
  bool has_order = false;
  for (const auto& event : fact.events)
    has_order = has_order || eventstore::decode_event(event.stored).stream == "order-" + order.text("/id");
  EXPECT_TRUE(has_order);
}

TEST_F(TransparencyStory, AUD_04_AnAlteredReceiptIsRefused) {
  const auto given = receipt(anna, position_of(register_order(order_body(annas))));
  EXPECT_TRUE(check_receipt(given.body, key()));
  for (std::size_t at = 0; at < given.body.size(); ++at) {
    std::string altered = given.body;
    altered[at] = altered[at] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(check_receipt(altered, key())) << "offset " << at;
  }
  EXPECT_FALSE(check_receipt(given.body, eventstore::NoteSigner::generate("localhost/vesture").verifier()));
}

TEST_F(TransparencyStory, AUD_04_AReceiptForOneEventDisclosesNothingOfItsNeighbours) {
  const auto position = position_of(register_order(order_body(annas)));
  const auto whole = anna.get(commit_path(position));
  const auto& events = whole.at("/events").as_array();
  ASSERT_GT(events.size(), 1u);
  const auto given = receipt(anna, position, "?event=0");
  const Proved fact = proved(given);
  ASSERT_EQ(fact.events.size(), 1u);
  EXPECT_EQ(eventstore::base64::encode(fact.events[0].stored), text_of(events[0].at("stored")));
  EXPECT_FALSE(fact.actor);
  const auto extra = eventstore::parse_proof(given.body).value().extra.value();
  EXPECT_NE(extra.find(text_of(events[0].at("salt"))), std::string::npos);
  EXPECT_EQ(extra.find(text_of(whole.at("/actor/salt"))), std::string::npos);
  for (std::size_t i = 1; i < events.size(); ++i) {
    EXPECT_EQ(extra.find(text_of(events[i].at("salt"))), std::string::npos);
    EXPECT_EQ(extra.find(text_of(events[i].at("stored"))), std::string::npos);
  }
  EXPECT_EQ(receipt(anna, position, "?event=99").status, 404);
  EXPECT_EQ(receipt(anna, position, "?event=first").status, 400);
}

TEST_F(TransparencyStory, AUD_04_DestroyingContentBreaksNoProof) {
  const auto [order, file] = ready_order();
  const auto attached = portal.seen();
  const auto kept = receipt(anna, attached);
  const Checkpoint before = checkpoint();
  const auto content = content_of(file);
  days_pass(91);
  ASSERT_FALSE(vault_has(content));
  EXPECT_EQ(proved(kept).leaf.position, attached);
  const Proved again = proved(receipt(anna, attached));
  EXPECT_EQ(again.leaf.events, proved(kept).leaf.events);
  const Checkpoint after = checkpoint();
  EXPECT_TRUE(
      proves_consistency(consistency_proof(before.head.size, after.head.size, tiles_of(after.head.size)),
                         before.head, after.head));
}

TEST_F(TransparencyStory, ACommitIsShownWithWhatItsLeafIsMadeOf) {
  const auto position = position_of(register_order(order_body(annas)));
  const auto shown = anna.get(commit_path(position));
  ASSERT_EQ(shown.status, 200);
  const auto bytes = [](const bj::value& text) { return eventstore::base64::decode(text_of(text)).value(); };
  const auto leaf = eventstore::parse_leaf(bytes(shown.at("/leaf"))).value();
  EXPECT_EQ(leaf.position, position);
  EXPECT_EQ(bytes(shown.at("/leaf_hash")),
            eventstore::as_text(eventstore::leaf_hash(bytes(shown.at("/leaf")))));
  const auto& events = shown.at("/events").as_array();
  ASSERT_EQ(events.size(), leaf.events.size());
  for (std::size_t i = 0; i < events.size(); ++i) {
    EXPECT_EQ(bytes(events[i].at("digest")), eventstore::as_text(leaf.events[i]));
    EXPECT_EQ(eventstore::part_digest(bytes(events[i].at("salt")), bytes(events[i].at("stored"))),
              leaf.events[i]);
  }
}

TEST_F(TransparencyStory, AUD_01_ACommitIsThereForThoseWhomItConcernsAlone) {
  const auto position = position_of(register_order(order_body(annas)));
  for (const auto* tail : {"", "/proof"}) {
    EXPECT_EQ(anna.get(commit_path(position) + tail).status, 200);
    EXPECT_EQ(clerk.get(commit_path(position) + tail).status, 200) << "who acted";
    EXPECT_EQ(boris.get(commit_path(position) + tail).status, 404);
    EXPECT_EQ(cashier.get(commit_path(position) + tail).status, 404);
    EXPECT_EQ(nobody.get(commit_path(position) + tail).status, 401);
    EXPECT_EQ(anna.get(commit_path(1'000'000) + tail).status, 404);
    EXPECT_EQ(anna.get("/v1/commits/first" + std::string(tail)).status, 404);
  }
}

TEST_F(TransparencyStory, AUD_01_WhoeverLooksAtACommitOfAnothersIsOnRecordAndHeadIsNoLook) {
  auto auditor = portal.visit(portal.employee("PNOLV-320000-00014", {"auditor"}));
  const auto position = position_of(register_order(order_body(annas)));
  anna.get(commit_path(position));
  auditor.send("HEAD", commit_path(position), "", {});
  EXPECT_EQ(looks_into_annas("commits.open"), 0u);
  EXPECT_EQ(auditor.get(commit_path(position)).status, 200);
  clerk.get(commit_path(position));
  EXPECT_EQ(looks_into_annas("commits.open"), 2u);
  EXPECT_EQ(auditor.get(commit_path(position) + "/proof").status, 200);
  EXPECT_EQ(looks_into_annas("commits.prove"), 1u);
}

TEST_F(TransparencyStory, AUD_01_AnAuditorsLookAtACommitForNobodyIsOnRecordToo) {
  auto auditor = portal.visit(portal.employee("PNOLV-320000-00014", {"auditor"}));
  open_company("NTRLV-40003055551", "PNOLV-320000-00001");  // applied for before there is an account
  const auto& log = portal.portal().backend().log;
  const auto before = log.head();
  eventstore::Position for_nobody = 0;
  log.read_from(1, [&](eventstore::Commit&& commit) {
    if (commit.actor.account == eventstore::Id16{}) for_nobody = commit.position;
    return for_nobody == 0;
  });
  ASSERT_NE(for_nobody, 0u);
  EXPECT_EQ(auditor.get(commit_path(for_nobody)).status, 200);
  ASSERT_GT(log.head(), before);
  EXPECT_EQ(log.read(log.head())->command, "commits.open");
}

TEST_F(TransparencyStory, AUD_01_OfALookIntoSeveralAccountsEachOwnerSeesTheirOwnAlone) {
  register_order(order_body(annas));
  register_order(order_body(boriss));
  const auto position =
      position_of(clerk.get(std::string(kOrders) + "?object=01000010001&status=registered"));
  for (auto* owner : {&anna, &boris}) {
    const auto shown = owner->get(commit_path(position));
    ASSERT_EQ(shown.status, 200);
    std::vector<std::string> streams;
    for (const auto& event : shown.at("/events").as_array())
      if (event.at("stored").is_string()) streams.push_back(text_of(event.at("stream")));
    EXPECT_EQ(streams, std::vector<std::string>{"access-" + owner->account()});
    EXPECT_EQ(shown.at("/events").as_array().size(), 2u);
    EXPECT_EQ(proved(receipt(*owner, position)).events.size(), 1u);
  }
}

TEST_F(TransparencyStory, TilesAreThereAsWideAsTheLogIsAndForGood) {
  register_order(order_body(annas));
  const auto head = portal.portal().backend().log.head();
  const auto widest = nobody.get("/log/" + path_of(Tile{0, 0, static_cast<unsigned>(head)}));
  EXPECT_EQ(widest.status, 200);
  EXPECT_EQ(widest.field("content-type"), "application/octet-stream");
  EXPECT_NE(widest.field("cache-control").find("immutable"), std::string::npos);
  EXPECT_EQ(nobody.get("/log/tile/0/000.p/1").body, widest.body.substr(0, 32));
  EXPECT_EQ(nobody.send("HEAD", "/log/tile/0/000.p/1", "", {}).status, 200);
  EXPECT_EQ(nobody.get("/log/checkpoint").field("cache-control"), "no-cache");
  for (const std::string path :
       {"0/000", "0/001.p/1", "1/000.p/1", "0/000.p/0", "0/0", "entries/000", "x", "../checkpoint"})
    EXPECT_EQ(nobody.get("/log/tile/" + path).status, 404) << path;
  EXPECT_EQ(nobody.get("/log/tile/0/000.p/" + std::to_string(head + 1)).status, 404);
}

TEST_F(TransparencyStory, AServerWhoseLogLostWhatItSignedDoesNotStart) {
  portal.close();
  namespace fs = std::filesystem;
  const auto log = portal.data() / "log";
  const eventstore::ScratchDirectory backup;
  fs::copy(log, backup.path(), fs::copy_options::recursive);
  portal.open();
  register_order(order_body(annas));
  portal.close();
  const auto signed_last = whole_file(log / "checkpoint");
  fs::remove_all(log);
  fs::copy(backup.path(), log, fs::copy_options::recursive);
  std::ofstream(log / "checkpoint") << signed_last;
  EXPECT_THROW(portal.open(), std::runtime_error);
  fs::copy(backup.path() / "checkpoint", log / "checkpoint", fs::copy_options::overwrite_existing);
  portal.open();
}

}  // namespace
}  // namespace vesture::api
