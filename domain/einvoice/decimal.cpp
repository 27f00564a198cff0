#include "domain/einvoice/decimal.hpp"

#include <algorithm>

#include "domain/einvoice/path.hpp"

namespace vesture::domain::einvoice {
namespace {

constexpr std::size_t kMostDigits = 36;  // with room for a sign and a carry in 128 bits

bool all_digits(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

// Two numbers in the same units; is_known tells whether there are such that hold both.
struct Decimal::Aligned {
  Units one = 0;
  Units other = 0;
  unsigned scale = 0;
  bool is_known = false;
};

Decimal::Decimal(Units units, unsigned scale) : units_(units), scale_(scale), is_known_(true) {
  for (; scale_ > 0 && units_ % 10 == 0; --scale_) units_ /= 10;
}

Decimal Decimal::parse(std::string_view text) {
  text = trimmed(text);
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  const auto point = std::min(text.find('.'), text.size());
  auto whole = text.substr(0, point);
  auto fraction = text.substr(std::min(point + 1, text.size()));
  if (!all_digits(whole) || !all_digits(fraction) || whole.size() + fraction.size() == 0) return {};
  whole.remove_prefix(std::min(whole.find_first_not_of('0'), whole.size()));
  fraction = fraction.substr(0, fraction.find_last_not_of('0') + 1);
  if (whole.size() + fraction.size() > kMostDigits) return {};
  Units units = 0;
  for (const auto digits : {whole, fraction})
    for (const char digit : digits) units = units * 10 + (digit - '0');
  return {negative ? -units : units, static_cast<unsigned>(fraction.size())};
}

Decimal::Aligned Decimal::aligned(const Decimal& one, const Decimal& other) {
  Aligned both{one.units_, other.units_, std::max(one.scale_, other.scale_),
               one.is_known_ && other.is_known_};
  bool overflow = false;
  for (auto scale = one.scale_; scale < both.scale; ++scale)
    overflow |= __builtin_mul_overflow(both.one, 10, &both.one);
  for (auto scale = other.scale_; scale < both.scale; ++scale)
    overflow |= __builtin_mul_overflow(both.other, 10, &both.other);
  both.is_known &= !overflow;
  return both;
}

Decimal operator+(const Decimal& one, const Decimal& other) {
  const auto both = Decimal::aligned(one, other);
  Decimal::Units sum = 0;
  if (!both.is_known || __builtin_add_overflow(both.one, both.other, &sum)) return {};
  return {sum, both.scale};
}

Decimal operator-(const Decimal& one, const Decimal& other) { return one + -other; }

Decimal operator*(const Decimal& one, const Decimal& other) {
  Decimal::Units product = 0;
  if (!one.is_known_ || !other.is_known_ || __builtin_mul_overflow(one.units_, other.units_, &product))
    return {};
  return {product, one.scale_ + other.scale_};
}

Decimal Decimal::operator-() const {
  Units negated = 0;
  if (!is_known_ || __builtin_sub_overflow(Units{0}, units_, &negated)) return {};
  return {negated, scale_};
}

Decimal Decimal::magnitude() const { return units_ < 0 ? -*this : *this; }

Decimal Decimal::hundredth() const { return is_known_ ? Decimal(units_, scale_ + 2) : Decimal(); }

Decimal Decimal::rounded(unsigned places) const {
  if (!is_known_ || scale_ <= places) return *this;
  // The half digit decides, once what is after it is cut off downwards.
  Units halves = units_;
  for (auto scale = scale_; scale > places + 1; --scale) halves = halves / 10 - (halves % 10 < 0 ? 1 : 0);
  if (__builtin_add_overflow(halves, 5, &halves)) return {};
  return {halves / 10 - (halves % 10 < 0 ? 1 : 0), places};
}

std::partial_ordering operator<=>(const Decimal& one, const Decimal& other) {
  const auto both = Decimal::aligned(one, other);
  if (!both.is_known) return std::partial_ordering::unordered;
  return both.one < both.other   ? std::partial_ordering::less
         : both.one > both.other ? std::partial_ordering::greater
                                 : std::partial_ordering::equivalent;
}

std::string to_string(const Decimal& decimal) {
  if (!decimal.is_known_) return {};
  std::string digits;
  for (auto rest = decimal.units_; rest != 0 || digits.size() <= decimal.scale_; rest /= 10) {
    const auto digit = static_cast<int>(rest % 10);
    digits += static_cast<char>('0' + (digit < 0 ? -digit : digit));
  }
  if (decimal.scale_ > 0) digits.insert(decimal.scale_, 1, '.');
  if (decimal.units_ < 0) digits += '-';
  std::ranges::reverse(digits);
  return digits;
}

std::size_t decimals_of(std::string_view text) {
  const auto point = text.find('.');
  return point == std::string_view::npos ? 0 : text.size() - point - 1;
}

}  // namespace vesture::domain::einvoice
