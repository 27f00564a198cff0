// Numbers that people read (order number, e-service id, invoice number): unique and rising within a series,
// with gaps. They are reserved in blocks, in the same commit as the first thing that takes one, so that
// registering two orders at once does not meet on one stream. Stream "numbers-<series>".
#pragma once

#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <variant>

#include "domain/common/decision.hpp"
#include "domain/common/sealing.hpp"
#include "domain/common/time.hpp"

namespace vesture::domain::orders {

// Persisted numbers: never change or reuse one.
enum class Series : std::uint8_t { orders = 0, requests = 1, invoices = 2 };

// The n-th number of a series as people read it: letters and ten digits, so that text order is number order.
std::string number_text(Series, std::uint64_t n);

struct NumbersReserved {
  Series series{};
  std::uint64_t first = 0;
  std::uint32_t count = 0;
  bool operator==(const NumbersReserved&) const = default;
};
using NumberingEvent = std::variant<NumbersReserved>;

struct NumberingState {
  std::uint64_t next = 1;
  bool operator==(const NumberingState&) const = default;
};

struct ReserveNumbers {
  Series series{};
  std::uint32_t count = 0;
};

struct Numbering {
  using Id = Series;
  using State = NumberingState;
  using Event = NumberingEvent;
  using Command = ReserveNumbers;

  static constexpr std::string_view kCategory = "numbers-";  // of its streams
  static constexpr bool kKeptFolded = true;
  static std::string stream(Series series) {
    return std::string(kCategory) + std::to_string(static_cast<unsigned>(series));
  }
  static Decision<NumberingEvent> decide(const ReserveNumbers&, const NumberingState&, Instant now);
  static NumberingState evolve(NumberingState, const NumberingEvent&);
  static Encoded encode(const NumberingEvent&, const Cipher&);
  static std::expected<NumberingEvent, std::string> decode(std::string_view type, std::uint16_t schema,
                                                           std::span<const std::uint8_t> payload,
                                                           const Cipher&);
};

}  // namespace vesture::domain::orders
