#include "replay/terminal.hpp"

#include <gtest/gtest.h>

namespace vesture::replay {
namespace {

TEST(Printable, WhatATerminalActsOnOrHidesIsEscaped) {
  EXPECT_EQ(printable("Žanis, 100 € 🙂"), "Žanis, 100 € 🙂");
  EXPECT_EQ(printable("a\x1b[2Jb\n\x7f"), "a\\x1b[2Jb\\x0a\\x7f");
  EXPECT_EQ(printable("\u009b31m"), "\\u009b31m");
  EXPECT_EQ(printable("\u202eevil\u2066\u200f\u2028"), "\\u202eevil\\u2066\\u200f\\u2028");
  EXPECT_EQ(printable("a\xff\xc3"), "a\\xff\\xc3");
}

}  // namespace
}  // namespace vesture::replay
