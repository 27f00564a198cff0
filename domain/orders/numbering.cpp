#include "domain/orders/numbering.hpp"

#include <cstdio>

namespace vesture::domain::orders {

std::string number_text(Series series, std::uint64_t n) {
  static constexpr const char* kLetters[] = {"P", "E", "R"};  // pasūtījums, e-pakalpojums, rēķins
  char text[32];
  const int used = std::snprintf(text, sizeof text, "%s-%010llu", kLetters[static_cast<std::size_t>(series)],
                                 static_cast<unsigned long long>(n));
  return {text, static_cast<std::size_t>(used)};
}

Decision<NumberingEvent> Numbering::decide(const ReserveNumbers& command, const NumberingState& state,
                                           Instant) {
  return std::vector<NumberingEvent>{NumbersReserved{command.series, state.next, command.count}};
}

NumberingState Numbering::evolve(NumberingState state, const NumberingEvent& event) {
  const auto& reserved = std::get<NumbersReserved>(event);
  if (reserved.first != state.next) throw ImpossibleEvent("numbers reserved out of order");
  state.next += reserved.count;
  return state;
}

}  // namespace vesture::domain::orders
