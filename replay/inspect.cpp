#include "replay/inspect.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>

#include "api/einvoice/check.hpp"
#include "api/mail/container_json.hpp"
#include "api/mail/invoice_json.hpp"
#include "api/signatures/trust_options.hpp"

namespace vesture::replay {

namespace {

namespace fs = std::filesystem;
namespace json = boost::json;
using api::ContainerJson;
using api::FindingJson;
using domain::Language;
using domain::signatures::State;

struct Options {
  std::vector<fs::path> files;
  api::signatures::Trust::Directories trusted;
  std::string at;
  bool latvian = false;

  Language language() const { return latvian ? Language::lv : Language::en; }
};

class FileContent final : public api::signatures::Content {
 public:
  explicit FileContent(const fs::path& path) : in_(path, std::ios::binary), size_(fs::file_size(path)) {
    if (!in_) throw std::runtime_error(path.string() + " cannot be read");
  }
  std::uint64_t size() const override { return size_; }
  std::string read(std::uint64_t offset, std::size_t most) const override {
    if (offset >= size_) return {};
    std::string piece(static_cast<std::size_t>(std::min<std::uint64_t>(most, size_ - offset)), '\0');
    in_.seekg(static_cast<std::streamoff>(offset));
    in_.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    if (!in_) throw std::runtime_error("a file became shorter while it was read");
    return piece;
  }

 private:
  mutable std::ifstream in_;
  std::uint64_t size_;
};

template <class T>
json::object object_of(const T& value) {
  std::string text;
  api::write_json(text, value);
  return json::parse(text).as_object();
}

std::string line_of(const FindingJson& finding) {
  const auto where = finding.line > 0 ? fmt::format(" (line {})", finding.line) : "";
  const auto detail = finding.detail.empty() ? "" : fmt::format("\n    {}", printable(finding.detail));
  return fmt::format("\n  {}{} {}{}\n    {}{}", finding.rule,
                     finding.severity == domain::einvoice::Severity::warning ? " (warning)" : "",
                     printable(finding.place), where, finding.title, detail);
}

Verdict tell_invoice(const std::string& name, const FileContent& content, Language language,
                     Terminal& terminal) {
  const auto checked = api::einvoice::check(content.read(0, api::einvoice::kEnoughToCheck));
  std::string text = fmt::format("{}: {}", printable(name),
                                 checked.passes() ? "an e-invoice" : "breaks rules of e-invoices");
  json::array findings;
  for (const auto& finding : checked.findings) {
    const auto told = api::json_of(finding, language);
    text += line_of(told);
    findings.emplace_back(object_of(told));
  }
  terminal.say(text, {{"file", name}, {"holds", checked.passes()}, {"findings", std::move(findings)}});
  return checked.passes() ? Verdict::holds : Verdict::does_not_hold;
}

constexpr std::string_view word_of(State state) {
  switch (state) {
    case State::none:
      return "not signed";
    case State::valid:
      return "valid, against the anchors given";
    case State::indeterminate:
      return "indeterminate";
    case State::invalid:
      return "invalid";
  }
  return "";
}

std::string lines_of(const std::vector<api::ReasonJson>& reasons) {
  std::string text;
  for (const auto& [code, title, subject] : reasons)
    text += fmt::format("\n    {}: {}{}{}", code, title, subject.empty() ? "" : ": ", printable(subject));
  return text;
}

std::string text_of(const ContainerJson& container) {
  std::string text = std::string(word_of(container.state)) + lines_of(container.reasons);
  for (const auto& file : container.files)
    text += fmt::format("\n  {} ({} bytes)", printable(file.name), file.size);
  for (const auto& signature : container.signatures) {
    text += fmt::format("\n  {} by {}: {}", printable(signature.id), printable(signature.signer.name),
                        word_of(signature.state));
    text += lines_of(signature.reasons);
    for (const auto& [code, title] : signature.checked) text += fmt::format("\n    {}: {}", code, title);
  }
  return text;
}

Verdict verdict_of(State state) {
  if (state == State::invalid) return Verdict::does_not_hold;
  return state == State::indeterminate ? Verdict::cannot_tell : Verdict::holds;
}

domain::Instant moment_of(const std::string& at) {
  if (at.empty()) {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return {std::chrono::duration_cast<std::chrono::microseconds>(now).count()};
  }
  const auto moment = domain::parse_instant(at);
  if (!moment) throw std::runtime_error("--at wants a moment: 2026-03-31T12:00:00Z");
  return *moment;
}

Verdict tell(const fs::path& file, const Options& options, const api::signatures::Trust& trust,
             Terminal& terminal) {
  const FileContent content(file);
  const auto name = file.string();
  if (api::einvoice::syntax_of(content.read(0, api::einvoice::kEnoughToKnowTheSyntax)))
    return tell_invoice(name, content, options.language(), terminal);
  if (!api::signatures::is_container(name, content)) {
    terminal.say(printable(name) + ": neither an e-invoice nor a signed container",
                 {{"file", name}, {"holds", nullptr}});
    return Verdict::cannot_tell;
  }
  const auto at = moment_of(options.at);
  const auto verdict = api::signatures::verify(content, trust, at);
  const auto told = api::json_of(verdict, at, options.language());
  terminal.say(fmt::format("{}: {}", printable(name), text_of(told)),
               {{"file", name}, {"container", object_of(told)}});
  return verdict_of(verdict.state);
}

// Of several files: what does not hold says more than what could not be told.
Verdict run(const Options& options, Terminal& terminal) {
  const api::signatures::Trust trust(options.trusted);
  bool untold = false, broken = false;
  for (const auto& file : options.files) {
    end_where_interrupted();
    const auto verdict = tell(file, options, trust, terminal);
    broken = broken || verdict == Verdict::does_not_hold;
    untold = untold || verdict == Verdict::cannot_tell;
  }
  if (broken) return Verdict::does_not_hold;
  return untold ? Verdict::cannot_tell : Verdict::holds;
}

}  // namespace

void add_inspect(CLI::App& app, Run& chosen) {
  const auto options = std::make_shared<Options>();
  auto& command = add_command(
      app, chosen, "inspect", "Holds e-invoices and signed containers against the server's checks, offline",
      "  vesture-replay inspect invoice.xml\n"
      "  vesture-replay inspect contract.edoc --signature-anchors ca --time-stamp-anchors tsa",
      options, run);
  command.add_option("files", options->files, "E-invoices (XML) and signed containers (ASiC-E)")
      ->required()
      ->check(CLI::ExistingFile);
  api::signatures::add_trust_options(command, options->trusted);
  command.add_option("--at", options->at, "When certificates without a time stamp are to be valid [now]");
  command.add_flag("--lv", options->latvian, "In Latvian");
}

}  // namespace vesture::replay
