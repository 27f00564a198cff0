#include "api/serving_options.hpp"

#include <spdlog/spdlog.h>

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace vesture::api {

namespace {

Algorithm algorithm_of(const std::string& name) {
  if (name == "ES256") return Algorithm::ES256;
  return name == "RS256" ? Algorithm::RS256 : Algorithm::EdDSA;
}

TokenRules configured_rules(const ServingOptions& options) {
  if (options.tokens.issuer.empty() || options.tokens.audience.empty() || options.token_key.empty())
    throw std::runtime_error("--token-issuer, --token-audience and --token-key are needed (or --dev)");
  auto rules = options.tokens;
  rules.algorithm = algorithm_of(options.token_algorithm);
  rules.public_key_pem = read_file(options.token_key);
  return rules;
}

}  // namespace

void add_serving_options(CLI::App& app, ServingOptions& options) {
  app.add_option("--address", options.server.address, "Address to listen on")->capture_default_str();
  app.add_option("--port", options.server.port, "Port to listen on; 0 for one that is free")
      ->capture_default_str();
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

std::unique_ptr<TokenIssuer> set_tokens(PortalOptions& portal, const ServingOptions& options) {
  if (!options.dev) {
    portal.tokens = configured_rules(options);
    return nullptr;
  }
  auto issuer = std::make_unique<TokenIssuer>(Algorithm::EdDSA, "vesture-dev", "vesture");
  portal.tokens = issuer->rules();
  portal.dev_issuer = issuer.get();
  spdlog::warn("DEVELOPMENT MODE: /dev/token gives a token for anyone to whoever asks");
  return issuer;
}

std::string read_file(const std::filesystem::path& file) {
  std::ifstream in(file);
  if (!in) throw std::runtime_error("cannot read " + file.string());
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

}  // namespace vesture::api
