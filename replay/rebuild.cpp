#include "replay/rebuild.hpp"

#include <fmt/format.h>

#include "projections/catalogue.hpp"
#include "projections/common/rebuild.hpp"
#include "replay/source.hpp"

namespace vesture::replay {

namespace {

struct Options {
  SourceOptions source;
  std::filesystem::path into;
};

Verdict run(const Options& options, Terminal& terminal) {
  if (std::filesystem::exists(options.into))
    throw std::runtime_error(options.into.string() + " is there already");
  const auto source = open_source(options.source);
  const auto views = projections::ViewStore::open(options.into);
  Progress progress("rebuilding", source.log->head(), "commits");
  const bool whole = projections::rebuild(*source.log, projections::all_projections(*source.cipher), *views,
                                          {.progress = [&](eventstore::Position applied) {
                                            progress.at(applied);
                                            return !interrupted();
                                          }});
  if (!whole) throw std::runtime_error("interrupted");
  progress.at(source.log->head());
  terminal.say(fmt::format("views at position {}: {}", source.log->head(), options.into.string()),
               {{"position", source.log->head()}, {"views", options.into.string()}});
  return Verdict::holds;
}

}  // namespace

void add_rebuild(CLI::App& app, Run& chosen) {
  const auto options = std::make_shared<Options>();
  auto& command = add_command(app, chosen, "rebuild", "Builds the views from a copy of the log",
                              "  vesture-replay rebuild --data copy --into views\n"
                              "  vesture-replay rebuild --data copy --at 2026-03-31 --into views-in-march",
                              options, run);
  add_source_options(command, options->source);
  add_at_option(command, options->source);
  command.add_option("--into", options->into, "Directory to be made")->required();
}

}  // namespace vesture::replay
