// A command as a person calls it: its words in, what it says and its verdict out.
#pragma once

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <functional>
#include <string>
#include <vector>

#include "replay/command.hpp"

namespace vesture::replay {

struct Ran {
  Verdict verdict = Verdict::cannot_tell;
  boost::json::object said;  // the last line, as --json gives it
};

// `add` declares the command. What it throws goes through.
inline Ran run_command(void (*add)(CLI::App&, Run&), std::vector<std::string> words) {
  CLI::App app;
  Run run;
  add(app, run);
  // CLI11 takes them from the back.
  app.parse(std::vector<std::string>(words.rbegin(), words.rend()));
  Terminal terminal(true);
  testing::internal::CaptureStdout();
  Ran ran;
  try {
    ran.verdict = run(terminal);
  } catch (...) {
    testing::internal::GetCapturedStdout();
    throw;
  }
  std::string text = testing::internal::GetCapturedStdout();
  text.resize(text.empty() ? 0 : text.size() - 1);
  ran.said = boost::json::parse(text.substr(text.rfind('\n') + 1)).as_object();
  return ran;
}

// The same, as text (or JSON): all that it wrote on standard output. Throws what the command throws, and CLI::ParseError
// for options that it does not take; fails the test where it does not hold.
std::string said(void (*add)(CLI::App&, Run&), std::vector<std::string> words, bool json = false);

// Does the work as if Ctrl-C had been pressed, and ends the program: 2, with what was thrown on standard error, where it
// threw; 0 where it said that it was done. For death tests.
[[noreturn]] void end_after_ctrl_c(const std::function<void()>& work);

}  // namespace vesture::replay
