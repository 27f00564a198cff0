#include "api/backups.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <boost/describe.hpp>

#include "api/http/decimal.hpp"
#include "api/http/json.hpp"
#include "domain/access/access.hpp"
#include "eventstore/backup/backup_directory.hpp"
#include "eventstore/directories.hpp"

namespace vesture::api {

namespace {

using eventstore::BackupDirectory;
using eventstore::BackupProgress;
using eventstore::Manifest;

struct BackupProgressJson {
  std::string stage;
  std::uint64_t bytes = 0;  // copied or checked in that stage
  BOOST_DESCRIBE_CLASS(BackupProgressJson, (), (stage, bytes), (), ())
};

struct BackupContentsJson {
  std::uint64_t position = 0;
  std::string chain;
  bool verified = true;  // otherwise it would not be there
  std::uint64_t log_bytes = 0;
  std::uint64_t vault_bytes = 0;
  std::uint64_t contents = 0;
  std::uint64_t content_bytes = 0;
  BOOST_DESCRIBE_CLASS(BackupContentsJson, (),
                       (position, chain, verified, log_bytes, vault_bytes, contents, content_bytes), (), ())
};

struct BackupJson {
  std::uint32_t generation = 0;
  BackupState state = BackupState::making;
  domain::Instant begun;
  std::optional<BackupProgressJson> progress;  // of one that is being made, or where it failed
  std::optional<BackupContentsJson> made;      // of one that is done
  BOOST_DESCRIBE_CLASS(BackupJson, (), (generation, state, begun, progress, made), (), ())
};

struct BackupsJson {
  std::vector<BackupJson> items;  // the oldest first
  BOOST_DESCRIBE_CLASS(BackupsJson, (), (items), (), ())
};

BackupJson json_of(const Manifest& made) {
  return {made.generation, BackupState::done, domain::parse_instant(made.time).value_or(domain::Instant{}),
          std::nullopt,
          BackupContentsJson{made.position, made.chain, true, made.log_bytes, made.vault_bytes, made.contents,
                             made.content_bytes}};
}

BackupJson json_of(const CurrentBackup& current) {
  return {current.generation, current.state, current.begun, BackupProgressJson{current.stage, current.bytes},
          std::nullopt};
}

std::vector<BackupJson> all_of(const Backups::Known& known) {
  std::vector<BackupJson> all;
  for (const auto& made : known.done) all.push_back(json_of(made));
  if (known.current) all.push_back(json_of(*known.current));
  return all;
}

Problem problem(int status, std::string code, domain::Text title) {
  Problem made;
  made.status = status;
  made.code = std::move(code);
  made.title = title;
  return made;
}

Problem not_configured() {
  return problem(
      404, "backups.not_configured",
      {"Serverim nav norādīta rezerves kopiju mape", "The server was given no directory for backups"});
}

Problem in_progress() {
  return problem(409, "backups.in_progress",
                 {"Rezerves kopija jau tiek veidota", "A backup is being made already"});
}

Result<Answered<BackupJson>> make_backup(Backups& backups, const Call& call, Unit& unit) {
  if (!backups.are_configured()) return std::unexpected(not_configured());
  auto turn = backups.take_turn();
  if (!turn) return std::unexpected(in_progress());
  // Of no account: it is of them all.
  unit.record<domain::access::Access>({}, {});
  Answered<BackupJson> answered;
  answered.value.generation = turn->generation();
  answered.value.begun = unit.now();
  answered.reply.status = 202;
  answered.reply.means = grant_for_staff(call, {}).means;
  answered.reply.headers.emplace_back("Location", "/v1/backups/" + std::to_string(turn->generation()));
  unit.when_committed([&backups, turn = std::move(turn)] { backups.make(*turn); });
  return answered;
}

Result<Answered<BackupJson>> one_backup(const Backups& backups, const Call& call) {
  if (!backups.are_configured()) return std::unexpected(not_configured());
  const auto generation = parse_decimal<std::uint32_t>(call.path[0]);
  const auto all = all_of(backups.known());
  const auto found = std::ranges::find_if(all, [&](const auto& one) { return one.generation == generation; });
  if (found == all.end()) return std::unexpected(problems::not_found());
  return Answered<BackupJson>{*found, {}};
}

Result<Answered<BackupsJson>> all_backups(const Backups& backups) {
  if (!backups.are_configured()) return std::unexpected(not_configured());
  return Answered<BackupsJson>{{all_of(backups.known())}, {}};
}

Route administrators(std::string method, std::string path, std::string operation, std::string summary) {
  return declare(Access::staff, std::move(method), "/v1/backups" + path, std::move(operation),
                 std::move(summary), {"administrator"});
}

}  // namespace

Backups::Backups(const Backend& backend, std::filesystem::path data, BackupOptions options)
    : backend_(backend), data_(std::move(data)), options_(std::move(options)) {
  if (!are_configured()) return;
  eventstore::require_apart(data_, *options_.directory);
  look();
}

Backups::~Backups() { stop(); }

// Others put backups there too, while this server does not run or beside it.
void Backups::look() {
  try {
    known_.done = eventstore::generations_in({*options_.directory});
  } catch (const std::exception& trouble) {
    spdlog::error("the backups cannot be read: {}", trouble.what());
  }
}

std::uint32_t Backups::next() const {
  std::uint32_t last = known_.done.empty() ? 0 : known_.done.back().generation;
  if (known_.current) last = std::max(last, known_.current->generation);
  return last + 1;
}

std::shared_ptr<const Backups::Turn> Backups::take_turn() {
  const std::lock_guard lock(mutex_);
  if (taken_ || (known_.current && known_.current->state == BackupState::making)) return nullptr;
  look();
  auto turn = std::make_shared<const Turn>(*this, next());
  taken_ = turn.get();
  return turn;
}

void Backups::give_back(const Turn& turn) {
  const std::lock_guard lock(mutex_);
  if (taken_ == &turn) taken_ = nullptr;
}

void Backups::make(const Turn& turn) {
  begin(turn);
  // The thread before, if there was one, has nothing left to do.
  maker_ = std::jthread(
      [this, generation = turn.generation()](const std::stop_token& stop) { run(generation, stop); });
}

void Backups::begin(const Turn& turn) {
  const std::lock_guard lock(mutex_);
  known_.current = {turn.generation(), backend_.now(), BackupState::making, "checkpoint", 0};
  taken_ = nullptr;
}

void Backups::run(std::uint32_t generation, const std::stop_token& stop) {
  std::vector<Manifest> done;
  try {
    auto directory = BackupDirectory::to_make(*options_.directory, data_);
    const auto source = eventstore::source_of(data_, backend_.log, backend_.vault, backend_.keyring);
    const auto made = directory.make(
        source, {backend_.now().microseconds, options_.keep,
                 [&](const BackupProgress& progress) { return tell(progress, stop); }, generation});
    done = directory.generations();
    spdlog::info("backup {} made and verified, position {}", made.generation, made.position);
  } catch (const std::exception& trouble) {
    spdlog::error("backup {} failed: {}", generation, trouble.what());
  }
  const std::lock_guard lock(mutex_);
  if (done.empty()) {
    known_.current->state = BackupState::failed;
  } else {
    known_.done = std::move(done);
    known_.current.reset();
  }
}

bool Backups::tell(const BackupProgress& progress, const std::stop_token& stop) {
  const std::lock_guard lock(mutex_);
  known_.current->stage = progress.stage;
  known_.current->bytes = progress.bytes;
  return !stop.stop_requested();
}

Backups::Known Backups::known() const {
  const std::lock_guard lock(mutex_);
  return known_;
}

void Backups::stop() { maker_ = {}; }

std::vector<Route> backup_routes(Backups& backups) {
  std::vector<Route> routes;
  auto making = administrators("POST", "", "backups.make",
                               "Begin a backup of log, vault and keyring; it is verified before it is done.");
  making.success = 202;
  routes.push_back(route<BackupJson>(std::move(making), [&backups](const Call& call, Unit& unit) {
    return make_backup(backups, call, unit);
  }));
  routes.push_back(
      route<BackupsJson>(administrators("GET", "", "backups.list", "The backups that are there."),
                         [&backups](const Call&, Unit&) { return all_backups(backups); }));
  routes.push_back(route<BackupJson>(
      administrators("GET", "/{generation}", "backups.open", "One backup, or how far it is."),
      [&backups](const Call& call, Unit&) { return one_backup(backups, call); }));
  return routes;
}

}  // namespace vesture::api
