#include "tools/benchmarks/shared/stream_walk.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace vesture::bench {

StreamWalk::StreamWalk(std::uint64_t client, std::uint64_t clients, std::uint64_t streams,
                       std::uint64_t seeded)
    : client_(client), clients_(clients), own_(streams / clients), seeded_(seeded) {
  if (own_ == 0) throw std::invalid_argument("fewer streams than clients");
}

StreamWalk::Step StreamWalk::next() {
  const std::uint64_t step = steps_++;
  return {client_ + clients_ * (step % own_), seeded_ + step / own_};
}

std::string stream_name(std::uint64_t stream) { return fmt::format("order-{}", stream); }

}  // namespace vesture::bench
