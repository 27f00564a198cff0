// The server: reads its options, puts everything together, serves until it is told to stop.
#include <signal.h>
#include <spdlog/spdlog.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <boost/asio/ip/address.hpp>
#include <fstream>
#include <memory>
#include <sstream>

#include "api/accounts.hpp"
#include "api/audit.hpp"
#include "api/auth/token_issuer.hpp"
#include "api/demo_people.hpp"
#include "api/dev.hpp"
#include "api/dispatcher.hpp"
#include "api/http/metrics.hpp"
#include "api/http/server.hpp"
#include "api/node.hpp"
#include "api/operation.hpp"
#include "api/orders.hpp"
#include "api/requests.hpp"

namespace {

using namespace vesture::api;
namespace fs = std::filesystem;

struct Options {
  NodeOptions node;
  ServerOptions server;
  DispatcherOptions dispatcher;
  bool dev = false;
  TokenRules tokens;
  fs::path token_key;
  std::string token_algorithm = "EdDSA";
};

std::string read_file(const fs::path& file) {
  std::ifstream in(file);
  if (!in) throw std::runtime_error("cannot read " + file.string());
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

void declare(CLI::App& app, Options& options, std::string& master_key) {
  app.set_config("--config", "", "Options from a file (TOML)");
  app.add_option("--data", options.node.data, "Data directory")->required();
  app.add_option("--master-key", master_key, "File of the master key [<data>/master.key]");
  app.add_option("--address", options.server.address, "Address to listen on")->capture_default_str();
  app.add_option("--port", options.server.port, "Port to listen on; 0 for one that is free")->capture_default_str();
  app.add_option("--threads", options.server.threads, "I/O threads; 0 for as many as there are cores");
  app.add_option("--origin", options.server.origins, "Origins whose pages may call (CORS)");
  app.add_option("--rate", options.dispatcher.rate.per_second, "Requests a second for each caller")
      ->capture_default_str();
  app.add_option("--burst", options.dispatcher.rate.burst, "Requests at once for each caller")
      ->capture_default_str();
  app.add_option("--token-issuer", options.tokens.issuer, "Issuer of tokens (iss)");
  app.add_option("--token-audience", options.tokens.audience, "Audience of tokens (aud)");
  app.add_option("--token-key", options.token_key, "File of the issuer's public key (PEM)");
  app.add_option("--token-algorithm", options.token_algorithm, "EdDSA, ES256 or RS256")
      ->check(CLI::IsMember({"EdDSA", "ES256", "RS256"}))
      ->capture_default_str();
  app.add_flag("--dev", options.dev, "Issue tokens to whoever asks (on loopback only)");
}

Algorithm algorithm_of(const std::string& name) {
  if (name == "ES256") return Algorithm::ES256;
  return name == "RS256" ? Algorithm::RS256 : Algorithm::EdDSA;
}

void require_loopback(const std::string& address) {
  boost::system::error_code bad;
  const auto parsed = boost::asio::ip::make_address(address, bad);
  if (bad || !parsed.is_loopback())
    throw std::runtime_error("--dev issues tokens to whoever asks: it serves loopback addresses only");
}

TokenRules configured_rules(const Options& options) {
  if (options.tokens.issuer.empty() || options.tokens.audience.empty() || options.token_key.empty())
    throw std::runtime_error("--token-issuer, --token-audience and --token-key are needed (or --dev)");
  auto rules = options.tokens;
  rules.algorithm = algorithm_of(options.token_algorithm);
  rules.public_key_pem = read_file(options.token_key);
  return rules;
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

void serve(const Options& options, const sigset_t& stop_signals) {
  std::unique_ptr<TokenIssuer> issuer;
  if (options.dev) {
    require_loopback(options.server.address);
    issuer = std::make_unique<TokenIssuer>(Algorithm::EdDSA, "vesture-dev", "vesture");
    spdlog::warn("DEVELOPMENT MODE: /dev/token gives a token for anyone to whoever asks");
  }
  const TokenVerifier tokens(issuer ? issuer->rules() : configured_rules(options));

  Node node(options.node);
  const auto& backend = node.backend();
  Metrics metrics;
  auto server_options = options.server;
  server_options.metrics = &metrics;

  Dispatcher* dispatching = nullptr;
  const Operation operation{backend, metrics, server_options, options.dispatcher.rate,
                            [&dispatching] { return dispatching->corrupt_streams(); }};
  auto routes = operation_routes(operation);
  const auto add = [&routes](std::vector<Route> more) {
    for (auto& route : more) routes.push_back(std::move(route));
  };
  add(account_routes(backend));
  add(order_routes(backend));
  add(request_routes(backend));
  add(audit_routes(backend));
  if (issuer) add(dev_routes(backend, *issuer, options.node.data / kDemoPeopleFile));
  add_openapi(routes);

  Dispatcher dispatcher(backend, tokens, std::move(routes), options.dispatcher);
  dispatching = &dispatcher;
  server_options.body_bytes = [&dispatcher](std::string_view method, std::string_view path) {
    return dispatcher.body_limit(method, path);
  };
  Server server(server_options, dispatcher);
  server.start();
  spdlog::info("listening address={} port={} head={}", server_options.address, server.port(), backend.log.head());

  int signal = 0;
  sigwait(&stop_signals, &signal);
  spdlog::info("stopping");
  server.stop();
  spdlog::info("stopped head={}", backend.log.head());
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
  try {
    serve(options, signals);
    return 0;
  } catch (const std::exception& trouble) {
    spdlog::critical("{}", trouble.what());
    return 1;
  }
}
