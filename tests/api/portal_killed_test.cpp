// A server that is killed again and again, in the middle of uploads and of destroying.
#include <algorithm>
#include <random>
#include <set>
#include <sstream>

#include "domain/files/content.hpp"
#include "tests/api/order_files_fixture.hpp"
#include "tests/eventstore/contents.hpp"
#include "tests/eventstore/killed_program.hpp"
#include "tests/eventstore/vault_files.hpp"
#include "tests/eventstore/vault_rows.hpp"

namespace vesture::api {
namespace {

namespace files = domain::files;

constexpr int kKills = 15;

struct Stored {
  std::uint32_t number = 0;
  std::string request;
  std::string file;
};

class KilledPortal : public OrderFilesTest {
 protected:
  // Lets the program serve until it has said so many bytes.
  void serve_and_kill(std::size_t bytes) {
    portal.close();
    eventstore::KilledProgram program("kill_portal", {portal.data(), std::to_string(next_),
                                                      std::to_string(portal.clock.now().microseconds)});
    std::istringstream said(program.kill_after(bytes));
    for (std::string what; said >> what;) {
      std::int64_t number = 0;
      said >> number;
      if (what == "now")
        portal.clock.turn(std::chrono::microseconds(number - portal.clock.now().microseconds));
      if (what == "uploading") next_ = static_cast<std::uint32_t>(number) + 1;
      if (what != "stored") continue;
      stored_.push_back({static_cast<std::uint32_t>(number), {}, {}});
      said >> stored_.back().request >> stored_.back().file;
    }
    portal.open();
    const auto& backend = portal.portal().backend();
    ASSERT_TRUE(backend.runner.wait_applied(backend.log.head(), std::chrono::minutes(1)));
  }

  bool has_expired(const Stored& stored) {
    const auto list = anna.get(requests_of(annas) + "/" + stored.request + "/files");
    for (const auto& item : list.items())
      if (item.at("id").as_string() == stored.file) return item.at("availability").as_string() == "expired";
    ADD_FAILURE() << stored.number << " was acknowledged, and is not there: " << list.body;
    return false;
  }

  void expect_what_was_acknowledged() {
    for (const auto& stored : stored_) {
      const auto given = anna.get(requests_of(annas) + "/" + stored.request + "/files/" + stored.file);
      if (has_expired(stored))
        EXPECT_EQ(given.status, 410) << stored.number;
      else
        EXPECT_TRUE(given.body == eventstore::numbered_bytes(stored.number)) << stored.number;
    }
    EXPECT_TRUE(portal.portal().backend().vault.unkept().empty());
  }

  // Contents that the log knows: not condemned, or condemned and perhaps destroyed, but not certified yet.
  struct Known {
    std::set<eventstore::ContentId> held;
    std::set<eventstore::ContentId> condemned;
    std::set<eventstore::ContentId> destroyed;
  };
  static void move_once(const eventstore::ContentId& id, std::set<eventstore::ContentId>& from,
                        std::set<eventstore::ContentId>& to) {
    EXPECT_EQ(from.erase(id), 1U);
    EXPECT_TRUE(to.insert(id).second);
  }
  Known known_contents() {
    const auto& backend = portal.portal().backend();
    Known known;
    backend.log.read_from(1, [&](const eventstore::Commit& commit) {
      for (const auto& event : commit.events) {
        if (!event.stream.starts_with(files::Content::kCategory)) continue;
        const auto id = domain::parse_uuid(event.stream.substr(files::Content::kCategory.size()))->bytes;
        if (event.type == "files.ContentStored") known.held.insert(id);
        if (event.type == "files.DestructionOrdered") move_once(id, known.held, known.condemned);
        if (event.type == "files.ContentDestroyed") move_once(id, known.condemned, known.destroyed);
      }
      return true;
    });
    return known;
  }

  // Closes the portal.
  std::vector<eventstore::ContentId> contents_in_vault() {
    portal.close();
    const auto vault = portal.data() / "vault";
    auto owners = eventstore::VaultRows(vault).owners_of_chunks();
    std::ranges::copy(eventstore::owners_of_files(vault), std::back_inserter(owners));
    return owners;
  }

  std::vector<Stored> stored_;
  std::uint32_t next_ = 0;
};

TEST_F(KilledPortal, ORD_14_HasWhatWasAcknowledgedAndNothingElseAndDestroysOnceWhatWasOrdered) {
  std::mt19937 random(20'260'302);
  for (int kill = 0; kill < kKills; ++kill) {
    serve_and_kill(std::uniform_int_distribution<std::size_t>(1, 1'000)(random));
    expect_what_was_acknowledged();
    const auto known = known_contents();
    for (const auto& content : contents_in_vault())
      EXPECT_TRUE(known.held.contains(content) || known.condemned.contains(content));
  }
  portal.open();
  portal.portal().keep_time();
  expect_what_was_acknowledged();
  const auto known = known_contents();
  EXPECT_EQ(known.condemned.size(), 0U);
  EXPECT_GT(known.destroyed.size(), 20U);
  for (const auto& content : known.destroyed)
    EXPECT_EQ(portal.portal().backend().keyring.state(content), eventstore::Keyring::KeyState::destroyed);
  for (const auto& content : known.held) EXPECT_TRUE(vault_has({{content}}));
  for (const auto& content : contents_in_vault()) EXPECT_TRUE(known.held.contains(content));
}

}  // namespace
}  // namespace vesture::api
