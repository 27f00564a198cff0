#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>

#include "tests/eventstore/appends.hpp"
#include "tests/eventstore/scratch_directory.hpp"

namespace vesture::eventstore {
namespace {

// What a log is, without disk, threads or bytes.
struct Model {
  std::vector<Line> lines;
  std::map<std::string, std::vector<std::string>> streams;
  std::map<std::string, std::pair<std::uint8_t, Position>> keys;
  Position head = 0;

  Version version(const std::string& stream) const {
    const auto found = streams.find(stream);
    return found == streams.end() ? 0 : found->second.size();
  }

  void apply(const Append& append) {
    if (!append.events.empty()) ++head;
    for (const NewEvent& event : append.events) {
      streams[event.stream].push_back(event.payload);
      lines.push_back({head, event.stream, version(event.stream), event.payload});
    }
    if (append.idempotency)
      keys[append.idempotency->key] = {append.idempotency->request[0], append.events.empty() ? 0 : head};
  }
};

const auto kStreams = std::vector<std::string>{"a", "a-1", "b", "c"};

std::string generated_stream() { return *rc::gen::elementOf(kStreams); }

Append generated_append(const Model& model) {
  Append append;
  append.now = kNoon;
  const int events = *rc::gen::inRange(0, 4);
  for (int i = 0; i < events; ++i)
    append.events.push_back({generated_stream(), "T", 1, *rc::gen::arbitrary<std::string>()});
  const int expectations = *rc::gen::inRange(0, 3);
  for (int i = 0; i < expectations; ++i) {
    const std::string stream = generated_stream();
    const Version off = *rc::gen::elementOf(std::vector<Version>{0, 0, 0, 0, 0, 1});
    append.expected.push_back({stream, model.version(stream) + off});
  }
  if (*rc::gen::inRange(0, 3) == 0)
    append.idempotency = key_of(*rc::gen::elementOf(std::vector<std::string>{"k1", "k2", "k3"}),
                                static_cast<std::uint8_t>(*rc::gen::inRange(1, 3)));
  return append;
}

void check_answer(Model& model, const Append& append, const Appended& answer) {
  if (append.idempotency) {
    if (const auto known = model.keys.find(append.idempotency->key); known != model.keys.end()) {
      const auto [request, position] = known->second;
      if (request != append.idempotency->request[0]) {
        RC_ASSERT(std::holds_alternative<KeyReused>(answer));
      } else {
        RC_ASSERT(std::get<Repeated>(answer).position == position);
      }
      return;
    }
  }
  for (const StreamAt& at : append.expected) {
    if (model.version(at.stream) == at.version) continue;
    RC_ASSERT(std::get<Conflict>(answer).stream == at.stream);
    RC_ASSERT(std::get<Conflict>(answer).actual == model.version(at.stream));
    return;
  }
  model.apply(append);
  RC_ASSERT(std::get<Committed>(answer).position == (append.events.empty() ? 0 : model.head));
}

void check_reads(const Model& model, const Log& log) {
  RC_ASSERT(log.head() == model.head);
  RC_ASSERT(all_lines(log) == model.lines);
  for (const std::string& stream : kStreams) {
    RC_ASSERT(log.version(stream) == model.version(stream));
    const auto known = model.streams.find(stream);
    RC_ASSERT(texts(log, stream) ==
              (known == model.streams.end() ? std::vector<std::string>{} : known->second));
  }
}

// Sent all at once, so that they meet in one batch; decided in the order in which they were sent.
void append_together(Log& log, Model& model, std::size_t count) {
  std::vector<Append> appends;
  for (std::size_t i = 0; i < count; ++i) appends.push_back(generated_append(model));
  std::vector<Appended> answers(count, Failed{});
  for (std::size_t i = 0; i + 1 < count; ++i)
    log.append(appends[i], [&, i](Appended answer) { answers[i] = std::move(answer); });
  answers[count - 1] = log.append_and_wait(appends[count - 1]);
  for (std::size_t i = 0; i < count; ++i) check_answer(model, appends[i], answers[i]);
}

RC_GTEST_PROP(LogModel, TheLogIsWhatAMapWouldBe, ()) {
  const ScratchDirectory directory;
  auto log = Log::open(directory.path());
  Model model;
  const int steps = *rc::gen::inRange(1, 12);
  for (int step = 0; step < steps; ++step) {
    append_together(*log, model, *rc::gen::inRange<std::size_t>(1, 8));
    if (*rc::gen::inRange(0, 6) == 0) {
      log.reset();
      log = Log::open(directory.path());
    }
    check_reads(model, *log);
  }
}

}  // namespace
}  // namespace vesture::eventstore
