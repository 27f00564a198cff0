#include "tools/demonstration/turned_time.hpp"

#include <algorithm>
#include <array>

#include "tools/demonstration/chance.hpp"

namespace vesture::demonstration {

void TurnedTime::turn_to(domain::Instant to) { now_ = std::max(now_, to); }

void TurnedTime::begin_command(std::uint64_t number) {
  command_ = number;
  minted_ = 0;
}

domain::Uuid TurnedTime::mint() {
  Chance chance(mixed(seed_, mixed(command_, minted_++)));
  std::array<std::uint8_t, 10> random{};
  for (auto& byte : random) byte = static_cast<std::uint8_t>(chance.below(256));
  return domain::uuid_v7(now_.microseconds / 1000, random);
}

}  // namespace vesture::demonstration
