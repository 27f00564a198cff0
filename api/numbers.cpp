#include "api/numbers.hpp"

namespace vesture::api {

namespace orders = domain::orders;
using orders::Numbering;

std::string Numbers::take(orders::Series series, Unit& unit) {
  const std::lock_guard lock(mutex_);
  Counter& counter = counters_[static_cast<std::size_t>(series)];
  if (counter.blocks.empty()) return orders::number_text(series, reserve(series, counter, unit).next++);
  if (counter.blocks.size() == 1 && counter.being_reserved.expired()) reserve(series, counter, unit);
  Block& block = counter.blocks.front();
  const auto number = block.next++;
  if (block.next == block.end) counter.blocks.pop_front();
  return orders::number_text(series, number);
}

Numbers::Block& Numbers::reserve(orders::Series series, Counter& counter, Unit& unit) {
  const std::uint64_t first = unit.load<Numbering>(series).next;
  [[maybe_unused]] const auto reserved = unit.decide<Numbering>(series, {series, block_});
  const auto block = std::make_shared<Block>(first, first + block_);
  counter.being_reserved = block;
  unit.when_committed([this, &counter, block] { add(counter, *block); });
  return *block;
}

void Numbers::add(Counter& counter, const Block& block) {
  const std::lock_guard lock(mutex_);
  if (block.next != block.end) counter.blocks.push_back(block);
}

}  // namespace vesture::api
