#include "domain/einvoice/decimal.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstdlib>

namespace vesture::domain::einvoice {
namespace {

Decimal decimal(std::string_view text) { return Decimal::parse(text); }
std::string sum(std::string_view one, std::string_view other) {
  return to_string(decimal(one) + decimal(other));
}
std::string product(std::string_view one, std::string_view other) {
  return to_string(decimal(one) * decimal(other));
}
std::string rounded(std::string_view text, unsigned places) {
  return to_string(decimal(text).rounded(places));
}

TEST(Decimal, IsReadAsXmlSchemaWritesIt) {
  EXPECT_EQ(to_string(decimal("0012.3400")), "12.34");
  EXPECT_EQ(to_string(decimal(" +1.\n")), "1");
  EXPECT_EQ(to_string(decimal("-.5")), "-0.5");
  EXPECT_EQ(to_string(decimal("-0.00")), "0");
  EXPECT_EQ(to_string(decimal("0.05")), "0.05");
}

TEST(Decimal, OfAnythingElseIsNone) {
  for (const auto* text :
       {"", " ", ".", "-", "+", "1e3", "1,5", "1.2.3", "--1", "+-1", "NaN", "INF", "0x1", "1 2", "١"})
    EXPECT_FALSE(decimal(text).is_known()) << text;
}

TEST(Decimal, OfTooManyDigitsIsNone) {
  EXPECT_EQ(to_string(decimal("12345678901234567890.123456789012")), "12345678901234567890.123456789012");
  EXPECT_EQ(to_string(decimal("0.4166666666666667")), "0.4166666666666667");
  EXPECT_TRUE(decimal(std::string(20, '9') + "." + std::string(16, '9')).is_known());
  EXPECT_FALSE(decimal(std::string(20, '9') + "." + std::string(17, '9')).is_known());
  EXPECT_FALSE(decimal(std::string(37, '9')).is_known());
  EXPECT_EQ(to_string(decimal(std::string(1000, '0') + "1." + std::string(1000, '0'))), "1");
}

TEST(Decimal, IsCalculatedWithExactly) {
  EXPECT_EQ(sum("0.1", "0.2"), "0.3");
  EXPECT_EQ(sum("99999999999999999999", "0.000000000001"), "99999999999999999999.000000000001");
  EXPECT_EQ(product("1.15", "1.15"), "1.3225");
  EXPECT_EQ(to_string(decimal("21").hundredth()), "0.21");
  EXPECT_EQ(to_string(decimal("-2.5").magnitude()), "2.5");
}

TEST(Decimal, AHalfIsRoundedUpAsXPathDoes) {
  EXPECT_EQ(rounded("2.345", 2), "2.35");
  EXPECT_EQ(rounded("2.344999999999", 2), "2.34");
  EXPECT_EQ(rounded("-2.345", 2), "-2.34");
  EXPECT_EQ(rounded("-2.3450001", 2), "-2.35");
  EXPECT_EQ(rounded("-0.5", 0), "0");
  EXPECT_EQ(rounded("0.5", 0), "1");
  EXPECT_EQ(rounded("7", 2), "7");
}

TEST(Decimal, WhatDoesNotFitIsNone) {
  const auto large = decimal("99999999999999999999");
  EXPECT_FALSE((large * large * decimal("0.01")).is_known());
  auto sum = decimal("99999999999999999999.999999999999");
  for (int i = 0; i < 40; ++i) sum += sum;
  EXPECT_FALSE(sum.is_known());
  // 2^127 - 2 tenths, the product of two numbers that can be read: the half that rounds it does not fit.
  const auto nearly_all = decimal("18446744073709551614") * decimal("922337203685477580.9");
  EXPECT_TRUE(nearly_all.is_known());
  EXPECT_FALSE(nearly_all.rounded(0).is_known());
}

TEST(Decimal, NoneSpreadsAndComparesWithNothing) {
  const Decimal none, one(1);
  EXPECT_FALSE((none + one).is_known() || (one - none).is_known() || (none * one).is_known());
  EXPECT_FALSE(none.rounded(2).is_known() || none.hundredth().is_known() || none.magnitude().is_known());
  EXPECT_FALSE(none == none || none < one || none > one || none <= one || none >= one);
  EXPECT_TRUE(none != none);
}

TEST(Decimal, DecimalsAreCountedAsTheyAreWritten) {
  EXPECT_EQ(decimals_of("1"), 0U);
  EXPECT_EQ(decimals_of("1."), 0U);
  EXPECT_EQ(decimals_of("1.00"), 2U);
  EXPECT_EQ(decimals_of("1.000"), 3U);
}

// The model: millionths, which both operands and every result here are a whole number of.
constexpr std::int64_t kMillion = 1'000'000;

std::string written(std::int64_t millionths) {
  const auto magnitude = std::abs(millionths);
  const auto fraction = std::to_string(kMillion + magnitude % kMillion).substr(1);
  return (millionths < 0 ? "-" : "") + std::to_string(magnitude / kMillion) + "." + fraction;
}

rc::Gen<std::int64_t> millionths() {
  return rc::gen::inRange<std::int64_t>(-1'000'000'000'000, 1'000'000'000'000);
}

RC_GTEST_PROP(Decimal, SumsAndDifferencesAreThoseOfWholeNumbers, ()) {
  const auto one = *millionths(), other = *millionths();
  RC_ASSERT(decimal(written(one)) + decimal(written(other)) == decimal(written(one + other)));
  RC_ASSERT(decimal(written(one)) - decimal(written(other)) == decimal(written(one - other)));
}

RC_GTEST_PROP(Decimal, ProductsAreThoseOfWholeNumbers, ()) {
  const auto one = *rc::gen::inRange<std::int64_t>(-1'000'000, 1'000'000);
  const auto other = *rc::gen::inRange<std::int64_t>(-1'000'000, 1'000'000);
  const auto hundredths = [](std::int64_t number) { return Decimal(number).hundredth(); };
  RC_ASSERT(hundredths(one) * hundredths(other) == Decimal(one * other).hundredth().hundredth());
}

RC_GTEST_PROP(Decimal, OrderIsThatOfWholeNumbers, ()) {
  const auto one = *millionths(), other = *millionths();
  RC_ASSERT((decimal(written(one)) <=> decimal(written(other))) == (one <=> other));
}

RC_GTEST_PROP(Decimal, RoundingIsTheWholeNumberBelowAHalfMore, ()) {
  const auto number = *millionths();
  const auto hundredth = kMillion / 100;
  const auto shifted = number + hundredth / 2;
  const auto below = shifted / hundredth - (shifted % hundredth < 0 ? 1 : 0);
  RC_ASSERT(decimal(written(number)).rounded(2) == Decimal(below).hundredth());
}

RC_GTEST_PROP(Decimal, IsWrittenAsItIsRead, ()) {
  const auto number = decimal(written(*millionths()));
  RC_ASSERT(decimal(to_string(number)) == number);
}

}  // namespace
}  // namespace vesture::domain::einvoice
