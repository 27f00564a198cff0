// Backups of a server that runs, and what comes back out of them (architecture 8).
#include <fstream>
#include <sstream>

#include "api/backups.hpp"
#include "eventstore/backup/backup_directory.hpp"
#include "eventstore/backup/file_sums.hpp"
#include "eventstore/digits.hpp"
#include "replay/backup.hpp"
#include "replay/restore.hpp"
#include "tests/api/order_files_fixture.hpp"
#include "tests/eventstore/contents.hpp"
#include "tests/eventstore/vault_files.hpp"

namespace vesture::replay {
namespace {

namespace fs = std::filesystem;
using api::PortalOptions;
using api::Said;
using api::ServedPortal;
using api::UploadFile;
using api::Visitor;
using eventstore::BackupDirectory;
using eventstore::noise;

fs::path backups_beside(const fs::path& data) { return data.parent_path() / "backups"; }

// Standard output, kept from the tests' own.
struct Hushed {
  Hushed() { testing::internal::CaptureStdout(); }
  ~Hushed() { testing::internal::GetCapturedStdout(); }
  Hushed(const Hushed&) = delete;
  Hushed& operator=(const Hushed&) = delete;
};

struct BackupStory : api::OrderFilesTest {
  BackupStory()
      : OrderFilesTest(
            [](PortalOptions& options) { options.backups.directory = backups_beside(options.node.data); }) {}

  fs::path backups() const { return backups_beside(portal.data()); }
  fs::path restored(std::uint32_t generation) const {
    return portal.data().parent_path() / ("restored-" + std::to_string(generation));
  }

  Said finished(const Said& begun) {
    EXPECT_EQ(begun.status, 202) << begun.body;
    auto now = administrator.get(begun.field("location"));
    while (now.text("/state") == "making") now = administrator.get(begun.field("location"));
    return now;
  }
  void back_up() {
    const auto made = finished(administrator.post("/v1/backups"));
    ASSERT_EQ(made.text("/state"), "done") << made.body;
  }

  // As from a command line.
  static Verdict run_command(const std::string& arguments) {
    CLI::App app;
    replay::Run run;
    add_backup(app, run);
    add_restore(app, run);
    app.parse(arguments);
    Terminal terminal(/*json=*/true);
    const Hushed hushed;
    return run(terminal);
  }
  Verdict restore(std::uint32_t generation) const {
    return run_command("restore --from " + backups().string() + " --generation " +
                       std::to_string(generation) + " --into " + restored(generation).string());
  }
  // With the keys that were kept elsewhere, at the time that it is here.
  std::unique_ptr<ServedPortal> serve(std::uint32_t generation) const {
    EXPECT_EQ(restore(generation), Verdict::holds);
    auto again = std::make_unique<ServedPortal>([&](PortalOptions& options) {
      options.node.data = restored(generation);
      options.node.master_key = portal.data() / "master.key";
      options.node.checkpoint_key = portal.data() / "checkpoint.key";
    });
    again->clock.turn(
        std::chrono::microseconds(portal.clock.now().microseconds - again->clock.now().microseconds));
    const auto& backend = again->portal().backend();
    EXPECT_TRUE(backend.runner.wait_applied(backend.log.head(), std::chrono::minutes(1)));
    return again;
  }
  static Visitor anna_at(ServedPortal& portal) {
    return portal.visit(portal.citizen("PNOLV-320000-00001", "Anna Bērziņa"));
  }
  std::string path_of(const Ready& ready) const { return own_path(ready.order) + "/files/" + ready.file; }

  Visitor administrator = portal.visit(portal.employee("PNOLV-320000-00012", {"administrator"}));
};

TEST_F(BackupStory, IsAskedForByAnAdministratorAndOnRecord) {
  register_order(api::order_body(annas));
  const auto begun = administrator.post("/v1/backups");
  const auto asked_at = std::stoull(begun.field("vesture-position"));
  const auto made = finished(begun);
  EXPECT_EQ(made.text("/state"), "done");
  EXPECT_TRUE(made.at("/made/verified").as_bool());
  const auto position = made.at("/made/position").to_number<std::uint64_t>();
  EXPECT_GE(position, asked_at);
  const auto& log = portal.portal().backend().log;
  EXPECT_EQ(made.text("/made/chain"), eventstore::hex_digits(log.chain_at(position)));

  const auto commit = log.read(asked_at);
  EXPECT_EQ(commit->command, "backups.make");
  EXPECT_EQ(to_string(domain::PersonId{{commit->actor.person}}), administrator.person());
  EXPECT_EQ(commit->actor.means, "staff:VZD");
  EXPECT_EQ(administrator.get("/v1/backups").items().size(), 1U);
}

TEST_F(BackupStory, IsNobodyElsesToAskFor) {
  for (auto* const other : {&anna, &clerk}) {
    EXPECT_EQ(other->post("/v1/backups").status, 403);
    EXPECT_EQ(other->get("/v1/backups").status, 403);
  }
  EXPECT_EQ(portal.visit_with("").post("/v1/backups").status, 401);
  for (const auto* const unknown : {"/v1/backups/1", "/v1/backups/first"})
    EXPECT_EQ(administrator.get(unknown).status, 404);
  EXPECT_TRUE(administrator.get("/v1/backups").items().empty());
}

TEST_F(BackupStory, IsOneThatWasAskedForTwiceWithOneKey) {
  const auto begun = administrator.send("POST", "/v1/backups", "", {{"Idempotency-Key", "k"}});
  finished(begun);
  EXPECT_EQ(administrator.send("POST", "/v1/backups", "", {{"Idempotency-Key", "k"}}).body, begun.body);
  EXPECT_EQ(administrator.get("/v1/backups").items().size(), 1U);
}

TEST_F(BackupStory, ThatFailsSaysSoAndTheNextIsMade) {
  {
    const auto taken = BackupDirectory::to_make(backups(), portal.data());
    EXPECT_EQ(finished(administrator.post("/v1/backups")).text("/state"), "failed");
  }
  const auto next = administrator.post("/v1/backups");
  EXPECT_EQ(next.field("location"), "/v1/backups/2");
  EXPECT_EQ(finished(next).text("/state"), "done");
  EXPECT_EQ(administrator.get("/v1/backups").items().size(), 1U);
}

TEST_F(BackupStory, IsWhereTheAnswerSaidWhoeverElsePutOneThere) {
  const auto& backend = portal.portal().backend();
  const auto source = eventstore::source_of(portal.data(), backend.log, backend.vault, backend.keyring);
  BackupDirectory::to_make(backups(), portal.data()).make(source, {});
  const auto begun = administrator.post("/v1/backups");
  EXPECT_EQ(begun.field("location"), "/v1/backups/2");
  EXPECT_GE(finished(begun).at("/made/position").to_number<std::uint64_t>(),
            std::stoull(begun.field("vesture-position")));
}

TEST_F(BackupStory, IsNotPutIntoTheData) {
  const auto& backend = portal.portal().backend();
  EXPECT_THROW(api::Backups(backend, portal.data(), {portal.data() / "backups", {}}), std::invalid_argument);
}

TEST_F(BackupStory, IsMadeOneAtATime) {
  const auto& backend = portal.portal().backend();
  api::Backups made_here(backend, portal.data(), {backups() / "of-its-own", {}});
  const auto routes = api::backup_routes(made_here);
  const api::Request request;
  const api::Caller caller;
  const api::Call call{.request = request, .caller = caller, .path = {}, .operation = "backups.make"};
  const auto ask = [&] {
    api::Unit unit(backend.log, backend.cipher, backend.now());
    const auto answered = routes.front().run(call, unit);
    return answered ? answered->status : answered.error().status;
  };
  auto turn = made_here.take_turn();
  EXPECT_EQ(ask(), 409);
  turn.reset();
  // What was asked for and is not on record is not begun, and holds nobody up.
  EXPECT_EQ(ask(), 202);
  EXPECT_EQ(ask(), 202);
  EXPECT_FALSE(made_here.known().current);
}

TEST_F(BackupStory, IsRefusedWhereNoDirectoryIsConfigured) {
  ServedPortal without;
  auto asking = without.visit(without.employee("PNOLV-320000-00012", {"administrator"}));
  EXPECT_EQ(asking.post("/v1/backups").code(), "backups.not_configured");
  EXPECT_EQ(asking.get("/v1/backups").code(), "backups.not_configured");
}

TEST_F(BackupStory, AStopOfTheServerEndsOneThatIsBeingMade) {
  register_order(api::order_body(annas));
  administrator.post("/v1/backups");
  portal.reopen();
  back_up();
}

TEST_F(BackupStory, ServesTheSameOutOfItsBackup) {
  const auto small = ready_order({noise(1'000, 1), "mazs.pdf", "application/pdf"});
  const auto large = ready_order({noise(2 * eventstore::kChunkBytes, 2), "liels.pdf", "application/pdf"});
  back_up();
  const auto orders = anna.get(orders_of(annas)).json.at("items");
  const auto again = serve(1);
  auto her = anna_at(*again);
  EXPECT_EQ(her.get(orders_of(annas)).json.at("items"), orders);
  EXPECT_TRUE(her.get(path_of(small)).body == noise(1'000, 1));
  EXPECT_TRUE(her.get(path_of(large)).body == noise(2 * eventstore::kChunkBytes, 2));
}

TEST_F(BackupStory, ORD_14_WhatWasDestroyedSinceIsGoneInEachGenerationAndItsHistoryIsThere) {
  const std::vector<Ready> expired{ready_order({noise(1'000), "mazs.pdf", "application/pdf"}),
                                   ready_order({noise(600'000), "liels.pdf", "application/pdf"})};
  back_up();
  days_pass(91);
  const auto later = ready_order({"vēl", "vēlāk.pdf", "application/pdf"});
  for (const auto& file : expired) ASSERT_EQ(anna.get(path_of(file)).status, 410);
  back_up();

  for (const std::uint32_t generation : {1U, 2U}) {
    const auto again = serve(generation);
    auto her = anna_at(*again);
    for (const auto& file : expired) {
      EXPECT_EQ(her.get(path_of(file)).code(), "files.expired") << generation;
      EXPECT_NE(her.get(own_path(file.order)).body.find(file.file), std::string::npos);
    }
    EXPECT_EQ(her.get(path_of(later)).status, generation == 1 ? 404 : 200);
    again->portal().keep_time();
    for (const auto& file : expired) EXPECT_EQ(her.get(path_of(file)).code(), "files.expired");
    EXPECT_EQ(her.get("/readyz").status, 200);
    // It goes on from there.
    auto clerk_there = again->visit(again->employee("PNOLV-320000-00010", {"clerk"}));
    EXPECT_EQ(clerk_there.post(api::kOrders, api::order_body(annas)).status, 201);
  }
}

// Also before its time had come by the log of that generation.
TEST_F(BackupStory, ORD_14_WhatWasDestroyedSinceIsGoneWhereTheClockIsOfThen) {
  const auto ready = ready_order({noise(600'000), "liels.pdf", "application/pdf"});
  back_up();
  days_pass(91);
  back_up();
  portal.clock.turn(-std::chrono::days(91));
  const auto again = serve(1);
  EXPECT_EQ(anna_at(*again).get(path_of(ready)).code(), "files.expired");
}

TEST_F(BackupStory, UploadsThatItsLogDoesNotNameAreSweptAtTheStart) {
  const auto order = register_order(api::order_body(annas));
  move(order, "in_progress");
  std::string late;
  const auto& backend = portal.portal().backend();
  BackupDirectory::to_make(backups(), portal.data())
      .make(eventstore::source_of(portal.data(), backend.log, backend.vault, backend.keyring),
            {.tell = [&](const eventstore::BackupProgress& progress) {
              if (progress.stage == "vault" && late.empty())
                late = attach_result(order, {noise(600'000), "vēlu.pdf", "application/pdf"}).text("/id");
              return true;
            }});
  const auto content = content_of(late).uuid.bytes;
  ASSERT_EQ(restore(1), Verdict::holds);
  ASSERT_TRUE(fs::exists(eventstore::file_of(restored(1) / "vault", content)));
  fs::remove_all(restored(1));
  const auto again = serve(1);
  EXPECT_FALSE(fs::exists(eventstore::file_of(restored(1) / "vault", content)));
  EXPECT_EQ(again->portal().backend().vault.read(content), nullptr);
}

TEST_F(BackupStory, OfAStoppedServerIsMadeAndCheckedByTheCommand) {
  register_order(api::order_body(annas));
  portal.close();
  const auto to = " --to " + backups().string();
  EXPECT_EQ(run_command("backup --data " + portal.data().string() + to), Verdict::holds);
  EXPECT_EQ(run_command("backup --verify" + to), Verdict::holds);
  EXPECT_EQ(restore(1), Verdict::holds);

  std::fstream manifest(backups() / "generations" / "1" / eventstore::kManifest);
  manifest.seekp(20);
  manifest.put('?');
  manifest.close();
  EXPECT_EQ(run_command("backup --verify" + to), Verdict::does_not_hold);
  portal.open();
}

TEST_F(BackupStory, OfARunningServerIsMadeAtTheCommandsWish) {
  register_order(api::order_body(annas));
  EXPECT_THROW(run_command("backup --data " + portal.data().string() + " --to " + backups().string()),
               std::runtime_error);
  const auto token = portal.data().parent_path() / "token";
  std::ofstream(token) << portal.issuer.issue(portal.employee("PNOLV-320000-00012", {"administrator"}));
  const auto server = " --url http://127.0.0.1:" + std::to_string(portal.port());
  EXPECT_EQ(run_command("backup" + server + " --token-file " + token.string()), Verdict::holds);
  EXPECT_EQ(run_command("backup --verify --to " + backups().string()), Verdict::holds);

  std::ofstream(token) << portal.issuer.issue(portal.employee("PNOLV-320000-00010", {"clerk"}));
  EXPECT_THROW(run_command("backup" + server + " --token-file " + token.string()), std::runtime_error);
}

}  // namespace
}  // namespace vesture::replay
