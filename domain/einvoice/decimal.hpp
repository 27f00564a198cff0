// Decimal numbers as XML Schema has them (xs:decimal), exact, with the arithmetic of the official rules. A number may be
// none: the text was not there or is no number, or a result does not fit. What is calculated with none is none, and every
// comparison with it is false, as for a NaN; nothing overflows.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace vesture::domain::einvoice {

class Decimal {
 public:
  Decimal() = default;  // none
  explicit Decimal(std::int64_t whole) : units_(whole), is_known_(true) {}

  // none of what is not written as xs:decimal, or has more than 36 digits, those not counted that say nothing. White space
  // around it is passed over.
  static Decimal parse(std::string_view text);

  bool is_known() const { return is_known_; }

  friend Decimal operator+(const Decimal&, const Decimal&);
  friend Decimal operator-(const Decimal&, const Decimal&);
  friend Decimal operator*(const Decimal&, const Decimal&);
  Decimal operator-() const;
  Decimal& operator+=(const Decimal& other) { return *this = *this + other; }

  Decimal magnitude() const;
  Decimal hundredth() const;  // of a percentage
  // To so many places after the point; a half goes up, also of what is negative (fn:round of XPath).
  Decimal rounded(unsigned places) const;

  friend std::partial_ordering operator<=>(const Decimal&, const Decimal&);
  friend bool operator==(const Decimal& one, const Decimal& other) { return (one <=> other) == 0; }

  // "-12.5", without zeros that say nothing; "" of none.
  friend std::string to_string(const Decimal&);

 private:
  __extension__ typedef __int128 Units;
  struct Aligned;

  Decimal(Units units, unsigned scale);
  static Aligned aligned(const Decimal&, const Decimal&);

  Units units_ = 0;     // the number times 10 to the power of scale_
  unsigned scale_ = 0;  // as small as can be
  bool is_known_ = false;
};

// How many characters are after the point, as the official rules count decimals: of zeros too.
std::size_t decimals_of(std::string_view text);

}  // namespace vesture::domain::einvoice
