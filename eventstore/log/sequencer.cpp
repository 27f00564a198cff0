#include "eventstore/log/sequencer.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "eventstore/log/format.hpp"

namespace vesture::eventstore {

namespace {

constexpr std::size_t kStreamsRemembered = 1 << 16;

Tip tip_of(const Store& store) {
  const Position head = store.last_position();
  if (head == 0) return {};
  const auto last = store.commit(head);
  return {head, last->time, last->chain};
}

std::size_t approximate_bytes(const Append& append) {
  constexpr std::size_t kAround = 300;  // header, actor, salts, index rows
  std::size_t bytes = kAround;
  for (const NewEvent& event : append.events) bytes += kAround + event.payload.size();
  if (append.idempotency) bytes += append.idempotency->outcome.body.size();
  return bytes;
}

}  // namespace

Sequencer::Sequencer(Store& store, Acknowledged& acknowledged, std::size_t max_batch_bytes)
    : store_(store),
      acknowledged_(acknowledged),
      max_batch_bytes_(max_batch_bytes),
      tip_(tip_of(store)),
      versions_(kStreamsRemembered),
      tree_(store),
      published_versions_(tip_.position, kStreamsRemembered),
      head_(tip_.position),
      last_time_(tip_.time),
      thread_([this] { run(); }) {}

void Sequencer::stop() {
  if (!thread_.joinable()) return;
  {
    const std::lock_guard lock(waiting_mutex_);
    stopping_ = true;
  }
  something_waits_.notify_one();
  thread_.join();
}

void Sequencer::append(Append append, std::function<void(Appended)> done) {
  check_limits(append);
  {
    const std::lock_guard lock(waiting_mutex_);
    waiting_.push_back({std::move(append), std::move(done)});
  }
  something_waits_.notify_one();
}

Subscription Sequencer::subscribe(std::function<void(Position)> callback) {
  auto subscriber = std::make_shared<Subscriber>(std::move(callback));
  {
    const std::lock_guard lock(waiting_mutex_);
    joining_.push_back(subscriber);
  }
  something_waits_.notify_one();
  return subscription_of(std::move(subscriber));
}

Version Sequencer::version(std::string_view stream) {
  if (const auto known = published_versions_.find(stream)) return *known;
  const Position head = this->head();
  const Version stored = store_.version(stream, head);
  published_versions_.keep(stream, stored, head);
  return stored;
}

bool Sequencer::wait_beyond(Position position, std::chrono::milliseconds most) const {
  std::unique_lock lock(published_mutex_);
  return head_moved_.wait_for(lock, most, [&] { return head() > position; });
}

std::optional<std::string> Sequencer::failure() const {
  const std::lock_guard lock(published_mutex_);
  return failure_;
}

void Sequencer::run() {
  while (take_what_waits()) {
    if (!taken_.empty()) write_batch();
  }
}

// False when there is nothing more to do, ever.
bool Sequencer::take_what_waits() {
  Subscribers joined;
  {
    std::unique_lock lock(waiting_mutex_);
    something_waits_.wait(
        lock, [&] { return stopping_ || !taken_.empty() || !waiting_.empty() || !joining_.empty(); });
    if (stopping_ && taken_.empty() && waiting_.empty()) return false;
    std::move(waiting_.begin(), waiting_.end(), std::back_inserter(taken_));
    waiting_.clear();
    joined = std::exchange(joining_, {});
  }
  for (auto& subscriber : joined) {
    subscriber->call(head());
    subscribers_.push_back(std::move(subscriber));
  }
  return true;
}

std::size_t Sequencer::count_for_batch() const {
  std::size_t bytes = 0;
  std::size_t count = 0;
  while (count < taken_.size() && (count == 0 || bytes < max_batch_bytes_))
    bytes += approximate_bytes(taken_[count++].append);
  return count;
}

void Sequencer::write_batch() {
  const Position before = head();
  answer(write(count_for_batch()));
  if (head() != before) call_subscribers();
}

std::vector<Appended> Sequencer::write(std::size_t count) {
  try {
    if (!failure()) {
      Batch batch(store_, versions_, tree_, tip_);
      std::vector<Appended> answers = decide(batch, count);
      make_durable(batch);
      return answers;
    }
  } catch (const std::exception& error) {
    fail(error.what());
  }
  return std::vector<Appended>(count, Failed{*failure()});
}

std::vector<Appended> Sequencer::decide(Batch& batch, std::size_t count) {
  std::vector<Appended> answers;
  answers.reserve(count);
  for (std::size_t i = 0; i < count; ++i) answers.push_back(batch.add(taken_[i].append));
  return answers;
}

void Sequencer::make_durable(Batch& batch) {
  if (batch.writes().Count() == 0) return;
  // A lookup looks at the bucket of now and the one before.
  const std::uint64_t bucket = bucket_of(batch.tip().time);
  const bool turned = bucket > outcomes_dropped_before_ + 1;
  if (turned) batch.drop_outcomes_before(bucket - 1);
  require(store_.write(batch.writes()), "writing a batch");
  if (turned) outcomes_dropped_before_ = bucket - 1;
  if (batch.tip().position != tip_.position) acknowledged_.advance(batch.tip().position);
  publish(batch);
}

// The versions first: who sees the head must not be told an older version.
void Sequencer::publish(const Batch& batch) {
  const Tip& tip = batch.tip();
  published_versions_.publish(tip.position, batch.written());
  {
    const std::lock_guard lock(published_mutex_);
    tip_ = tip;
    head_.store(tip.position, std::memory_order_release);
    last_time_.store(tip.time, std::memory_order_release);
  }
  head_moved_.notify_all();
}

// `done` may append again: what it adds waits for the next batch.
void Sequencer::answer(std::vector<Appended> answers) {
  for (Appended& answer : answers) {
    const auto done = std::move(taken_.front().done);
    taken_.pop_front();
    done(std::move(answer));
  }
}

void Sequencer::fail(const std::string& why) {
  spdlog::critical("the log takes nothing more: {}", why);
  const std::lock_guard lock(published_mutex_);
  failure_ = why;
}

void Sequencer::call_subscribers() {
  std::erase_if(subscribers_, [](const auto& subscriber) { return subscriber->has_left(); });
  for (const auto& subscriber : subscribers_) subscriber->call(head());
}

}  // namespace vesture::eventstore
