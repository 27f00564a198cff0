#include "api/numbers.hpp"

namespace vesture::api {

namespace orders = domain::orders;

std::string Numbers::take(orders::Series series, Unit& unit) {
  {
    const std::lock_guard lock(mutex_);
    auto& block = blocks_[static_cast<std::size_t>(series)];
    if (block.next < block.end) return orders::number_text(series, block.next++);
  }
  const std::uint64_t first = unit.load<orders::Numbering>(series).next;
  [[maybe_unused]] const auto reserved = unit.decide<orders::Numbering>(series, {series, block_});
  unit.when_committed([this, series, first] {
    const std::lock_guard lock(mutex_);
    blocks_[static_cast<std::size_t>(series)] = {first + 1, first + block_};
  });
  return orders::number_text(series, first);
}

}  // namespace vesture::api
