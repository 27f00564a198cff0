#include "eventstore/log/outline.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "eventstore/log/format.hpp"
#include "tests/eventstore/appends.hpp"
#include "tests/eventstore/scratch_directory.hpp"

namespace vesture::eventstore {
namespace {

const Place kPlace{42, kNoon, Digest{1, 2, 3}};

Append generated_append() {
  Append append = append_to("order-1", *rc::gen::arbitrary<std::string>());
  append.actor.person[3] = *rc::gen::arbitrary<std::uint8_t>();
  append.actor.account[5] = *rc::gen::arbitrary<std::uint8_t>();
  append.actor.means = *rc::gen::arbitrary<std::string>();
  append.actor.origin = *rc::gen::arbitrary<std::string>();
  append.command = *rc::gen::arbitrary<std::string>();
  const auto more = *rc::gen::inRange(0, 4);
  for (int i = 0; i < more; ++i)
    append.events.push_back({"mail-" + std::to_string(i), "T", 2, *rc::gen::arbitrary<std::string>()});
  return append;
}

std::string record_of(const Append& append) {
  return encode_commit(append, std::vector<Version>(append.events.size(), 7), kPlace).bytes;
}

RC_GTEST_PROP(Outline, SaysOfARecordWhatItsCommitSays, ()) {
  const auto record = record_of(generated_append());
  const auto commit = decode_commit(record);
  const auto outline = outline_of(record);
  RC_ASSERT(outline.position == commit.position);
  RC_ASSERT(outline.time == commit.time);
  RC_ASSERT(outline.person == commit.actor.person);
  RC_ASSERT(outline.account == commit.actor.account);
  RC_ASSERT(outline.streams.size() == commit.events.size());
  for (std::size_t i = 0; i < commit.events.size(); ++i)
    RC_ASSERT(outline.streams[i] == commit.events[i].stream);
}

RC_GTEST_PROP(Outline, OfACutRecordIsCorruption, ()) {
  const auto record = record_of(generated_append());
  const auto size = *rc::gen::inRange<std::size_t>(0, record.size());
  RC_ASSERT_THROWS_AS(outline_of(std::string_view(record).substr(0, size)), Corruption);
}

TEST(Outlines, AreReadFromAPositionUpToTheHeadOrUntilTold) {
  const ScratchDirectory scratch;
  {
    const auto log = Log::open(scratch.path());
    for (int i = 0; i < 5; ++i) log->append_and_wait(append_to("order-1", "x"));
  }
  const auto log = Log::open_to_read(scratch.path(), 4);
  std::vector<Position> read;
  log->read_outlines_from(2, [&](const Outline& outline) {
    read.push_back(outline.position);
    return true;
  });
  EXPECT_EQ(read, (std::vector<Position>{2, 3, 4}));
  read.clear();
  log->read_outlines_from(1, [&](const Outline& outline) {
    read.push_back(outline.position);
    return outline.position < 2;
  });
  EXPECT_EQ(read, (std::vector<Position>{1, 2}));
}

}  // namespace
}  // namespace vesture::eventstore
