#include "tools/benchmarks/shared/stream_walk.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <stdexcept>

namespace vesture::bench {
namespace {

TEST(StreamWalk, EveryStepNamesTheVersionThatTheStepsBeforeLeft) {
  constexpr std::uint64_t kSeeded = 1;
  std::map<std::uint64_t, std::uint64_t> versions;
  StreamWalk walk(2, 4, 20, kSeeded);
  for (int i = 0; i < 23; ++i) {
    const auto step = walk.next();
    auto& version = versions.try_emplace(step.stream, kSeeded).first->second;
    EXPECT_EQ(step.version, version++);
  }
  EXPECT_EQ(versions.size(), 5u);
}

TEST(StreamWalk, NoTwoClientsMeetOnAStream) {
  constexpr std::uint64_t kClients = 3;
  std::set<std::uint64_t> met;
  for (std::uint64_t client = 0; client < kClients; ++client) {
    StreamWalk walk(client, kClients, 10, 1);
    for (int i = 0; i < 3; ++i) EXPECT_TRUE(met.insert(walk.next().stream).second);
  }
  EXPECT_EQ(met.size(), 9u);
  EXPECT_LT(*met.rbegin(), 10u);
}

TEST(StreamWalk, TooFewStreamsForTheClientsAreRefused) {
  EXPECT_THROW(StreamWalk(0, 8, 7, 1), std::invalid_argument);
}

}  // namespace
}  // namespace vesture::bench
