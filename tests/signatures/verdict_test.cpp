#include "domain/signatures/verdict.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace vesture::domain::signatures {
namespace {

TEST(Verdict, OfTwoStatesTheWorseIsTheGreater) {
  EXPECT_EQ(std::max({State::valid, State::none}), State::valid);
  EXPECT_EQ(std::max({State::valid, State::indeterminate}), State::indeterminate);
  EXPECT_EQ(std::max({State::invalid, State::indeterminate}), State::invalid);
}

}  // namespace
}  // namespace vesture::domain::signatures
