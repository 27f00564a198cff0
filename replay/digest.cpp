#include "replay/digest.hpp"

#include <fmt/format.h>

#include "eventstore/digits.hpp"
#include "projections/common/view_digest.hpp"

namespace vesture::replay {

namespace {

struct Options {
  std::filesystem::path views;
};

void say(const projections::ViewDigest& of, Terminal& terminal) {
  terminal.say(fmt::format("{} version {} at position {}: {} rows {}, {} entries {}", of.view, of.version,
                           of.position, of.rows.keys, eventstore::hex_digits(of.rows.digest), of.entries.keys,
                           eventstore::hex_digits(of.entries.digest)),
               {{"view", of.view},
                {"version", of.version},
                {"position", of.position},
                {"chain", eventstore::hex_digits(of.chain)},
                {"rows", of.rows.keys},
                {"digest", eventstore::hex_digits(of.rows.digest)},
                {"entries", of.entries.keys},
                {"entries_digest", eventstore::hex_digits(of.entries.digest)}});
}

Verdict run(const Options& options, Terminal& terminal) {
  say_digests(*projections::ViewStore::open_to_read(options.views), terminal);
  return Verdict::holds;
}

}  // namespace

void say_digests(const projections::ViewStore& store, Terminal& terminal) {
  const auto views = store.snapshot();
  const auto names = projections::views_in(views);
  if (names.empty()) throw std::runtime_error("no finished views are there");
  for (const auto& name : names) {
    const auto digest = projections::digest_of(views, name, [] { return !interrupted(); });
    if (!digest) throw std::runtime_error("interrupted");
    say(*digest, terminal);
  }
}

void add_digest(CLI::App& app, Run& chosen) {
  const auto options = std::make_shared<Options>();
  auto& command =
      add_command(app, chosen, "digest", "Tells the digest of each view, as GET /v1/views/{view}/digest does",
                  "  vesture-replay digest --views views\n"
                  "  vesture-replay --json digest --views copy/views",
                  options, run);
  command.add_option("--views", options->views, "Directory of views")
      ->required()
      ->check(CLI::ExistingDirectory);
}

}  // namespace vesture::replay
