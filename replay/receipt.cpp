#include "replay/receipt.hpp"

#include <fmt/format.h>

#include <boost/json/array.hpp>
#include <filesystem>

#include "api/receipt.hpp"
#include "domain/common/ids.hpp"
#include "domain/common/time.hpp"
#include "replay/verifier_key.hpp"

namespace vesture::replay {

namespace {

namespace json = boost::json;
using api::Proved;

struct Options {
  std::filesystem::path file;
  std::string key;
};

std::string time_of(const Proved& proved) { return to_string(domain::Instant{proved.leaf.time}); }

std::string id_text(const eventstore::Id16& id) { return to_string(domain::Uuid{id}); }

std::string actor_text(const Proved& proved) {
  if (!proved.actor) return "by whom: not disclosed";
  const auto& [actor, command, key, cause] = *proved.actor;
  return fmt::format("by {} (person {}, account {}): {}", printable(actor.means), id_text(actor.person),
                     id_text(actor.account), printable(command));
}

std::string events_text(const Proved& proved) {
  std::string text;
  for (const auto& disclosed : proved.events) {
    const auto event = eventstore::decode_event(disclosed.stored);
    text += fmt::format("\nevent {}: {}, version {} of {}", disclosed.index, printable(event.type),
                        event.version, printable(event.stream));
  }
  const auto hidden = proved.leaf.events.size() - proved.events.size();
  if (hidden != 0) text += fmt::format("\n{} of {} events not disclosed", hidden, proved.leaf.events.size());
  return text;
}

std::string text_of(const Proved& proved) {
  return fmt::format("holds: position {} of {}, {}; in the checkpoint of {} commits\n{}{}",
                     proved.leaf.position, printable(proved.checkpoint.origin), time_of(proved),
                     proved.checkpoint.head.size, actor_text(proved), events_text(proved));
}

json::value actor_json(const Proved& proved) {
  if (!proved.actor) return nullptr;
  const auto& [actor, command, key, cause] = *proved.actor;
  return {{"person", id_text(actor.person)},
          {"account", id_text(actor.account)},
          {"means", actor.means},
          {"command", command},
          {"cause", cause}};
}

json::array events_json(const Proved& proved) {
  json::array events;
  for (const auto& disclosed : proved.events) {
    const auto event = eventstore::decode_event(disclosed.stored);
    events.push_back({{"index", disclosed.index},
                      {"type", event.type},
                      {"stream", event.stream},
                      {"version", event.version}});
  }
  return events;
}

json::object json_of(const Proved& proved) {
  return {{"holds", true},
          {"position", proved.leaf.position},
          {"time", time_of(proved)},
          {"log", proved.checkpoint.origin},
          {"checkpoint", proved.checkpoint.head.size},
          {"actor", actor_json(proved)},
          {"events_in_commit", proved.leaf.events.size()},
          {"events", events_json(proved)}};
}

Verdict run(const Options& options, Terminal& terminal) {
  const auto key = verifier_key(options.key);
  const auto proved = api::check_receipt(text_in(options.file), key);
  if (!proved) {
    terminal.say("does not hold: " + proved.error(), {{"holds", false}, {"why", proved.error()}});
    return Verdict::does_not_hold;
  }
  terminal.say(text_of(*proved), json_of(*proved));
  return Verdict::holds;
}

}  // namespace

void add_receipt(CLI::App& app, Run& chosen) {
  const auto options = std::make_shared<Options>();
  auto& command =
      add_command(app, chosen, "receipt", "Checks a receipt for one act, offline",
                  "  vesture-replay receipt receipt.tlog-proof --key checkpoint.vkey\n"
                  "  vesture-replay receipt receipt.tlog-proof --key example.lv/log+33d7b496+AeHTu4Q3...",
                  options, run);
  command.add_option("file", options->file, "As /v1/commits/{position}/proof gave it")
      ->required()
      ->check(CLI::ExistingFile);
  command.add_option("--key", options->key, "The log's verifier key, or a file that holds it")->required();
}

}  // namespace vesture::replay
