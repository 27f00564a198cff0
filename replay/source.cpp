#include "replay/source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "projections/common/cipher_over.hpp"
#include "projections/common/contents_over.hpp"

namespace vesture::replay {

namespace {

namespace fs = std::filesystem;
using eventstore::Log;

}  // namespace

void add_source_options(CLI::App& command, SourceOptions& options) {
  command.add_option("--data", options.data, "Data directory: a copy, or that of a running server")
      ->required()
      ->check(CLI::ExistingDirectory);
  command.add_option("--master-key", options.master_key, "File of the master key [<data>/master.key]");
}

void add_at_option(CLI::App& command, SourceOptions& options) {
  command.add_option("--at", options.at,
                     "Position, time (2026-03-31T12:00:00Z) or day (2026-03-31) [the last commit]");
}

Source open_source(const SourceOptions& options) {
  Source source;
  source.data = options.data;
  const auto ring = options.data / "keyring";
  const auto master = options.master_key.value_or(options.data / "master.key");
  if (fs::exists(ring) && fs::exists(master))
    source.keyring = eventstore::Keyring::open_to_read(ring, master);
  source.cipher = std::make_unique<domain::Cipher>(source.keyring ? projections::cipher_over(*source.keyring)
                                                                  : projections::cipher_without_keys());
  source.log = Log::open_to_read(options.data / "log");
  source.known = projections::history::known_until(*source.log);
  if (const auto at = position_of(*source.log, options.at, source.known))
    source.log = Log::open_to_read(options.data / "log", at);
  return source;
}

projections::Contents contents_of(const Source& source) {
  const auto directory = source.data / "vault";
  if (!source.keyring || !fs::exists(directory)) return projections::no_contents();
  const std::shared_ptr<const eventstore::Vault> vault =
      eventstore::Vault::open_to_read(directory, *source.keyring);
  return [vault, read = projections::contents_over(*vault)](const domain::ContentId& content) {
    return read(content);
  };
}

}  // namespace vesture::replay
