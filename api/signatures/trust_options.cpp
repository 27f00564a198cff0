#include "api/signatures/trust_options.hpp"

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <CLI/Validators.hpp>

namespace vesture::api::signatures {

void add_trust_options(CLI::App& app, Trust::Directories& trusted) {
  app.add_option(
         "--signature-anchors", trusted.signers,
         "Directory of certificates (PEM) that issue certificates of signers [none: nobody's is valid]")
      ->check(CLI::ExistingDirectory);
  app.add_option("--time-stamp-anchors", trusted.time_stamps,
                 "Directory of certificates (PEM) that issue those of time-stamping authorities [none]")
      ->check(CLI::ExistingDirectory);
  app.add_option("--responder-anchors", trusted.responders,
                 "Directory of certificates (PEM) that issue those of OCSP responders [the signers' own]")
      ->check(CLI::ExistingDirectory);
}

}  // namespace vesture::api::signatures
