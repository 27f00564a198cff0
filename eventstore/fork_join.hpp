// Threads that share out a number of tasks, again and again.
#pragma once

#include <atomic>
#include <barrier>
#include <cstddef>
#include <exception>
#include <functional>
#include <latch>
#include <optional>
#include <thread>
#include <vector>

namespace vesture::eventstore {

class ForkJoin {
 public:
  // The caller's thread is one of them. Where the system gives no more of them, there are fewer.
  explicit ForkJoin(unsigned threads);
  ~ForkJoin();
  ForkJoin(const ForkJoin&) = delete;
  ForkJoin& operator=(const ForkJoin&) = delete;

  unsigned threads() const { return static_cast<unsigned>(workers_.size()) + 1; }
  // Calls `task(i)` for each i below `count`, each on some thread, and returns when all are done. What a task throws
  // is thrown here, that of the lowest i; the others are done all the same.
  void run(std::size_t count, const std::function<void(std::size_t)>& task);

 private:
  void work();
  void take_tasks();

  std::latch counted_{1};  // the threads: the gate is for as many as there are
  std::optional<std::barrier<>> gate_;
  const std::function<void(std::size_t)>* task_ = nullptr;  // none: the threads end
  std::size_t count_ = 0;
  std::atomic<std::size_t> next_ = 0;
  std::vector<std::exception_ptr> thrown_;
  std::vector<std::jthread> workers_;
};

}  // namespace vesture::eventstore
