#include "replay/verify/stream_shard.hpp"

#include <fmt/format.h>

namespace vesture::replay {

namespace {

// Measured over the demonstration: an entry of the map, its name and an aggregate without its content; and of a
// payload's bytes, what unpacked strings and vectors make of them.
constexpr std::size_t kBytesOfStream = 400;
constexpr std::size_t kBytesOfPayloadByte = 2;

Finding finding_at(const CommitBlock::EventAt& at, std::string what) {
  return {at.commit->position, std::string(at.event->stream), at.event->version, std::move(what), "", ""};
}

}  // namespace

std::optional<Finding> StreamShard::add(const std::vector<CommitBlock::EventAt>& events,
                                        const HashRange& range) {
  for (const auto& at : events) {
    if (at.stream_hash % of_ != index_ || !range.has(at.stream_hash)) continue;
    if (auto finding = add(at)) return finding;
  }
  return std::nullopt;
}

std::optional<Finding> StreamShard::add(const CommitBlock::EventAt& at) {
  Stream* const stream = stream_of(at);
  if (stream == nullptr) return finding_at(at, "the domain has no such stream");
  if (at.event->version != stream->version + 1) {
    Finding finding = finding_at(at, "the stream's versions do not follow");
    finding.expected = fmt::format("version {}", stream->version + 1);
    finding.found = fmt::format("version {}", at.event->version);
    return finding;
  }
  if (const auto wrong = stream->folded->add(*at.event, cipher_)) return finding_at(at, *wrong);
  const std::size_t grown = kBytesOfPayloadByte * at.event->payload.size();
  stream->version = at.event->version;
  stream->bytes += grown;
  bytes_ += grown;
  return std::nullopt;
}

StreamShard::Stream* StreamShard::stream_of(const CommitBlock::EventAt& at) {
  if (const auto known = streams_.find(Name{at.stream_hash, at.event->stream}); known != streams_.end())
    return &known->second;
  auto folded = new_stream(at.event->stream);
  if (!folded) return nullptr;
  bytes_ += kBytesOfStream;
  return &streams_.emplace(at.event->stream, Stream{0, kBytesOfStream, std::move(folded)}).first->second;
}

void StreamShard::keep(const HashRange& range) {
  std::erase_if(streams_, [&](const auto& entry) {
    if (range.has(hash_of_stream(entry.first))) return false;
    bytes_ -= entry.second.bytes;
    return true;
  });
}

void StreamShard::clear() {
  streams_.clear();
  bytes_ = 0;
}

}  // namespace vesture::replay
