#include "replay/rebuild.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <stdexcept>
#include <thread>

#include "eventstore/directories.hpp"
#include "projections/catalogue.hpp"
#include "projections/common/cipher_over.hpp"
#include "projections/common/rebuild.hpp"
#include "replay/compare_views.hpp"
#include "replay/digest.hpp"
#include "replay/source.hpp"

namespace vesture::replay {

namespace {

using eventstore::Position;
using Projections = std::vector<std::unique_ptr<projections::Projection>>;

struct Options {
  SourceOptions source;
  std::filesystem::path into;
  std::vector<std::string> views;  // all where empty
  unsigned threads = std::thread::hardware_concurrency();
  std::size_t memory_mib = 512;
  std::optional<std::filesystem::path> compare;
  bool sealed = false;
};

Projections wanted(const Options& options, const Source& source) {
  auto all = projections::all_projections(*source.cipher,
                                          options.sealed ? contents_of(source) : projections::no_contents());
  for (const auto& name : options.views)
    if (std::ranges::none_of(all, [&](const auto& projection) { return projection->name() == name; }))
      throw std::invalid_argument(name + ": there is no such view");
  std::erase_if(all, [&](const auto& projection) {
    return !options.views.empty() && std::ranges::count(options.views, projection->name()) == 0;
  });
  return all;
}

// An empty directory, or one that an earlier call left unfinished: then for the same head, so that a log that has grown
// meanwhile is no other.
std::unique_ptr<projections::ViewStore> open_target(const Options& options, SourceOptions& source) {
  const bool goes_on = std::filesystem::exists(options.into);
  auto views = projections::ViewStore::open(options.into);
  if (!goes_on) return views;
  const auto head = projections::unfinished_for(*views);
  if (!head) throw std::runtime_error(options.into.string() + " is there already, with views in it");
  if (source.at.empty()) source.at = std::to_string(*head);
  return views;
}

// Personal data is written where it was asked for alone; digests and comparisons are the same without.
void choose_keys(Source& source, bool sealed) {
  if (sealed && !source.keyring)
    throw std::runtime_error(
        fmt::format("{}: there are no keys to open what is sealed", source.data.string()));
  if (!sealed) *source.cipher = projections::cipher_without_keys();
}

bool build(const Options& options, const Source& source, const Projections& projections,
           projections::ViewStore& views) {
  Progress progress("rebuilding", source.log->head(), "commits");
  return projections::rebuild(*source.log, projections, views,
                              {.progress =
                                   [&](Position applied) {
                                     progress.at(applied);
                                     return !interrupted();
                                   },
                               .indexing = [](std::uint64_t) { return !interrupted(); },
                               .threads = options.threads,
                               .memory_bytes = options.memory_mib << 20});
}

Verdict run(const Options& options, Terminal& terminal) {
  eventstore::require_apart(options.source.data, options.into);
  if (options.compare) eventstore::require_apart(*options.compare, options.into);
  auto from = options.source;
  const bool goes_on = std::filesystem::exists(options.into);
  const auto views = open_target(options, from);
  auto source = open_source(from);
  choose_keys(source, options.sealed);
  const auto projections = wanted(options, source);
  const auto began = std::chrono::steady_clock::now();
  if (!build(options, source, projections, *views))
    throw std::runtime_error("interrupted; the same command goes on from here");
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  const auto rate = static_cast<std::uint64_t>(static_cast<double>(source.log->head()) / took.count());
  boost::json::object json{{"position", source.log->head()}, {"views", options.into.string()}};
  auto text = fmt::format("{} views at position {} in {}", projections.size(), source.log->head(),
                          options.into.string());
  // Of one that went on from an earlier call the rate would count commits that it did not apply.
  if (!goes_on) {
    json["commits_per_second"] = rate;
    text += fmt::format(" ({} commits a second)", rate);
  }
  terminal.say(text, json);
  say_digests(*views, terminal);
  if (!options.compare) return Verdict::holds;
  return compare_views({*options.compare, options.sealed}, projections, *views, terminal);
}

}  // namespace

void add_rebuild(CLI::App& app, Run& chosen) {
  const auto options = std::make_shared<Options>();
  auto& command = add_command(app, chosen, "rebuild", "Builds the views from a copy of the log",
                              "  vesture-replay rebuild --data copy --into views\n"
                              "  vesture-replay rebuild --data copy --at 2026-03-31 --into views-in-march\n"
                              "  vesture-replay rebuild --data copy --into views --compare copy/views\n"
                              "  vesture-replay rebuild --data copy --into views --sealed    # for a server\n"
                              "Ctrl-C stops it; the same command goes on from there.",
                              options, run);
  add_source_options(command, options->source);
  add_at_option(command, options->source);
  command.add_option("--into", options->into, "Directory to be made")->required();
  command.add_option("--view", options->views, "Of these views alone; can be repeated [all]");
  command.add_option("--threads", options->threads, "[one for each core]")->check(CLI::Range(1, 256));
  command.add_option("--memory", options->memory_mib, "For rows and entries that are gathered, in MiB [512]")
      ->check(CLI::Range(16, 1 << 20));
  command.add_option("--compare", options->compare, "Views of a server: says which rows differ from them")
      ->check(CLI::ExistingDirectory);
  command.add_flag("--sealed", options->sealed,
                   "With what comes from sealed fields, personal data: where the keys are there. For "
                   "views that a server\n"
                   "is to serve, and to compare those fields too");
}

}  // namespace vesture::replay
