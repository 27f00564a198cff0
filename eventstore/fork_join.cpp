#include "eventstore/fork_join.hpp"

#include <system_error>

namespace vesture::eventstore {

ForkJoin::ForkJoin(unsigned threads) {
  workers_.reserve(threads);
  try {
    while (this->threads() < threads) workers_.emplace_back([this] { work(); });
  } catch (const std::system_error&) {
    // Those that there are do all of it.
  }
  gate_.emplace(this->threads());
  counted_.count_down();
}

void ForkJoin::work() {
  counted_.wait();
  for (;;) {
    gate_->arrive_and_wait();  // opens when there is something to do
    if (task_ == nullptr) return;
    take_tasks();
    gate_->arrive_and_wait();  // opens when all is done
  }
}

ForkJoin::~ForkJoin() {
  task_ = nullptr;
  gate_->arrive_and_wait();
}

void ForkJoin::run(std::size_t count, const std::function<void(std::size_t)>& task) {
  task_ = &task;
  count_ = count;
  next_ = 0;
  thrown_.assign(count, nullptr);
  gate_->arrive_and_wait();
  take_tasks();
  gate_->arrive_and_wait();
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

}  // namespace vesture::eventstore
