#include "replay/verify/fork_join.hpp"

namespace vesture::replay {

ForkJoin::ForkJoin(unsigned threads) : gate_(static_cast<std::ptrdiff_t>(threads)) {
  for (unsigned i = 1; i < threads; ++i) {
    workers_.emplace_back([this] {
      for (;;) {
        gate_.arrive_and_wait();  // opens when there is something to do
        if (task_ == nullptr) return;
        take_tasks();
        gate_.arrive_and_wait();  // opens when all is done
      }
    });
  }
}

ForkJoin::~ForkJoin() {
  task_ = nullptr;
  gate_.arrive_and_wait();
}

void ForkJoin::run(std::size_t count, const std::function<void(std::size_t)>& task) {
  task_ = &task;
  count_ = count;
  next_ = 0;
  thrown_.assign(count, nullptr);
  gate_.arrive_and_wait();
  take_tasks();
  gate_.arrive_and_wait();
  for (const auto& thrown : thrown_)
    if (thrown) std::rethrow_exception(thrown);
}

void ForkJoin::take_tasks() {
  for (std::size_t i = next_++; i < count_; i = next_++) {
    try {
      (*task_)(i);
    } catch (...) {
      thrown_[i] = std::current_exception();
    }
  }
}

}  // namespace vesture::replay
