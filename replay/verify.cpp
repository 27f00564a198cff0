#include "replay/verify.hpp"

#include <fmt/format.h>

#include <memory>
#include <thread>

#include "eventstore/base64.hpp"
#include "eventstore/bytes.hpp"
#include "eventstore/posix_file.hpp"
#include "eventstore/transparency/checkpoint.hpp"
#include "projections/common/cipher_over.hpp"
#include "replay/verifier_key.hpp"
#include "replay/verify/finding.hpp"
#include "replay/verify/log_verification.hpp"
#include "replay/verify/tile_verification.hpp"

namespace vesture::replay {

namespace {

namespace fs = std::filesystem;
using eventstore::Checkpoint;
using eventstore::NoteVerifier;

struct Options {
  fs::path data;
  std::string tiles;
  std::string key;
  fs::path since;
  fs::path keep;
  bool whole = false;
  unsigned threads = std::max(1u, std::thread::hardware_concurrency());
  std::size_t mebibytes = 512;
};

constexpr const char* kKept = "the checkpoint kept before";

struct CheckedCheckpoint {
  std::string note;  // as it was signed
  Checkpoint checkpoint;
};

// Throws Flaw where the key did not sign it; `whose` says in words what it is.
CheckedCheckpoint check_signature(std::string note, const NoteVerifier& key, const std::string& whose) {
  auto opened = eventstore::open_checkpoint(note, key);
  if (!opened) throw Flaw({0, "", 0, whose + ": " + opened.error(), "", ""});
  return {std::move(note), std::move(*opened)};
}

// What an auditor holds the history against.
struct Witness {
  std::optional<NoteVerifier> key;
  bool key_came_with_the_copy = false;
  std::optional<CheckedCheckpoint> checkpoint;  // that is with the history
  std::optional<CheckedCheckpoint> kept;        // from the time before
};

std::optional<CheckedCheckpoint> kept_checkpoint(const Options& options, const NoteVerifier& key) {
  if (options.since.empty()) return std::nullopt;
  return check_signature(text_in(options.since), key, kKept);
}

Witness witness_of_copy(const Options& options) {
  Witness witness;
  const fs::path with_the_copy = options.data / "checkpoint.vkey";
  if (!options.key.empty()) {
    witness.key = verifier_key(options.key);
  } else if (fs::exists(with_the_copy)) {
    witness.key = verifier_key(with_the_copy);
    witness.key_came_with_the_copy = true;
  }
  const fs::path note = options.data / "log" / "checkpoint";
  if (!fs::exists(note)) {
    if (!options.key.empty() || !options.since.empty() || !options.keep.empty())
      throw std::runtime_error(note.string() + " is not there: the copy has no signed checkpoint");
    return witness;
  }
  if (!witness.key) throw std::runtime_error("the copy has a signed checkpoint: give its key (--key)");
  witness.checkpoint = check_signature(text_in(note), *witness.key, "the copy's checkpoint");
  witness.kept = kept_checkpoint(options, *witness.key);
  return witness;
}

ExpectedHeads heads_of(const Witness& witness) {
  std::vector<ExpectedHead> heads;
  if (witness.checkpoint) heads.push_back({witness.checkpoint->checkpoint.head, "the signed checkpoint"});
  if (witness.kept) heads.push_back({witness.kept->checkpoint.head, kKept});
  return ExpectedHeads(std::move(heads));
}

std::string base64_of(const eventstore::Digest& digest) {
  return eventstore::base64::encode(eventstore::as_text(digest));
}

// What is said of a history that holds, line by line and as one JSON object.
class Report {
 public:
  Report() { json_["holds"] = true; }

  void add(const std::string& line) { text_ += (text_.empty() ? "" : "\n") + line; }
  template <class Value>
  void add(std::string_view name, const Value& value) {
    json_[name] = value;
  }
  void give(Terminal& terminal) const { terminal.say(text_, json_); }

 private:
  std::string text_;
  boost::json::object json_;
};

void add_signature(Report& report, const Checkpoint& checkpoint, const Witness& witness) {
  report.add(fmt::format("signed     commits 1 to {} by {}", checkpoint.head.size, witness.key->text()));
  report.add("signed", checkpoint.head.size);
  report.add("key", witness.key->text());
  report.add("key_came_with_the_copy", witness.key_came_with_the_copy);
  if (witness.key_came_with_the_copy)
    report.add(
        "           This key came with the copy and proves nothing about who signed: give the one that "
        "the institution published (--key).");
  if (!witness.kept) return;
  const auto size = witness.kept->checkpoint.head.size;
  report.add(fmt::format("extends    the checkpoint kept before, of {} commits", size));
  report.add("extends", size);
}

void add_remarks(Report& report, const Verified& verified, const Witness& witness) {
  const auto size = witness.checkpoint ? witness.checkpoint->checkpoint.head.size : 0;
  if (!witness.checkpoint) report.add("unsigned   the copy has no signed checkpoint");
  if (witness.checkpoint && size < verified.head.size)
    report.add(
        fmt::format("unsigned   commits {} to {} came after the checkpoint", size + 1, verified.head.size));
  report.add("unsigned", verified.head.size - size);
  const bool lacks_tiles = verified.tiles == 0 && verified.head.size >= eventstore::kTileWidth;
  if (lacks_tiles) report.add("tiles      none are stored: the log is older than they are");
  report.add("tiles", verified.tiles);
  report.add("lacks_tiles", lacks_tiles);
  report.add("outcomes", verified.outcomes);
  report.add("undigested_outcomes", verified.undigested_outcomes);
  if (verified.undigested_outcomes != 0)
    report.add(fmt::format(
        "outcomes   {} of {} kept for idempotency keys carry no digest yet: they were parsed alone",
        verified.undigested_outcomes, verified.outcomes));
}

Verdict verify_copy(const Options& options, Terminal& terminal) {
  const Witness witness = witness_of_copy(options);
  const auto rows = eventstore::open_rows(options.data / "log");
  Progress progress("verifying", rows->last_position(), "commits");
  // Most of it for the streams: of the commits, a few at a time are looked at.
  const std::size_t memory = options.mebibytes << 20;
  const VerifyOptions verify{.threads = options.threads,
                             .stream_bytes = memory - memory / 4,
                             .block_bytes = memory / 4,
                             .progress =
                                 [&](unsigned, eventstore::Position done) {
                                   progress.at(done);
                                   return !interrupted();
                                 },
                             .interrupted = interrupted};
  const domain::Cipher cipher = projections::cipher_without_keys();
  const Verified verified = verify_log(*rows, cipher, heads_of(witness), verify);
  if (!options.keep.empty()) eventstore::replace_file(options.keep, witness.checkpoint->note);

  Report report;
  report.add(fmt::format("holds      {} commits, {} events in {} streams, each folded", verified.head.size,
                         verified.events, verified.streams));
  report.add(fmt::format("root       {}", base64_of(verified.head.root)));
  report.add("commits", verified.head.size);
  report.add("events", verified.events);
  report.add("streams", verified.streams);
  report.add("root", base64_of(verified.head.root));
  report.add("passes", verified.passes);
  if (witness.checkpoint) add_signature(report, witness.checkpoint->checkpoint, witness);
  add_remarks(report, verified, witness);
  report.give(terminal);
  return Verdict::holds;
}

Verdict verify_served(const Options& options, Terminal& terminal) {
  if (options.key.empty()) throw std::invalid_argument("tiles are verified by the log's key: give --key");
  Witness witness{verifier_key(options.key), false, {}, {}};
  const auto source = open_tiles(options.tiles);
  witness.checkpoint =
      check_signature(signed_checkpoint(*source), *witness.key, "the checkpoint at " + options.tiles);
  witness.kept = kept_checkpoint(options, *witness.key);
  const Checkpoint& checkpoint = witness.checkpoint->checkpoint;
  std::optional<Checkpoint> kept;
  if (witness.kept) kept = witness.kept->checkpoint;

  Progress progress("verifying", checkpoint.head.size, "commits");
  const auto verified = verify_tiles(*source, checkpoint, kept, options.whole, [&](std::uint64_t done) {
    progress.at(done);
    return !interrupted();
  });
  if (!options.keep.empty()) eventstore::replace_file(options.keep, witness.checkpoint->note);

  Report report;
  report.add(
      fmt::format("holds      {} commits, of which {} were read", verified.to, verified.to - verified.from));
  report.add(fmt::format("root       {}", base64_of(checkpoint.head.root)));
  report.add("commits", verified.to);
  report.add("read_from", verified.from + 1);
  report.add("root", base64_of(checkpoint.head.root));
  add_signature(report, checkpoint, witness);
  report.give(terminal);
  return Verdict::holds;
}

Verdict does_not_hold(Terminal& terminal, const std::string& text, boost::json::object json) {
  json["holds"] = false;
  terminal.say("does not hold: " + text, json);
  return Verdict::does_not_hold;
}

Verdict run(const Options& options, Terminal& terminal) {
  try {
    return options.tiles.empty() ? verify_copy(options, terminal) : verify_served(options, terminal);
  } catch (const Flaw& flaw) {
    return does_not_hold(terminal, flaw.what(), json_of(flaw.finding));
  } catch (const eventstore::Corruption& corruption) {
    return does_not_hold(terminal, corruption.what(), {{"what", corruption.what()}});
  }
}

constexpr const char* kExamples =
    "  vesture-replay verify --data copy --key \"$(cat published.vkey)\" --keep checkpoint\n"
    "  vesture-replay verify --data newer-copy --key published.vkey --since checkpoint --keep checkpoint\n"
    "  vesture-replay verify --tiles https://portal.example/log --key published.vkey --since checkpoint\n"
    "\n"
    "Of a copy everything is read each time: --since only adds that the history still begins with the "
    "commits\n"
    "that the kept checkpoint signed. Of tiles, --since spares reading again what the kept checkpoint "
    "signed: of\n"
    "that part its root is computed anew from the tiles' edge, of its entries the last alone is looked at. "
    "--whole reads "
    "them.\n"
    "A checkpoint is kept once all of it was verified; interrupted (Ctrl-C), nothing is kept, and it is exit "
    "code 2.\n"
    "Tiles show that nothing was changed or left out; that events follow the rules, only a copy can show.";

}  // namespace

void add_verify(CLI::App& app, Run& chosen) {
  const auto options = std::make_shared<Options>();
  auto& command = add_command(app, chosen, "verify", "Checks that the history is complete and unchanged",
                              kExamples, options, run);
  auto* source = command.add_option_group("history");
  source->add_option("--data", options->data, "Data directory: a copy, or that of a running server")
      ->check(CLI::ExistingDirectory);
  source->add_option("--tiles", options->tiles, "Tiles: a directory, or a server's URL (…/log)");
  source->require_option(1);
  command.add_option("--key", options->key, "Verifier key, or a file with it [<data>/checkpoint.vkey]");
  command.add_option("--since", options->since, "Checkpoint kept before: the history must begin with it")
      ->check(CLI::ExistingFile);
  command.add_option("--keep", options->keep, "File to keep the verified checkpoint in");
  command.add_flag("--whole", options->whole, "With --tiles and --since: read all of them");
  command.add_option("--threads", options->threads)->check(CLI::Range(1, 256))->capture_default_str();
  command
      .add_option("--memory", options->mebibytes, "MiB that commits and folded streams may take up, about")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
}

}  // namespace vesture::replay
