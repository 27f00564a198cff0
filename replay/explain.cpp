#include "replay/explain.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <boost/json/array.hpp>
#include <memory>
#include <ranges>

#include "domain/common/ids.hpp"
#include "domain/common/time.hpp"
#include "eventstore/digits.hpp"
#include "replay/events/event_words.hpp"
#include "replay/stories/commit_story.hpp"
#include "replay/stories/story_teller.hpp"
#include "replay/words.hpp"

namespace vesture::replay {

namespace {

namespace json = boost::json;
using domain::Language;
using domain::Text;
using eventstore::Commit;
using eventstore::Position;

struct Options {
  SourceOptions source;
  Position position = 0;
  Language language = Language::en;
  bool sealed = false;
};

constexpr std::size_t kMostCauses = 20;
constexpr std::size_t kMostEffects = 20;

std::string time_of(const Commit& commit) { return domain::to_string(domain::Instant{commit.time}); }

// The story as it is told, paragraph by paragraph, and as one JSON object at its end.
class Telling {
 public:
  Telling(const Source& source, const Options& options, Terminal& terminal)
      : source_(source), options_(options), terminal_(terminal), teller_(*source.log, options.language) {}

  void say_who(const Commit& commit) {
    const domain::Uuid account{commit.actor.account};
    constexpr Text kFor{"konts", "account"};
    paragraph(fmt::format("{} {}  {}", in({"Ieraksts", "Commit"}), commit.position, time_of(commit)));
    line(teller_.actor(commit));
    if (!account.is_nil()) line(fmt::format("{} {}", in(kFor), domain::to_string(account)));
    line(fmt::format("{}: {}", in({"komanda", "command"}), commit.command));
    story_["position"] = commit.position;
    story_["time"] = time_of(commit);
    story_["actor"] = teller_.actor(commit);
    story_["account"] = account.is_nil() ? json::value(nullptr) : json::value(domain::to_string(account));
    story_["command"] = commit.command;
  }

  void say_decided(const Commit& commit) {
    paragraph(in({"Izlemts:", "What was decided, and by which rules:"}));
    json::array events;
    for (const auto& event : commit.events) {
      const auto* words = words_of(event.type);
      const auto rules = words == nullptr ? std::vector<std::string_view>{} : words->rules;
      line(fmt::format("{} [{}]", teller_.sentence(event), fmt::join(rules, ", ")));
      line(fmt::format("  {} {}, {}", event.stream, event.version, event.type));
      events.push_back(json::object{{"sentence", teller_.sentence(event)},
                                    {"rules", json::array(rules.begin(), rules.end())},
                                    {"stream", event.stream},
                                    {"version", event.version},
                                    {"type", event.type}});
    }
    story_["events"] = std::move(events);
  }

  void say_causes(const Commit& commit) {
    const auto causes = causes_of(*source_.log, commit, kMostCauses);
    paragraph(in({"Kas to izraisīja:", "What caused it:"}));
    if (causes.empty()) line(in({"neviens agrāks ieraksts", "no earlier commit"}));
    story_["causes"] = say_commits(causes);
  }

  void say_effects(const Commit& commit) {
    Progress progress("looking for what it caused", source_.log->head(), "commits");
    const auto effects = effects_of(*source_.log, commit.position, kMostEffects, [&](Position at) {
      progress.at(at);
      return !interrupted();
    });
    end_where_interrupted();
    paragraph(in({"Ko tas izraisīja:", "What it caused:"}));
    if (effects.count == 0) line(in({"neko", "nothing so far"}));
    story_["effects"] = say_commits(effects.first);
    story_["effects_count"] = effects.count;
    if (effects.count > effects.first.size())
      line(fmt::format("… {} {}", in({"pavisam", "in all"}), effects.count));
  }

  void say_rows(const Commit& commit) {
    paragraph(in({"Kādas skatu rindas tas mainīja:", "Which rows of which views it changed:"}));
    const RowWords how{options_.language, options_.sealed};
    json::array rows;
    std::unique_ptr<Progress> progress;
    const auto say = [&](const RowChange& change) {
      const auto words = in_words(change, how);
      line(words.front());
      for (const auto& cell : words | std::views::drop(1)) line("  " + cell);
      rows.push_back(as_json(change, how));
    };
    each_row_changed_by(source_, commit, say, [&](Position at) {
      if (!progress) progress = std::make_unique<Progress>("building views", commit.position, "commits");
      progress->at(at);
      return !interrupted();
    });
    end_where_interrupted();
    if (rows.empty()) line(in({"nevienu", "none"}));
    story_["rows"] = std::move(rows);
  }

  void say_place(const Commit& commit) {
    const auto& log = *source_.log;
    const auto head = log.tree_head(log.head());
    paragraph(in({"Vieta žurnālā:", "Its place in the log:"}));
    line(fmt::format("leaf {} of a tree of {}, proved by {} hashes", commit.position - 1, head.size,
                     log.inclusion_proof(commit.position, log.head()).size()));
    line("leaf hash " + eventstore::hex_digits(commit.leaf));
    line("chain     " + eventstore::hex_digits(commit.chain));
    line("tree root " + eventstore::hex_digits(head.root));
    story_["leaf_index"] = commit.position - 1;
    story_["leaf"] = eventstore::hex_digits(commit.leaf);
    story_["chain"] = eventstore::hex_digits(commit.chain);
    story_["tree"] = json::object{{"size", head.size}, {"root", eventstore::hex_digits(head.root)}};
  }

  void end() {
    if (terminal_.json()) terminal_.say("", story_);
  }

 private:
  std::string in(const Text& text) const { return std::string(text.in(options_.language)); }

  void paragraph(const std::string& heading) { say(heading); }
  void line(const std::string& text) { say("    " + text); }
  void say(const std::string& text) {
    if (!terminal_.json()) terminal_.say(printable(text), {});
  }

  json::array say_commits(const std::vector<Commit>& commits) {
    json::array all;
    for (const auto& commit : commits) {
      const auto sentences = teller_.sentences(commit);
      line(fmt::format("{}  {}  {}: {}", commit.position, time_of(commit), commit.command,
                       fmt::join(sentences, "; ")));
      all.push_back(json::object{{"position", commit.position},
                                 {"time", time_of(commit)},
                                 {"command", commit.command},
                                 {"story", json::array(sentences.begin(), sentences.end())}});
    }
    return all;
  }

  const Source& source_;
  const Options& options_;
  Terminal& terminal_;
  StoryTeller teller_;
  json::object story_;
};

Verdict run(const Options& options, Terminal& terminal) {
  const auto source = open_source(options.source);
  const auto commit = source.log->read(options.position);
  if (!commit)
    throw std::out_of_range(
        fmt::format("there is no commit {}; the last one is {}", options.position, source.log->head()));
  Telling telling(source, options, terminal);
  for (const auto step : {&Telling::say_who, &Telling::say_decided, &Telling::say_causes,
                          &Telling::say_effects, &Telling::say_rows, &Telling::say_place}) {
    (telling.*step)(*commit);
    end_where_interrupted();
  }
  telling.end();
  return Verdict::holds;
}

}  // namespace

void add_explain(CLI::App& app, Run& chosen) {
  const auto options = std::make_shared<Options>();
  auto& command =
      add_command(app, chosen, "explain",
                  "One commit as a story: who, for whom, by what right, what was decided by which rules,\n"
                  "what caused it and what it caused, and which rows of which views it changed",
                  "  vesture-replay explain --data copy --position 4711\n"
                  "  vesture-replay explain --data copy --position 4711 --language lv\n"
                  "  vesture-replay --json explain --data copy --position 4711",
                  options, run);
  add_source_options(command, options->source);
  command.add_option("--position", options->position, "The commit's")->required()->check(CLI::PositiveNumber);
  add_language_option(command, options->language);
  command.add_flag("--sealed", options->sealed, "With personal data, where the keys are there");
}

}  // namespace vesture::replay
