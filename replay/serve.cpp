#include "replay/serve.hpp"

#include <fmt/format.h>
#include <pthread.h>
#include <time.h>

#include <optional>

#include "api/serving_options.hpp"
#include "domain/common/time.hpp"
#include "replay/past.hpp"
#include "replay/temporary_directory.hpp"

namespace vesture::replay {

namespace {

struct Options {
  SourceOptions source;
  std::optional<std::filesystem::path> views;
  api::ServingOptions serving;
};

// The handler of the program notes the signal, on whatever thread it comes.
void wait_until_interrupted() {
  constexpr timespec kBetweenLooks{0, 100'000'000};
  while (!interrupted()) ::nanosleep(&kBetweenLooks, nullptr);
}

void serve_until_told(api::PortalOptions options, Terminal& terminal) {
  if (interrupted()) throw std::runtime_error("interrupted");
  const auto moment = options.node.past->moment;
  const auto address = options.server.address;
  api::Portal portal(std::move(options));
  portal.start();
  const auto time = to_string(moment.time);
  terminal.say(
      fmt::format("serving position {} ({}) on http://{}:{}; Ctrl-C ends it", moment.position, time, address,
                  portal.port()),
      {{"position", moment.position}, {"time", time}, {"address", address}, {"port", portal.port()}});
  wait_until_interrupted();
  portal.stop();
}

Verdict run(const Options& options, Terminal& terminal) {
  std::optional<TemporaryDirectory> scratch;
  if (!options.views) scratch.emplace();
  const auto views = options.views.value_or(scratch ? scratch->path() / "views" : "");
  api::PortalOptions portal;
  portal.server = options.serving.server;
  portal.dispatcher = options.serving.dispatcher;
  const auto issuer = api::set_tokens(portal, options.serving);
  {
    const auto source = open_source(options.source);
    portal.node = past_node(source, options.source, views);
    build_views(source, views);
  }
  serve_until_told(std::move(portal), terminal);
  return Verdict::holds;
}

}  // namespace

void add_serve(CLI::App& app, Run& chosen) {
  const auto options = std::make_shared<Options>();
  auto& command = add_command(
      app, chosen, "serve",
      "Serves the API over a moment of the past, to be read alone.\n"
      "Every answer is what the server would have answered then, and says so: Vesture-At. Commands are "
      "refused\n"
      "(replay.read_only). Tokens are judged by the present clock, rights to accounts as of then; who was "
      "first\n"
      "seen later is refused. Looks that the server would put on record are not: the copy is yours, and "
      "nothing\n"
      "in it is changed. What was destroyed since stays destroyed, and a file whose time is over by now is "
      "gone:\n"
      "at each download the log is asked again.",
      "  vesture-replay serve --data copy --at 2026-03-31 --dev --port 8090\n"
      "  vesture-replay serve --data copy --at 4711 --views march --token-issuer https://login.example \\\n"
      "      --token-audience vesture --token-key issuer.pem",
      options, run);
  add_source_options(command, options->source);
  add_at_option(command, options->source);
  command.add_option("--views", options->views,
                     "Directory for the views of that moment, used again [a temporary one]");
  api::add_serving_options(command, options->serving);
}

}  // namespace vesture::replay
