// The options of a program that serves the API: where it listens, how much a caller may ask, whose tokens it takes.
#pragma once

#include <CLI/App.hpp>
#include <filesystem>
#include <memory>
#include <string>

#include "api/auth/token_issuer.hpp"
#include "api/portal.hpp"

namespace vesture::api {

struct ServingOptions {
  ServerOptions server;
  DispatcherOptions dispatcher;
  TokenRules tokens;
  std::filesystem::path token_key;
  std::string token_algorithm = "EdDSA";
  bool dev = false;
};

void add_serving_options(CLI::App&, ServingOptions&);

// Whose tokens are taken, as the options say it: a local issuer's with --dev, which the portal's options then refer to.
// Throws std::runtime_error where neither is given.
std::unique_ptr<TokenIssuer> set_tokens(PortalOptions&, const ServingOptions&);

// The file whole; throws std::runtime_error where it cannot be read.
std::string read_file(const std::filesystem::path&);

}  // namespace vesture::api
