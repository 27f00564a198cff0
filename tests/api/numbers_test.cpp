#include "api/numbers.hpp"

#include <gtest/gtest.h>

#include <set>
#include <vector>

#include "tests/domain/ciphers.hpp"
#include "tests/eventstore/scratch_directory.hpp"

namespace vesture::api {
namespace {

using domain::orders::Numbering;
using domain::orders::Series;
using eventstore::Log;

constexpr std::uint32_t kBlock = 3;

struct NumbersTest : testing::Test {
  eventstore::ScratchDirectory directory;
  std::unique_ptr<Log> log = Log::open(directory.path());
  Numbers numbers{kBlock};

  domain::Cipher cipher = domain::masking_cipher();

  Unit start() { return Unit(*log, cipher, {}); }
  std::string take(Unit& unit) { return numbers.take(Series::orders, unit); }
  bool commit(Unit& unit) {
    auto append = unit.take();
    if (append.events.empty()) return true;
    const auto appended = log->append_and_wait(std::move(append));
    if (!std::holds_alternative<eventstore::Committed>(appended)) return false;
    unit.committed();
    return true;
  }
  std::string taken_by_a_commit() {
    Unit unit = start();
    const auto number = take(unit);
    EXPECT_TRUE(commit(unit));
    return number;
  }
  eventstore::Version blocks_reserved() { return log->version(Numbering::stream(Series::orders)); }
};

TEST_F(NumbersTest, FollowOneAnotherOverManyBlocks) {
  for (std::uint64_t n = 1; n <= 4 * kBlock; ++n)
    EXPECT_EQ(taken_by_a_commit(), number_text(Series::orders, n));
}

TEST_F(NumbersTest, ManyCommandsAtOnceDoNotMeetWhileABlockIsReserved) {
  taken_by_a_commit();
  std::vector<Unit> units;
  std::set<std::string> taken;
  for (std::uint32_t i = 0; i < kBlock - 1; ++i) {
    units.push_back(start());
    taken.insert(take(units.back()));
  }
  for (Unit& unit : units) EXPECT_TRUE(commit(unit));
  EXPECT_EQ(taken.size(), kBlock - 1);
  EXPECT_EQ(blocks_reserved(), 2u);
}

TEST_F(NumbersTest, AUnitThatCameToNothingLeavesTheReservingToTheNext) {
  taken_by_a_commit();
  {
    Unit refused = start();
    EXPECT_EQ(take(refused), number_text(Series::orders, 2));
    EXPECT_FALSE(refused.empty());
  }
  EXPECT_EQ(taken_by_a_commit(), number_text(Series::orders, 3));
  EXPECT_EQ(blocks_reserved(), 2u);
  EXPECT_EQ(taken_by_a_commit(), number_text(Series::orders, 4));
}

TEST_F(NumbersTest, ASeriesThatAnotherHasMovedOnGoesOnBehindIt) {
  taken_by_a_commit();
  Unit other = start();
  ASSERT_TRUE(other.decide<Numbering>(Series::orders, {Series::orders, 10}));
  ASSERT_TRUE(commit(other));
  EXPECT_EQ(taken_by_a_commit(), number_text(Series::orders, 2))
      << "and another block is reserved behind the other's";
  EXPECT_EQ(taken_by_a_commit(), number_text(Series::orders, 3));
  EXPECT_EQ(taken_by_a_commit(), number_text(Series::orders, 1 + kBlock + 10));
}

TEST_F(NumbersTest, NoNumberIsGivenTwiceAfterAStart) {
  const auto before = taken_by_a_commit();
  Numbers started(kBlock);
  Unit unit = start();
  EXPECT_EQ(started.take(Series::orders, unit), number_text(Series::orders, 1 + kBlock));
  EXPECT_LT(before, number_text(Series::orders, 1 + kBlock));
}

}  // namespace
}  // namespace vesture::api
