#include "replay/backup.hpp"

#include <fmt/format.h>

#include <boost/json/parse.hpp>
#include <boost/json/value_from.hpp>
#include <chrono>
#include <fstream>
#include <thread>

#include "api/outside/http_client.hpp"
#include "eventstore/backup/backup_directory.hpp"
#include "eventstore/corruption.hpp"

namespace vesture::replay {

namespace {

namespace fs = std::filesystem;
namespace bj = boost::json;
using eventstore::BackupDirectory;
using eventstore::BackupProgress;
using eventstore::Manifest;

constexpr std::chrono::milliseconds kBetweenQuestions{250};

struct Options {
  fs::path data;
  std::string url;
  fs::path token_file;
  fs::path to;
  std::optional<std::uint32_t> keep;
  bool verify = false;
};

std::uint64_t bytes_below(const fs::path& directory) {
  std::uint64_t bytes = 0;
  for (const auto& entry : fs::recursive_directory_iterator(directory))
    if (entry.is_regular_file()) bytes += entry.file_size();
  return bytes;
}

std::int64_t now() {
  const auto time = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::microseconds>(time).count();
}

// Stages one after the other on one bar.
class StagesShown {
 public:
  StagesShown(std::string_view doing, std::uint64_t bytes) : bar_(doing, bytes, "bytes") {}

  bool operator()(const BackupProgress& progress) {
    if (progress.bytes == 0) before_ += std::exchange(in_stage_, 0);
    in_stage_ = progress.bytes;
    bar_.at(before_ + in_stage_);
    return !interrupted();
  }

 private:
  Progress bar_;
  std::uint64_t before_ = 0;
  std::uint64_t in_stage_ = 0;
};

Verdict make_here(const Options& options, Terminal& terminal) {
  auto backups = BackupDirectory::to_make(options.to, options.data);
  const eventstore::StoppedData data(options.data);
  // Everything is copied, where the generation before has nothing of it, and then read to be verified.
  StagesShown shown("backing up",
                    2 * (bytes_below(options.data / "log") + bytes_below(options.data / "vault")));
  const auto made = backups.make(data.source(), {now(), options.keep, std::ref(shown)});
  terminal.say(fmt::format("generation {} made and verified: position {}, chain {}, {}", made.generation,
                           made.position, made.chain, backups.paths().generation(made.generation).string()),
               bj::value_from(made).as_object());
  return Verdict::holds;
}

std::string token_in(const fs::path& file) {
  std::ifstream in(file);
  std::string token;
  if (!(in >> token)) throw std::runtime_error(file.string() + " holds no token");
  return token;
}

bj::object answered(const api::HttpAnswer& answer, long expected) {
  const auto body = bj::parse(answer.body).as_object();
  if (answer.status == expected) return body;
  const auto* const code = body.if_contains("code");
  throw std::runtime_error(
      fmt::format("the server answered {} {}", answer.status, code ? std::string(code->as_string()) : ""));
}

Verdict ask_server(const Options& options, Terminal& terminal) {
  api::HttpClient server(options.url, token_in(options.token_file));
  auto backup = answered(server.post("/v1/backups"), 202);
  const auto path = fmt::format("/v1/backups/{}", backup.at("generation").to_number<std::uint32_t>());
  while (backup.at("state") == "making") {
    if (interrupted()) throw std::runtime_error("interrupted; the server goes on");
    std::this_thread::sleep_for(kBetweenQuestions);
    backup = answered(server.get(path), 200);
  }
  if (backup.at("state") != "done") throw std::runtime_error("the backup failed; the server's log says why");
  const auto& made = backup.at("made").as_object();
  terminal.say(
      fmt::format("generation {} made and verified by the server: position {}, chain {}",
                  backup.at("generation").to_number<std::uint32_t>(),
                  made.at("position").to_number<std::uint64_t>(), std::string(made.at("chain").as_string())),
      backup);
  return Verdict::holds;
}

bool verify_one(const BackupDirectory& backups, const Manifest& manifest, Terminal& terminal) {
  bj::object result{{"generation", manifest.generation}, {"position", manifest.position}, {"holds", true}};
  try {
    StagesShown shown(fmt::format("verifying generation {}", manifest.generation),
                      manifest.log_bytes + manifest.vault_bytes + manifest.content_bytes);
    backups.verify(manifest, std::ref(shown));
  } catch (const eventstore::Corruption& damage) {
    result["holds"] = false;
    result["damage"] = damage.what();
    terminal.say(fmt::format("generation {} is damaged: {}", manifest.generation, damage.what()), result);
    return false;
  }
  terminal.say(fmt::format("generation {} holds: position {}, chain {}", manifest.generation,
                           manifest.position, manifest.chain),
               result);
  return true;
}

Verdict verify_all(const Options& options, Terminal& terminal) try {
  const auto backups = BackupDirectory::to_read(options.to);
  const auto generations = backups.generations();
  if (generations.empty()) throw std::runtime_error(options.to.string() + ": no backup is there");
  bool all_hold = true;
  for (const auto& manifest : generations) all_hold &= verify_one(backups, manifest, terminal);
  return all_hold ? Verdict::holds : Verdict::does_not_hold;
} catch (const eventstore::Corruption& damage) {
  terminal.say(damage.what(), {{"holds", false}, {"damage", damage.what()}});
  return Verdict::does_not_hold;
}

Verdict run(const Options& options, Terminal& terminal) {
  if (!options.url.empty()) return ask_server(options, terminal);
  if (options.to.empty()) throw std::invalid_argument("--to is needed");
  if (options.verify) return verify_all(options, terminal);
  if (options.data.empty()) throw std::invalid_argument("--data, --url or --verify is needed");
  return make_here(options, terminal);
}

}  // namespace

void add_backup(CLI::App& app, Run& chosen) {
  const auto options = std::make_shared<Options>();
  auto& command = add_command(
      app, chosen, "backup",
      "Backs up log, vault and keyring, and verifies what it wrote. The master key and the key that signs\n"
      "checkpoints are not in it: keep them elsewhere",
      "  vesture-replay backup --data data --to backups              # its server does not run\n"
      "  vesture-replay backup --data data --to backups --keep 7\n"
      "  vesture-replay backup --url http://127.0.0.1:8080 --token-file token    # into the server's "
      "--backups\n"
      "  vesture-replay backup --verify --to backups",
      options, run);
  auto* const data = command.add_option("--data", options->data, "Data directory whose server does not run")
                         ->check(CLI::ExistingDirectory);
  auto* const url =
      command.add_option("--url", options->url, "Of a running server, which makes it by itself");
  url->excludes(data);
  command.add_option("--token-file", options->token_file, "File of an administrator's token")->needs(url);
  url->needs(command.get_option("--token-file"));
  auto* const to = command.add_option("--to", options->to, "Directory of backups");
  to->excludes(url);
  command.add_option("--keep", options->keep, "Generations to keep [all]")
      ->check(CLI::PositiveNumber)
      ->needs(data);
  command.add_flag("--verify", options->verify, "Read every generation that is there, and make none")
      ->needs(to)
      ->excludes(data);
}

}  // namespace vesture::replay
