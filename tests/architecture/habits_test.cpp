// House rules that a reader of one file cannot keep for all: what stands on a line with co_await, what files are
// called, how headers begin.
#include <gtest/gtest.h>

#include <algorithm>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "tests/architecture/sources.hpp"

namespace vesture::architecture {
namespace {

using Faults = std::vector<std::string>;

// The line without its comment and with its texts and characters emptied.
std::string code_of(std::string_view line) {
  static const std::regex kLiteral(R"re("(\\.|[^"\\])*"|'(\\.|[^'\\])*')re");
  const std::string emptied = std::regex_replace(std::string(line), kLiteral, "\"\"");
  return emptied.substr(0, emptied.find("//"));
}

bool captures_by_value(const std::string& code) {
  // A bracket after a name is a subscript, after `auto` a structured binding.
  static const std::regex kLambda(R"((^|[^\w\])&]\s*)\[([^\]]*)\]\s*[({])");
  for (std::sregex_iterator lambda(code.begin(), code.end(), kLambda), end; lambda != end; ++lambda) {
    std::istringstream captures((*lambda)[2].str());
    for (std::string capture; std::getline(captures, capture, ',');) {
      capture.erase(0, capture.find_first_not_of(' '));
      if (!capture.starts_with('&') && capture != "this") return true;
    }
  }
  return false;
}

// GCC 12.2 frees a temporary twice that stands in one expression with a co_await. Types are CamelCase here and
// functions are not, so that a constructor's call can be told from a function's.
bool risks_a_temporary(const std::string& code) {
  static const std::regex kAwait(R"(\bco_await\b)");
  static const std::regex kBraced(R"([\w>]\{)");
  static const std::regex kConstructed(R"(\b[A-Z]\w*[a-z]\w*\()");
  static const std::regex kConditional(R"(\s\?\s)");
  if (!std::regex_search(code, kAwait)) return false;
  return std::regex_search(code, kBraced) || std::regex_search(code, kConstructed) ||
         std::regex_search(code, kConditional) || captures_by_value(code);
}

Faults risky_awaits(const Source& source) {
  Faults faults;
  for (const auto line : lines_of(source.text))
    if (risks_a_temporary(code_of(line))) faults.push_back(source.path + ": " + std::string(line));
  return faults;
}

TEST(Habits, NothingTemporaryStandsBesideACoAwait) { EXPECT_EQ(faults_everywhere(risky_awaits), Faults{}); }

TEST(Habits, ATemporaryBesideACoAwaitIsFound) {
  for (const char* line : {
           "co_await f(Id{text});",
           "auto r = co_await run(Command{.a = b});",
           "co_await run(Command(a, b));",
           "co_await run([=] { go(); });",
           "co_await run([text](int n) { go(text, n); });",
           "co_await run([&a, b = std::move(b)] { go(a, b); });",
           "const Pair p{1, co_await g()};",
           "auto s = co_await g() ? one : other;",
           "auto s = many ? co_await g() : other;",
           "co_await f(std::vector<int>{1, 2});",
       })
    EXPECT_EQ(risky_awaits({"api/x.cpp", line}).size(), 1U) << line;
}

TEST(Habits, WhatIsNamedBeforeOrCapturedByReferenceIsNot) {
  for (const char* line : {
           "co_await f(std::move(id));",
           "const auto [ec, count] = co_await read(socket);",
           "auto& [ec, count] = co_await read(socket);",
           "co_await run([&] { go(); });",
           "co_await run([&a, this](int n) { go(a, n); });",
           "co_await table[index](a);",
           "if (co_await done()) {",
           "co_await write(\"Id{\");  // as Id{text} ? would not do",
           "EXPECT_EQ(co_await done(), true);",
           "const Id id{text};",
           "return many ? one : other;",
       })
    EXPECT_EQ(risky_awaits({"api/x.cpp", line}), Faults{}) << line;
}

// Names that say nothing of what a file is for.
bool has_empty_name(const std::filesystem::path& path) {
  static const std::set<std::string> kEmpty{"manager", "managers", "helper", "helpers", "util",
                                            "utils",   "utility",  "misc",   "handler", "handlers"};
  std::istringstream words(path.stem().string());
  for (std::string word; std::getline(words, word, '_');)
    if (kEmpty.contains(word)) return true;
  return false;
}

TEST(Habits, FilesAreNamedForWhatTheyAreFor) {
  for (const auto& path : every_path()) EXPECT_FALSE(has_empty_name(path)) << path;
}

TEST(Habits, AnEmptyNameIsFound) {
  for (const char* path : {"api/order_manager.cpp", "domain/helpers.hpp", "tools/util", "api/util_json.cpp"})
    EXPECT_TRUE(has_empty_name(path)) << path;
  EXPECT_FALSE(has_empty_name("api/futile.cpp"));
}

Faults header_faults(const Source& source) {
  Faults faults;
  if (!source.path.ends_with(".hpp")) return faults;
  if (!source.text.starts_with("// ")) faults.push_back(source.path + " does not say what it is for");
  if (!std::ranges::count(lines_of(source.text), "#pragma once"))
    faults.push_back(source.path + " can be included twice");
  return faults;
}

TEST(Habits, HeadersSayWhatTheyAreForAndAreIncludedOnce) {
  EXPECT_EQ(faults_everywhere(header_faults), Faults{});
}

TEST(Habits, ASilentHeaderIsFound) {
  EXPECT_EQ(header_faults({"api/x.hpp", "#pragma once\n"}), Faults{"api/x.hpp does not say what it is for"});
  EXPECT_EQ(header_faults({"api/x.hpp", "// Why.\nint x;\n"}), Faults{"api/x.hpp can be included twice"});
  EXPECT_EQ(header_faults({"api/x.hpp", "// Why.\n#pragma once\n"}), Faults{});
}

// A search that reads nothing finds nothing.
TEST(Habits, EveryFolderIsRead) {
  const auto sources = every_source();
  for (const auto folder : kFolders)
    EXPECT_TRUE(std::ranges::any_of(sources, [&](const Source& s) { return folder_of(s.path) == folder; }))
        << folder;
}

}  // namespace
}  // namespace vesture::architecture
