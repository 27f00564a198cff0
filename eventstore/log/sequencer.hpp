// The one writer of the log: a thread that takes everything that waits, writes it as one synced batch, and
// only then publishes the head and answers. The public functions may be called by any thread.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "eventstore/log/acknowledged.hpp"
#include "eventstore/log/batch.hpp"
#include "eventstore/log/log.hpp"
#include "eventstore/log/store.hpp"
#include "eventstore/log/subscribers.hpp"

namespace vesture::eventstore {

class Sequencer {
 public:
  // Starts its thread. Store and file must outlive it.
  Sequencer(Store&, Acknowledged&, std::size_t max_batch_bytes);
  ~Sequencer() { stop(); }
  Sequencer(const Sequencer&) = delete;
  Sequencer& operator=(const Sequencer&) = delete;

  // Writes and answers all that waits; nothing may be appended any more.
  void stop();

  void append(Append, std::function<void(Appended)> done);
  Subscription subscribe(std::function<void(Position)>);

  Position head() const { return head_.load(std::memory_order_acquire); }
  // The last commit's.
  std::int64_t last_time() const { return last_time_.load(std::memory_order_acquire); }
  bool wait_beyond(Position, std::chrono::milliseconds most) const;
  std::optional<std::string> failure() const;
  // Of a stream, as of the head.
  Version version(std::string_view stream);

 private:
  struct Waiting {
    Append append;
    std::function<void(Appended)> done;
  };

  void run();
  bool take_what_waits();
  void write_batch();
  // The answers to the first `count` that were taken.
  std::vector<Appended> write(std::size_t count);
  void answer(std::vector<Appended> answers);
  std::vector<Appended> decide(Batch&, std::size_t count);
  std::size_t count_for_batch() const;
  void make_durable(Batch&);
  void publish(const Batch&);
  void fail(const std::string& why);
  void call_subscribers();

  Store& store_;
  Acknowledged& acknowledged_;
  const std::size_t max_batch_bytes_;

  // The sequencer's thread's own.
  Tip tip_;
  TwoGenerations<Version> versions_;  // of the streams written last, so that the disk is rarely asked
  GrowingTree tree_;
  std::uint64_t outcomes_dropped_before_ = 0;
  std::deque<Waiting> taken_;
  Subscribers subscribers_;

  std::mutex waiting_mutex_;
  std::condition_variable something_waits_;
  std::deque<Waiting> waiting_;
  Subscribers joining_;
  bool stopping_ = false;

  mutable std::mutex published_mutex_;
  mutable std::condition_variable head_moved_;
  std::optional<std::string> failure_;
  PublishedVersions published_versions_;
  std::atomic<Position> head_;
  std::atomic<std::int64_t> last_time_;

  std::thread thread_;
};

}  // namespace vesture::eventstore
