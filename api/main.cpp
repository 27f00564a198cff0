// The server: reads its options, puts everything together, serves until it is told to stop.
#include <signal.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "api/outside/clamd.hpp"
#include "api/outside/http_register.hpp"
#include "api/outside/smtp.hpp"
#include "api/portal.hpp"
#include "api/serving_options.hpp"
#include "api/signatures/trust_options.hpp"

namespace {

using namespace vesture::api;
namespace fs = std::filesystem;

struct Options {
  NodeOptions node;
  ServingOptions serving;
  std::string clamd;
  SmtpOptions smtp;
  BackupOptions backups;
  fs::path smtp_password;
  std::vector<std::string> mail_pairs;
  std::string register_url;
  fs::path register_token;
};

const std::map<std::string, StartTls> kStartTls{
    {"required", StartTls::required}, {"opportunistic", StartTls::opportunistic}, {"off", StartTls::off}};

void declare(CLI::App& app, Options& options, std::string& master_key) {
  app.set_config("--config", "", "Options from a file (TOML)");
  app.add_option("--data", options.node.data, "Data directory")->required();
  app.add_option("--master-key", master_key, "File of the master key [<data>/master.key]");
  app.add_option("--previous-master-key", options.node.previous_master_key,
                 "File of the master key to rotate from: the keyring is wrapped anew under --master-key");
  add_serving_options(app, options.serving);
  app.add_option("--checkpoint-key", options.node.checkpoint_key,
                 "File of the key that the log is signed with [<data>/checkpoint.key]");
  app.add_option(
      "--log-origin", options.node.log_origin,
      "Name of the log in its checkpoints, as a URL without its scheme; for good [localhost/vesture]");
  app.add_option("--file-bytes", options.node.most_file_bytes, "Most bytes of one file")
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{kMostUploadBytes}))
      ->capture_default_str();
  app.add_option("--mail-attachments", options.node.mail_rules.limits.attachments,
                 "Most attachments of one message")
      ->capture_default_str();
  app.add_option("--mail-attached-bytes", options.node.mail_rules.limits.attached_bytes,
                 "Most bytes of a message's attachments together")
      ->capture_default_str();
  app.add_option("--mail-recipients", options.node.mail_rules.limits.recipients,
                 "Most recipients of one message")
      ->capture_default_str();
  app.add_option("--mail-pair", options.mail_pairs,
                 "Who writes to whom, as natural:natural=yes; kinds are natural, legal and institution");
  app.add_option("--clamd", options.clamd, "Malware scanner: HOST:PORT or /path/to/socket of clamd");
  signatures::add_trust_options(app, options.node.trusted);
  app.add_option("--smtp-url", options.smtp.url, "Mail server: smtp://HOST:PORT, or smtps://HOST:PORT");
  app.add_option("--smtp-starttls", options.smtp.starttls, "required, opportunistic or off")
      ->transform(CLI::CheckedTransformer(kStartTls))
      ->default_str("required");
  app.add_option("--smtp-ca", options.smtp.ca_file, "File of certificates to trust (PEM) [the system's]");
  app.add_option("--smtp-user", options.smtp.user, "Who authenticates at the mail server");
  app.add_option("--smtp-password-file", options.smtp_password, "File of the password");
  app.add_option("--mail-from", options.smtp.from, "Address that e-mail comes from");
  app.add_option("--register-url", options.register_url,
                 "Registers of people and legal entities: https://…, or http:// of this machine");
  app.add_option("--register-token", options.register_token, "File of the token that the register wants");
  app.add_option("--backups", options.backups.directory,
                 "Directory of backups, which POST /v1/backups makes [none]");
  app.add_option("--keep-backups", options.backups.keep, "Generations to keep [all]")
      ->check(CLI::PositiveNumber);
}

std::unique_ptr<Scanner> configured_scanner(const std::string& clamd) {
  if (clamd.empty()) {
    spdlog::warn("NO MALWARE SCANNER: files from outside are taken unscanned (--clamd)");
    return nullptr;
  }
  const auto address = parse_socket_address(clamd);
  if (!address) throw std::runtime_error("--clamd wants HOST:PORT or /path/to/socket, not " + clamd);
  return std::make_unique<Clamd>(*address);
}

// The first line of the file, as an editor leaves it.
std::string secret_in(const fs::path& file) {
  const auto text = read_file(file);
  return text.substr(0, text.find_first_of("\r\n"));
}

std::unique_ptr<MailSender> configured_mail(const Options& options) {
  auto smtp = options.smtp;
  if (smtp.url.empty()) {
    spdlog::warn("NO MAIL SERVER: notifications are raised, and no e-mail goes out (--smtp-url)");
    return nullptr;
  }
  if (smtp.user.empty() != options.smtp_password.empty())
    throw std::runtime_error("--smtp-user and --smtp-password-file go together");
  if (!smtp.user.empty()) smtp.password = secret_in(options.smtp_password);
  return std::make_unique<Smtp>(std::move(smtp));
}

void say_whom_nobody_trusts(const Options& options) {
  if (options.node.trusted.signers.empty())
    spdlog::warn("NO SIGNATURE ANCHORS: no signature is valid, at best indeterminate (--signature-anchors)");
}

MailRules configured_rules(const Options& options) {
  auto rules = options.node.mail_rules;
  for (const auto& pair : options.mail_pairs)
    if (!set_pair(rules.matrix, pair))
      throw std::runtime_error("--mail-pair wants KIND:KIND=yes or no, not " + pair);
  return rules;
}

std::unique_ptr<Register> configured_register(const Options& options) {
  if (options.register_url.empty()) {
    spdlog::warn(
        "NO REGISTER: names are those of the first authentication, nobody's code changes (--register-url)");
    return nullptr;
  }
  HttpRegisterOptions outside{options.register_url};
  if (!options.register_token.empty()) outside.token = secret_in(options.register_token);
  return std::make_unique<HttpRegister>(outside);
}

// Blocked before any thread is started, so that only wait_for_stop() takes them.
sigset_t block_stop_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

// A file at its limit of size (RLIMIT_FSIZE) is then a write that fails, and not the end of the server.
void ignore_file_size_signal() { ::signal(SIGXFSZ, SIG_IGN); }

// Lines gather and leave together, at once where something is wrong: a write for each request costs more than many
// a request.
void log_to_stdout() {
  std::ios::sync_with_stdio(false);
  auto sink = std::make_shared<spdlog::sinks::ostream_sink_mt>(std::cout, false);
  spdlog::set_default_logger(std::make_shared<spdlog::logger>("vesture", std::move(sink)));
  spdlog::flush_on(spdlog::level::warn);
  spdlog::flush_every(std::chrono::seconds(1));
}

void serve(const Options& options, const sigset_t& stop_signals) {
  PortalOptions portal_options{options.node, options.serving.server, options.serving.dispatcher, {}, nullptr};
  const auto issuer = set_tokens(portal_options, options.serving);
  portal_options.backups = options.backups;
  const auto scanner = configured_scanner(options.clamd);
  portal_options.node.scanner = scanner.get();
  say_whom_nobody_trusts(options);
  portal_options.node.mail_rules = configured_rules(options);
  const auto mail = configured_mail(options);
  portal_options.node.mail = mail.get();
  const auto registers = configured_register(options);
  portal_options.registers = registers.get();
  Portal portal(std::move(portal_options));
  portal.start();
  const auto& log = portal.backend().log;
  spdlog::info("listening address={} port={} head={}", options.serving.server.address, portal.port(),
               log.head());
  spdlog::info("checkpoints are verified with {}", portal.backend().checkpoints->verifier().text());
  spdlog::default_logger()->flush();

  int signal = 0;
  sigwait(&stop_signals, &signal);
  spdlog::info("stopping");
  portal.stop();
  spdlog::info("stopped head={}", log.head());
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Vesture: the event-sourced backend of a citizens' portal"};
  Options options;
  std::string master_key;
  declare(app, options, master_key);
  CLI11_PARSE(app, argc, argv);
  if (!master_key.empty()) options.node.master_key = master_key;
  const auto signals = block_stop_signals();
  ignore_file_size_signal();
  log_to_stdout();
  int result = 0;
  try {
    serve(options, signals);
  } catch (const std::exception& trouble) {
    spdlog::critical("{}", trouble.what());
    result = 1;
  }
  spdlog::shutdown();
  return result;
}
