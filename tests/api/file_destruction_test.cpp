// A file whose time is over, over the whole server: what is destroyed is nowhere any more, and the same search found it
// before (architecture 8). Keys that a restore brings back are destroyed again.
#include <gtest/gtest.h>

#include <filesystem>

#include "api/node.hpp"
#include "api/system_commit.hpp"
#include "domain/files/content.hpp"
#include "eventstore/bytes.hpp"
#include "eventstore/keyring_file.hpp"
#include "tests/api/order_files_fixture.hpp"
#include "tests/eventstore/contents.hpp"
#include "tests/eventstore/traces.hpp"
#include "tests/eventstore/vault_files.hpp"
#include "tests/eventstore/vault_rows.hpp"

namespace vesture::api {
namespace {

namespace files = domain::files;
namespace fs = std::filesystem;
using eventstore::logical_traces;
using eventstore::raw_traces;
using eventstore::Traces;
using eventstore::traces;

const std::string kMarker = "Vd7NqX2rTz9KmW4sLb8Hc5Gj";
const std::string kNameMarker = "Pf3YkR6wQn1ZtB8vXs5Dg2Mh";
using Marks = std::vector<std::string>;

struct FileDestruction : OrderFilesTest {
  // Where views are compressed, a search of the raw files would prove nothing.
  FileDestruction() : OrderFilesTest([](PortalOptions& options) { options.node.views.compress = false; }) {}

  // Large contents are files of the vault, small ones rows of its RocksDB.
  void attach_marked_file(std::size_t bytes = 2 * eventstore::kChunkBytes) {
    const UploadFile marked{eventstore::noise(bytes) + kMarker, kNameMarker + ".pdf", "application/pdf"};
    const auto [order, attached] = ready_order(marked);
    file = attached;
    path = own_path(order) + "/files/" + file;
    content = content_of(file);
  }

  // The portal is closed while they look.
  Marks sealed_marks() const {
    const auto vault = portal.data() / "vault";
    const auto file_in_vault = eventstore::file_of(vault, content.uuid.bytes);
    std::vector<std::string> chunks;
    if (fs::exists(file_in_vault))
      chunks = eventstore::chunks_of_file(file_in_vault);
    else
      chunks = {eventstore::VaultRows(vault).only_chunk(content.uuid.bytes)};
    Marks marks;
    for (const auto& sealed : chunks) marks.push_back(sealed.substr(sealed.size() / 2, 16));
    return marks;
  }
  std::string wrapped_key() const {
    const eventstore::KeyringFile ring(portal.data() / "keyring");
    for (const auto& slot : ring.slots())
      if (slot.owner == content.uuid.bytes) return slot.wrapped;
    throw std::runtime_error("the content has no key");
  }

  // What an operator keeps elsewhere, and puts back.
  void copy_from_data(const std::string& what) const {
    fs::copy(portal.data() / what, backup.path() / what, fs::copy_options::recursive);
  }
  void put_back(const std::string& what) const {
    fs::remove_all(portal.data() / what);
    fs::copy(backup.path() / what, portal.data() / what, fs::copy_options::recursive);
  }

  void expect_gone_for_good() {
    const auto refused = anna.get(path);
    EXPECT_EQ(refused.status, 410);
    EXPECT_EQ(refused.code(), "files.expired");
    EXPECT_FALSE(vault_has(content));
  }

  // A commit that the agenda cannot apply.
  void stop_agenda() {
    eventstore::Append poison;
    poison.now = portal.clock.now().microseconds;
    poison.command = "files.attach";
    poison.events.push_back({"file-" + to_string(domain::Uuid{}), "files.FileAttached", 1, "no FlatBuffer"});
    const auto& backend = portal.portal().backend();
    backend.log.append_and_wait(poison);
    const bool applied = backend.runner.wait_applied(backend.log.head(), std::chrono::seconds(60));
    ASSERT_FALSE(applied);
  }

  // As the errand of a timekeeper does, where no agenda would ask for it.
  void destroy_without_agenda() {
    const auto& backend = portal.portal().backend();
    backend.vault.destroy(content.uuid.bytes);
    const auto certify = [&](Unit& unit) -> Result<domain::AccountId> {
      EXPECT_TRUE(unit.decide<files::Content>(content, files::OrderDestruction{"ORD-14"}));
      EXPECT_TRUE(unit.decide<files::Content>(content, files::CertifyDestruction{}));
      return std::get<files::DestroyedContent>(unit.load<files::Content>(content)).certificate.account;
    };
    const SystemAct act{"contents.destroy", 0, certify};
    commit_by_system(backend, {&act, 1});
  }

  std::string file;
  std::string path;
  domain::ContentId content;
  eventstore::ScratchDirectory backup;
};

class EachSizeOfFile : public FileDestruction, public testing::WithParamInterface<std::size_t> {};
INSTANTIATE_TEST_SUITE_P(FileDestruction, EachSizeOfFile,
                         testing::Values(std::size_t{1'000}, 2 * eventstore::kChunkBytes));

TEST_P(EachSizeOfFile, ORD_14_LeavesNoTraceInAnyFileOrDatabase) {
  attach_marked_file(GetParam());
  EXPECT_NE(anna.get(path).body.find(kMarker), std::string::npos);
  portal.close();
  const auto sealed = sealed_marks();
  const auto wrapped = wrapped_key();
  const Marks texts{kMarker, kNameMarker};
  EXPECT_GE(raw_traces(portal.data() / "vault", sealed).size(), sealed.size());
  const auto key_found = traces(portal.data(), {wrapped});
  ASSERT_EQ(key_found.size(), 1U);
  EXPECT_TRUE(key_found[0].starts_with((portal.data() / "keyring").string() + " ")) << key_found[0];
  EXPECT_EQ(traces(portal.data(), texts), Traces{});

  portal.open();
  days_pass(91);
  Marks all = sealed;
  all.push_back(wrapped);
  all.insert(all.end(), texts.begin(), texts.end());
  EXPECT_EQ(raw_traces(portal.data(), all), Traces{});
  for (int opened = 0; opened < 2; ++opened) {
    expect_gone_for_good();
    portal.close();
    EXPECT_EQ(traces(portal.data(), all), Traces{});
    portal.open();
  }
}

TEST_F(FileDestruction, ASmallContentIsReadInTheVaultBeforeAsTheSearchReadsIt) {
  attach_marked_file(1'000);
  portal.close();
  const auto sealed = sealed_marks();
  EXPECT_EQ(logical_traces(portal.data() / "vault" / "rocksdb", sealed).size(), 1U);
}

TEST_F(FileDestruction, IsCertifiedInTheLogWithWhatWhenAndWhy) {
  attach_marked_file();
  days_pass(91);
  portal.reopen();
  struct Told {
    eventstore::Position position = 0;
    eventstore::Position cause = 0;
    std::string command;
    std::string means;
    files::ContentEvent event;
  };
  std::vector<Told> told;
  const auto& backend = portal.portal().backend();
  backend.log.read_stream(files::Content::stream(content), 1, [&](const auto& commit, const auto& event) {
    auto read = files::Content::decode(event.type, event.schema, event.payload, backend.cipher);
    told.push_back({commit.position, commit.cause, commit.command, commit.actor.means, std::move(*read)});
    return true;
  });
  ASSERT_EQ(told.size(), 3U);
  const auto& stored = std::get<files::ContentStored>(told[0].event);
  const auto& ordered = std::get<files::DestructionOrdered>(told[1].event);
  EXPECT_EQ(told[2].cause, told[1].position);
  EXPECT_EQ(told[2].command, "contents.destroy");
  EXPECT_EQ(told[2].means, "system");
  const files::ContentDestroyed certificate{stored.account, stored.content, "ORD-14", ordered.at,
                                            portal.clock.now()};
  EXPECT_EQ(std::get<files::ContentDestroyed>(told[2].event), certificate);
}

TEST_F(FileDestruction, LeavesTheLogWhole) {
  attach_marked_file();
  const auto head = portal.portal().backend().log.head();
  const auto chain = portal.portal().backend().log.chain_at(head);
  days_pass(91);
  portal.reopen();
  const auto& log = portal.portal().backend().log;
  EXPECT_EQ(log.chain_at(head), chain);
  eventstore::Digest previous{};
  const auto next = log.read_from(1, [&](eventstore::Commit&& commit) {  // checks each leaf
    EXPECT_EQ(commit.previous, previous) << commit.position;
    previous = commit.chain;
    return true;
  });
  EXPECT_EQ(next, log.head() + 1);
  EXPECT_EQ(previous, log.chain_at(log.head()));
}

TEST_F(FileDestruction, ACopyOfLogAndVaultWithoutTheKeyringShowsNothing) {
  attach_marked_file();
  portal.close();
  const auto sealed = sealed_marks();
  for (const auto* const part : {"log", "vault"}) copy_from_data(part);
  EXPECT_GE(raw_traces(backup.path(), sealed).size(), sealed.size());
  EXPECT_EQ(traces(backup.path(), {kMarker, kNameMarker}), Traces{});
  NodeOptions over_the_copy;
  over_the_copy.data = backup.path();
  EXPECT_THROW(Node{over_the_copy}, std::runtime_error);
  EXPECT_EQ(traces(backup.path(), {kMarker, kNameMarker}), Traces{});
}

TEST_F(FileDestruction, IsDoneAgainBeforeAnythingIsServedWhereAnOlderKeyringComesBack) {
  attach_marked_file();
  portal.close();
  const auto wrapped = wrapped_key();
  copy_from_data("keyring");
  portal.open();
  days_pass(91);
  portal.close();
  put_back("keyring");
  ASSERT_EQ(wrapped_key(), wrapped);
  portal.open();
  EXPECT_EQ(raw_traces(portal.data(), {wrapped}), Traces{});
  expect_gone_for_good();
  portal.reopen();
  EXPECT_EQ(raw_traces(portal.data(), {wrapped}), Traces{});
}

TEST_F(FileDestruction, IsDoneAgainWhereAnOlderVaultComesBackWithTheKeyring) {
  attach_marked_file();
  portal.close();
  auto marks = sealed_marks();
  marks.push_back(wrapped_key());
  for (const auto* const part : {"keyring", "vault"}) copy_from_data(part);
  portal.open();
  days_pass(91);
  portal.close();
  for (const auto* const part : {"keyring", "vault"}) put_back(part);
  ASSERT_GE(raw_traces(portal.data(), marks).size(), marks.size());
  portal.open();
  expect_gone_for_good();
  portal.close();
  EXPECT_EQ(traces(portal.data(), marks), Traces{});
}

TEST_F(FileDestruction, IsDoneAgainAlsoWhereTheAgendaStoppedBeforeTheCertificate) {
  attach_marked_file();
  portal.close();
  const auto wrapped = wrapped_key();
  copy_from_data("keyring");
  portal.open();
  stop_agenda();
  destroy_without_agenda();
  portal.close();
  put_back("keyring");
  portal.open();
  EXPECT_EQ(raw_traces(portal.data(), {wrapped}), Traces{});
  expect_gone_for_good();
}

// Killed after the certificate, and before the space was reclaimed.
TEST_F(FileDestruction, IsReclaimedAtTheNextStartWhereAnEndCameBefore) {
  attach_marked_file(1'000);
  portal.close();
  const auto sealed = sealed_marks();
  portal.open();
  destroy_without_agenda();
  portal.close();
  ASSERT_NE(raw_traces(portal.data(), sealed), Traces{});
  portal.open();
  EXPECT_EQ(raw_traces(portal.data(), sealed), Traces{});
}

}  // namespace
}  // namespace vesture::api
