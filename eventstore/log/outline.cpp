#include "eventstore/log/outline.hpp"

#include "eventstore/bytes.hpp"
#include "eventstore/log/format.hpp"

namespace vesture::eventstore {

namespace {

constexpr std::size_t kSaltBytes = std::tuple_size_v<Salt>;
constexpr std::size_t kAlignment = 8;

void skip_texts_of_actor(ByteReader& in) {
  std::size_t texts = 0;
  for (int i = 0; i < 4; ++i) texts += in.little<std::uint16_t>();
  in.take(texts);
  in.align(kAlignment);
}

std::string_view stream_of_next_event(ByteReader& in) {
  in.take(kSaltBytes + sizeof(Version));
  const auto payload_size = in.little<std::uint32_t>();
  in.take(sizeof(std::uint16_t));  // schema
  const auto stream_size = in.little<std::uint8_t>();
  const auto type_size = in.little<std::uint8_t>();
  const auto stream = in.take(stream_size);
  in.take(type_size);
  in.align(kAlignment);
  in.take(payload_size);
  in.align(kAlignment);
  return stream;
}

}  // namespace

Outline outline_of(std::string_view record) {
  ByteReader in(record, "commit record");
  if (in.little<std::uint32_t>() != kRecordMagic) throw Corruption("commit record: unknown format");
  const auto events = in.little<std::uint32_t>();
  if (events > kMaxEvents) throw Corruption("commit record: more events than a commit has");
  Outline outline;
  outline.position = in.little<Position>();
  outline.time = in.little<std::int64_t>();
  in.take(kHeaderBytes - in.offset());
  in.take(kSaltBytes);
  outline.person = in.array<Id16>();
  outline.account = in.array<Id16>();
  outline.cause = in.little<Position>();
  skip_texts_of_actor(in);
  outline.streams.reserve(events);
  for (std::uint32_t i = 0; i < events; ++i) outline.streams.push_back(stream_of_next_event(in));
  return outline;
}

}  // namespace vesture::eventstore
