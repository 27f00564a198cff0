#include "replay/restore.hpp"

#include <fmt/format.h>

#include <boost/json/value_from.hpp>

#include "domain/files/content.hpp"
#include "eventstore/backup/restore.hpp"

namespace vesture::replay {

namespace {

struct Options {
  std::filesystem::path from;
  std::optional<std::uint32_t> generation;
  std::filesystem::path into;
};

std::string stream_of(const eventstore::ContentId& content) {
  return domain::files::Content::stream(domain::ContentId{{content}});
}

Verdict run(const Options& options, Terminal& terminal) try {
  const auto backups = eventstore::BackupDirectory::to_read(options.from);
  const auto manifest = backups.generation(options.generation);
  {
    Progress progress("restoring", manifest.log_bytes + manifest.vault_bytes + manifest.content_bytes,
                      "bytes");
    eventstore::restore(backups, manifest, options.into, stream_of,
                        [&](const eventstore::BackupProgress& restored) {
                          progress.at(restored.bytes);
                          return !interrupted();
                        });
  }
  terminal.say(fmt::format("generation {} restored: position {}, chain {}, {}", manifest.generation,
                           manifest.position, manifest.chain, options.into.string()),
               boost::json::value_from(manifest).as_object());
  return Verdict::holds;
} catch (const eventstore::Corruption& damage) {
  terminal.say(fmt::format("nothing was restored: {}", damage.what()),
               {{"holds", false}, {"damage", damage.what()}});
  return Verdict::does_not_hold;
}

}  // namespace

void add_restore(CLI::App& app, Run& chosen) {
  const auto options = std::make_shared<Options>();
  auto& command = add_command(
      app, chosen, "restore",
      "Makes a data directory out of a backup. Put the master key (and checkpoint.key) back before its\n"
      "server starts; views are built then. What was destroyed since the generation stays destroyed",
      "  vesture-replay restore --from backups --into data\n"
      "  vesture-replay restore --from backups --generation 12 --into data-as-it-was",
      options, run);
  command.add_option("--from", options->from, "Directory of backups")
      ->required()
      ->check(CLI::ExistingDirectory);
  command.add_option("--generation", options->generation, "Which one [the newest]");
  command.add_option("--into", options->into, "Directory to be made, or empty")->required();
}

}  // namespace vesture::replay
