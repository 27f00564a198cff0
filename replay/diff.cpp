#include "replay/diff.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <memory>

#include "domain/common/ids.hpp"
#include "domain/common/time.hpp"
#include "projections/catalogue.hpp"
#include "projections/history/account_rows.hpp"
#include "projections/history/account_views.hpp"
#include "replay/source.hpp"
#include "replay/stories/row_changes.hpp"
#include "replay/stories/story_teller.hpp"
#include "replay/words.hpp"

namespace vesture::replay {

namespace {

using domain::AccountId;
using domain::Language;
using domain::Text;
using eventstore::Position;

struct Options {
  SourceOptions source;  // --to is its --at
  std::string account;
  std::string from;
  Language language = Language::en;
  bool sealed = false;
};

// The story tells what these have rows of; the institution's lists repeat the account's own.
constexpr std::array<std::string_view, 4> kToldAnyway{"audit", "changes", "institution-orders",
                                                      "institution-service-requests"};

// What names no account is the account's own: its commits alone are in its views.
bool is_told(const projections::Table& table, const projections::TableRow& row, const AccountId& account) {
  namespace history = projections::history;
  return !history::has_rows_of_accounts(table) || history::is_of_account(table, row, account);
}

// How many there are.
std::size_t say_changes(const projections::Table& table, const projections::ViewSnapshot& before,
                        const projections::ViewSnapshot& after, const AccountId& account, const RowWords& how,
                        Terminal& terminal) {
  std::size_t changes = 0;
  each_change(table, before, after, [&](const RowChange& change) {
    if (!is_told(table, change.after ? *change.after : *change.before, account)) return true;
    std::string text;
    for (const auto& line : in_words(change, how)) text += (text.empty() ? "" : "\n    ") + printable(line);
    terminal.say("  " + text, as_json(change, how));
    ++changes;
    return !interrupted();
  });
  return changes;
}

// Each commit that concerns the account, in order: when, who by what right, what.
void say_story(const Source& source, const AccountId& account, Position from, Language language,
               Terminal& terminal) {
  StoryTeller teller(*source.log, language);
  const auto commits = projections::history::found_in_log(*source.log, account);
  commits(from, source.log->head(), [&](Position position) {
    const auto commit = source.log->read(position);
    const auto time = domain::to_string(domain::Instant{commit->time});
    const auto sentences = teller.sentences(*commit);
    auto text = "  " + printable(fmt::format("{}  {}  {}: {}", position, time, teller.actor(*commit),
                                             commit->command));
    for (const auto& sentence : sentences) text += "\n    " + printable(sentence);
    terminal.say(text, {{"position", position},
                        {"time", time},
                        {"actor", teller.actor(*commit)},
                        {"command", commit->command},
                        {"story", boost::json::array(sentences.begin(), sentences.end())}});
    return !interrupted();
  });
}

void say_heading(std::string_view text, Terminal& terminal) {
  if (!terminal.json()) terminal.say(text, {});
}

Verdict run(const Options& options, Terminal& terminal) {
  const auto source = open_source(options.source);
  const auto account = account_named(options.account);
  const auto to = source.log->head();
  const auto from = position_of(*source.log, options.from, source.known).value_or(0);
  if (from > to)
    throw std::invalid_argument(fmt::format("--from is position {}, after --to, position {}", from, to));
  const RowWords how{options.language, options.sealed};

  projections::history::AccountViews views(*source.log, *source.cipher, account,
                                           projections::history::found_in_log(*source.log, account),
                                           contents_of(source));
  views.go_to(from);
  views.read_along(to);
  const auto before = views.snapshot();
  views.go_to(to);
  const auto after = views.snapshot();

  constexpr Text kWhatChanged{"Kas mainījies no pozīcijas {} līdz {}:",
                              "What changed from position {} to {}:"};
  constexpr Text kNothing{"  nekas", "  nothing"};
  constexpr Text kStory{"Kā tas notika:", "How it came about:"};
  say_heading(fmt::format(fmt::runtime(kWhatChanged.in(options.language)), from, to), terminal);
  std::size_t changes = 0;
  for (const auto& projection : projections::all_projections(*source.cipher))
    for (const auto* table : projection->tables())
      if (!std::ranges::count(kToldAnyway, table->name()))
        changes += say_changes(*table, before, after, account, how, terminal);
  end_where_interrupted();
  if (changes == 0) say_heading(kNothing.in(options.language), terminal);
  say_heading(kStory.in(options.language), terminal);
  say_story(source, account, from, options.language, terminal);
  end_where_interrupted();
  return Verdict::holds;
}

}  // namespace

void add_diff(CLI::App& app, Run& chosen) {
  const auto options = std::make_shared<Options>();
  auto& command = add_command(
      app, chosen, "diff", "What changed in an account between two moments, and how it came about",
      "  vesture-replay diff --data copy --account 0190a1b2-… --from 2026-03-01 --to 2026-03-31\n"
      "  vesture-replay diff --data copy --account 0190a1b2-… --from 4000 --language lv",
      options, run);
  add_source_options(command, options->source);
  command.add_option("--account", options->account, "The account's id")->required();
  command.add_option("--from", options->from, "Position, time or day")->required();
  command.add_option("--to", options->source.at, "Position, time or day [the last commit]");
  add_language_option(command, options->language);
  command.add_flag("--sealed", options->sealed, "With personal data, where the keys are there");
}

}  // namespace vesture::replay
