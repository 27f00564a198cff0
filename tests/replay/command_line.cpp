#include "tests/replay/command_line.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>

namespace vesture::replay {

std::string said(void (*add)(CLI::App&, Run&), std::vector<std::string> words, bool json) {
  CLI::App app;
  Run run;
  add(app, run);
  std::ranges::reverse(words);  // as CLI11 takes a vector
  app.parse(words);
  Terminal terminal(json);
  testing::internal::CaptureStdout();
  Verdict verdict{};
  try {
    verdict = run(terminal);
  } catch (...) {
    testing::internal::GetCapturedStdout();
    throw;
  }
  EXPECT_EQ(verdict, Verdict::holds);
  return testing::internal::GetCapturedStdout();
}

void end_after_ctrl_c(const std::function<void()>& work) {
  take_interrupts();
  std::raise(SIGINT);
  try {
    work();
  } catch (const std::exception& error) {
    std::fputs(error.what(), stderr);
    std::_Exit(2);
  }
  std::_Exit(0);
}

}  // namespace vesture::replay
