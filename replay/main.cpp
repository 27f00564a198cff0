// vesture-replay: for auditors, who need not trust the server, and analysts, who rebuild its views.
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <boost/json/object.hpp>

#include "replay/backup.hpp"
#include "replay/command.hpp"
#include "replay/diff.hpp"
#include "replay/digest.hpp"
#include "replay/explain.hpp"
#include "replay/export.hpp"
#include "replay/inspect.hpp"
#include "replay/query.hpp"
#include "replay/rebuild.hpp"
#include "replay/receipt.hpp"
#include "replay/restore.hpp"
#include "replay/serve.hpp"
#include "replay/show.hpp"
#include "replay/tiles.hpp"
#include "replay/verify.hpp"

namespace {

using namespace vesture::replay;

// Every command. A new one is added here.
void add_commands(CLI::App& app, Run& chosen) {
  add_backup(app, chosen);
  add_diff(app, chosen);
  add_digest(app, chosen);
  add_explain(app, chosen);
  add_export(app, chosen);
  add_follow(app, chosen);
  add_inspect(app, chosen);
  add_query(app, chosen);
  add_rebuild(app, chosen);
  add_receipt(app, chosen);
  add_restore(app, chosen);
  add_serve(app, chosen);
  add_show(app, chosen);
  add_tiles(app, chosen);
  add_verify(app, chosen);
}

// CLI11 gives a code of its own for each kind of wrong option.
int exit_code(const CLI::App& app, const CLI::ParseError& error) {
  return app.exit(error) == 0 ? 0 : static_cast<int>(Verdict::cannot_tell);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{
      "Reads Vesture's history: checks it, shows it as of any moment, rebuilds and exports its views.\n"
      "Exit codes: 0 it holds or was done, 1 it does not hold, 2 it could not be told."};
  bool json = false;
  Run run;
  app.add_flag("--json", json, "Results as JSON, one value a line");
  app.require_subcommand(1);
  app.fallthrough();
  add_commands(app, run);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return exit_code(app, error);
  }
  take_interrupts();
  spdlog::set_level(spdlog::level::err);
  Terminal terminal(json);
  try {
    const auto verdict = run(terminal);
    flush_output();
    return static_cast<int>(verdict);
  } catch (const std::exception& trouble) {
    fmt::print(stderr, "vesture-replay: {}\n", trouble.what());
    return static_cast<int>(Verdict::cannot_tell);
  }
}
