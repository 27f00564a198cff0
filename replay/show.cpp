#include "replay/show.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/url/encode.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>
#include <fstream>
#include <stdexcept>

#include "api/outside/http_client.hpp"
#include "domain/accounts/account.hpp"
#include "domain/common/time.hpp"
#include "projections/catalogue.hpp"
#include "projections/common/cipher_over.hpp"
#include "projections/history/account_rows.hpp"
#include "projections/history/account_views.hpp"
#include "replay/events/event_fields.hpp"
#include "replay/stories/story_teller.hpp"
#include "replay/words.hpp"

namespace vesture::replay {

namespace {

namespace bj = boost::json;
namespace history = projections::history;

struct Options {
  SourceOptions source;
  std::string account;
  std::string view;
  std::string stream;
  std::string url;
  std::filesystem::path token_file;
  bool insecure = false;
};

std::unique_ptr<history::AccountViews> views_of(const Source& source, domain::AccountId account) {
  Progress progress("reading the log", source.log->head(), "commits");
  const auto commits = history::found_in_log(*source.log, account, [&](eventstore::Position walked) {
    if (interrupted()) throw std::runtime_error("interrupted");
    progress.at(walked);
  });
  auto views = std::make_unique<history::AccountViews>(*source.log, *source.cipher, account, commits,
                                                       contents_of(source));
  views->go_to(source.log->head());
  return views;
}

const projections::Table& table_named(const history::AccountViews& views, const std::string& name) {
  if (const auto* table = views.account_table(name)) return *table;
  std::vector<std::string> names;
  for (const auto* table : views.account_tables()) names.push_back(table->name());
  throw std::invalid_argument(
      fmt::format("{}: no view of accounts; there are {}", name, fmt::join(names, ", ")));
}

// Of the view's columns; none of a view that only the server has.
std::vector<std::string> names_in(const std::string& view) {
  const auto cipher = projections::cipher_without_keys();
  std::vector<std::string> names;
  for (const auto& projection : projections::all_projections(cipher))
    for (const auto* table : projection->tables())
      if (table->name() == view && names.empty())
        for (const auto& column : table->columns()) names.push_back(column.name);
  return names;
}

void require_known(const Source& source, const std::string& stream, std::string_view what) {
  bool known = false;
  source.log->read_stream(stream, 1, [&](const auto&, const auto&) { return !(known = true); });
  if (!known) throw std::invalid_argument(fmt::format("{}: there was no such {} then", stream, what));
}

std::string moment_text(const Source& source) {
  const auto last = source.log->read(source.log->head());
  return last ? fmt::format("position {} ({})", last->position, to_string(domain::Instant{last->time}))
              : "position 0";
}

std::string first_line_of(const std::filesystem::path& file) {
  std::ifstream in(file);
  std::string line;
  if (!std::getline(in, line)) throw std::runtime_error("cannot read a token from " + file.string());
  return line;
}

std::string encoded(const std::string& text) {
  return boost::urls::encode(text, boost::urls::unreserved_chars);
}

// Of a problem (RFC 9457); empty for what is none.
std::string code_of(const std::string& body) {
  boost::system::error_code bad;
  const auto json = bj::parse(body, bad);
  if (bad || !json.is_object()) return {};
  const auto* code = json.get_object().if_contains("code");
  return code && code->is_string() ? std::string(code->get_string()) : std::string();
}

void show_from_server(const Options& options, const Terminal& terminal) {
  if (options.account.empty() || options.view.empty())
    throw std::invalid_argument("a server is asked for one --view of one --account");
  auto path = fmt::format("/v1/accounts/{}/history/{}", encoded(options.account), encoded(options.view));
  if (!options.source.at.empty()) path += "?at=" + encoded(options.source.at);
  const auto token = first_line_of(options.token_file);
  if (!options.insecure && !api::is_private(options.url))
    throw std::invalid_argument(options.url + ": a token goes over https (--insecure sends it in the clear)");
  const auto answer = api::HttpClient(options.url, token).get(path);
  // What refuses may be a proxy, whose body is anything.
  if (answer.status != 200)
    throw std::runtime_error(fmt::format("the server refused: {} {}", answer.status, code_of(answer.body)));
  const auto json = bj::parse(answer.body);
  Rows rows;
  for (const auto& row : json.at("rows").as_array()) rows.push_back(row.as_object());
  print_rows(rows, names_in(options.view),
             fmt::format("{} of {} at position {}", options.view, options.account,
                         bj::serialize(json.at("position"))),
             terminal);
}

void show_from_copy(const Options& options, const Terminal& terminal) {
  const auto source = open_source(options.source);
  const auto moment = moment_text(source);
  if (!options.stream.empty()) {
    require_known(source, options.stream, "stream");
    return print_rows(events_of_stream(source, options.stream, terminal.json()), {},
                      fmt::format("{} at {}", options.stream, moment), terminal);
  }
  if (options.account.empty()) throw std::invalid_argument("--account or --stream says what to show");
  require_known(source, domain::accounts::Account::stream(account_named(options.account)), "account");
  if (options.view.empty())
    return print_rows(rows_in_each_view(source, options.account), {},
                      fmt::format("views of {} at {}", options.account, moment), terminal);
  print_rows(rows_in_view(source, options.account, options.view), names_in(options.view),
             fmt::format("{} of {} at {}", options.view, options.account, moment), terminal);
}

Verdict run(const Options& options, Terminal& terminal) {
  if (options.url.empty() == options.source.data.empty())
    throw std::invalid_argument("either --data or --url says where to look");
  if (options.url.empty())
    show_from_copy(options, terminal);
  else
    show_from_server(options, terminal);
  return Verdict::holds;
}

}  // namespace

Rows rows_in_view(const Source& source, const std::string& account, const std::string& view) {
  const auto id = account_named(account);
  const auto views = views_of(source, id);
  const auto& table = table_named(*views, view);
  Rows rows;
  history::each_row_of(table, views->snapshot(), id, [&](const projections::TableRow& row) {
    rows.push_back(history::json_of(table, row));
    return true;
  });
  return rows;
}

Rows rows_in_each_view(const Source& source, const std::string& account) {
  const auto id = account_named(account);
  const auto views = views_of(source, id);
  Rows rows;
  for (const auto* table : views->account_tables()) {
    std::uint64_t count = 0;
    history::each_row_of(*table, views->snapshot(), id, [&](const auto&) { return ++count != 0; });
    rows.push_back({{"view", table->name()}, {"rows", count}});
  }
  return rows;
}

Rows events_of_stream(const Source& source, const std::string& stream, bool fields) {
  StoryTeller teller(*source.log, domain::Language::en);
  Rows rows;
  source.log->read_stream(stream, 1, [&](const eventstore::Commit& commit, const eventstore::Event& event) {
    bj::object row{{"version", event.version},
                   {"position", commit.position},
                   {"time", to_string(domain::Instant{commit.time})},
                   {"type", event.type},
                   {"by", teller.actor(commit)},
                   {"what", teller.sentence(event)}};
    if (fields) row["fields"] = fields_of(event).value_or(bj::object());
    rows.push_back(std::move(row));
    return true;
  });
  return rows;
}

void add_show(CLI::App& app, Run& chosen) {
  const auto options = std::make_shared<Options>();
  auto& command =
      add_command(app, chosen, "show",
                  "Shows what a view had of an account at a moment, or one stream's events until then.\n"
                  "From a copy, or from a running server, which puts the look on record for the account's "
                  "owner. Aligned on a\n"
                  "terminal, CSV in a pipe, --json an object a line. Without keys, what is sealed is empty.",
                  "  vesture-replay show --data copy --account 0190a1b2-…            # its views, and how "
                  "many rows each has\n"
                  "  vesture-replay show --data copy --account 0190a1b2-… --view orders --at 2026-03-31\n"
                  "  vesture-replay show --data copy --stream order-0190c3d4-… --at 4711\n"
                  "  vesture-replay show --url https://portal.example --token-file token --account "
                  "0190a1b2-… --view audit",
                  options, run);
  add_source_options(command, options->source);
  command.get_option("--data")->required(false);
  add_at_option(command, options->source);
  command.add_option("--account", options->account, "The account's id");
  command.add_option("--view", options->view, "orders, audit, notifications, memberships … [lists them]");
  command.add_option("--stream", options->stream, "A stream's name, as order-<id>")->excludes("--account");
  command.add_option("--url", options->url, "A running server, in place of --data");
  command.add_option("--token-file", options->token_file, "File of the token for the server");
  command.add_flag("--insecure", options->insecure, "Sends the token over plain http to any host");
}

}  // namespace vesture::replay
