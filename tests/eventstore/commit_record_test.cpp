#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "eventstore/crypto.hpp"
#include "eventstore/log/format.hpp"
#include "tests/eventstore/appends.hpp"

namespace vesture::eventstore {
namespace {

Append generated_append() {
  Append append = append_to("order-1", *rc::gen::container<std::string>(rc::gen::arbitrary<char>()));
  append.actor.person[0] = *rc::gen::arbitrary<std::uint8_t>();
  append.actor.means = *rc::gen::arbitrary<std::string>();
  append.actor.origin = *rc::gen::arbitrary<std::string>();
  append.cause = *rc::gen::arbitrary<Position>();
  const auto more = *rc::gen::inRange(0, 3);
  for (int i = 0; i < more; ++i)
    append.events.push_back({"mail-" + std::to_string(i), "T", 2, *rc::gen::arbitrary<std::string>()});
  return append;
}

std::vector<Version> versions_of(const Append& append) {
  return std::vector<Version>(append.events.size(), 7);
}

const Place kPlace{42, kNoon, Digest{1, 2, 3}};

RC_GTEST_PROP(CommitRecord, ReadsBackWhatWasWritten, ()) {
  const Append append = generated_append();
  const Record record = encode_commit(append, versions_of(append), kPlace);
  const Commit commit = decode_commit(record.bytes);
  RC_ASSERT(commit.position == kPlace.position);
  RC_ASSERT(commit.time == kPlace.time);
  RC_ASSERT(commit.previous == kPlace.previous);
  RC_ASSERT(commit.chain == record.chain);
  RC_ASSERT(commit.actor == append.actor);
  RC_ASSERT(commit.cause == append.cause);
  RC_ASSERT(commit.command == append.command);
  RC_ASSERT(commit.events.size() == append.events.size());
  for (std::size_t i = 0; i < append.events.size(); ++i) {
    RC_ASSERT(commit.events[i].stream == append.events[i].stream);
    RC_ASSERT(commit.events[i].type == append.events[i].type);
    RC_ASSERT(commit.events[i].schema == append.events[i].schema);
    RC_ASSERT(commit.events[i].version == 7u);
    RC_ASSERT(text_of(commit.events[i]) == append.events[i].payload);
  }
}

RC_GTEST_PROP(CommitRecord, AFlippedBitIsRefused, ()) {
  const Append append = generated_append();
  std::string bytes = encode_commit(append, versions_of(append), kPlace).bytes;
  const auto at = *rc::gen::inRange<std::size_t>(0, bytes.size());
  bytes[at] = static_cast<char>(bytes[at] ^ (1 << *rc::gen::inRange(0, 8)));
  RC_ASSERT_THROWS_AS(decode_commit(bytes), Corruption);
}

RC_GTEST_PROP(CommitRecord, ATruncatedOrLengthenedRecordIsRefused, ()) {
  const Append append = generated_append();
  const std::string bytes = encode_commit(append, versions_of(append), kPlace).bytes;
  const auto size = *rc::gen::inRange<std::size_t>(0, bytes.size());
  RC_ASSERT_THROWS_AS(decode_commit(bytes.substr(0, size)), Corruption);
  RC_ASSERT_THROWS_AS(decode_commit(bytes + '\0'), Corruption);
}

RC_GTEST_PROP(CommitRecord, ArbitraryBytesAreRefused, (std::string bytes)) {
  if (*rc::gen::arbitrary<bool>()) bytes.insert(0, "VCR1");
  RC_ASSERT_THROWS_AS(decode_commit(bytes), Corruption);
}

RC_GTEST_PROP(CommitRecord, PayloadsLieAtMultiplesOfEight, ()) {
  const Append append = generated_append();
  const Commit commit = decode_commit(encode_commit(append, versions_of(append), kPlace).bytes);
  for (const Event& event : commit.events)
    RC_ASSERT(reinterpret_cast<std::uintptr_t>(event.payload.data()) % 8 == 0u);
}

TEST(CommitRecord, MovingACommitKeepsItsViews) {
  const Append append = append_to("order-1", "a payload that is longer than any small string");
  const Version version = 1;
  Commit commit = decode_commit(encode_commit(append, {&version, 1}, kPlace).bytes);
  const Commit moved = std::move(commit);
  EXPECT_EQ(text_of(moved.events[0]), append.events[0].payload);
}

TEST(CommitRecord, OneEventIsDisclosedByItsSaltAndBytesAlone) {
  Append append = append_to("order-1", "shown");
  append.events.push_back({"order-1", "Written", 1, "kept back"});
  const Commit commit = decode_commit(encode_commit(append, std::vector<Version>{1, 2}, kPlace).bytes);

  const Digest disclosed = sha256({as_text(commit.events[0].salt), as_text(commit.events[0].stored)});
  const std::string leaf = leaf_bytes(commit);
  ASSERT_EQ(leaf.size(), 8u + 8u + 3u * 32u);
  EXPECT_EQ(leaf.substr(16 + 32, 32), as_text(disclosed));
  EXPECT_EQ(sha256({std::string_view("\0", 1), leaf}), commit.leaf);
  EXPECT_EQ(sha256({as_text(commit.previous), as_text(commit.leaf)}), commit.chain);
}

// Else the same bytes could be disclosed with something beside what was committed.
TEST(CommitRecord, AUD_04_PartsThatAreNotFilledUpWithZerosAreRefused) {
  Append append = append_to("order-1", "shown");
  append.actor.means = "owner";
  const Version version = 1;
  const Commit commit = decode_commit(encode_commit(append, {&version, 1}, kPlace).bytes);
  std::string event(as_text(commit.events[0].stored));
  std::string actor(as_text(commit.actor_stored));
  EXPECT_EQ(decode_event(event).stream, "order-1");
  EXPECT_EQ(decode_actor(actor).actor.means, "owner");
  ASSERT_EQ(event.back(), '\0');
  ASSERT_EQ(actor.back(), '\0');
  event.back() = 'x';
  actor.back() = 'x';
  EXPECT_THROW(decode_event(event), Corruption);
  EXPECT_THROW(decode_actor(actor), Corruption);
}

TEST(CommitRecord, TheSameAppendNeverHasTheSameLeafTwice) {
  const Append append = append_to("order-1");
  const Version version = 1;
  EXPECT_NE(encode_commit(append, {&version, 1}, kPlace).chain,
            encode_commit(append, {&version, 1}, kPlace).chain);
}

TEST(CommitRecord, WhatTheFormatCannotHoldIsRefusedBeforehand) {
  EXPECT_THROW(check_limits(append_to("")), std::invalid_argument);
  EXPECT_THROW(check_limits(append_to(std::string("a\0b", 3))), std::invalid_argument);
  EXPECT_THROW(check_limits(append_to(std::string(201, 's'))), std::invalid_argument);
  EXPECT_THROW(check_limits(append_to("s", std::string(kMaxCommitBytes + 1, 'x'))), std::invalid_argument);
  Append with_key = append_to("s");
  with_key.idempotency = key_of(std::string(256, 'k'));
  EXPECT_THROW(check_limits(with_key), std::invalid_argument);
  EXPECT_NO_THROW(check_limits(append_to(std::string(200, 's'))));
}

}  // namespace
}  // namespace vesture::eventstore
