#include "tests/replay/command_line.hpp"

#include <gtest/gtest.h>

#include <algorithm>

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

}  // namespace vesture::replay
