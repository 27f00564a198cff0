// Packing: what goes in comes out, and bytes that are not a row are refused.
#include "projections/common/packed.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <limits>

#include "tests/projections/parcel_list.hpp"

namespace vesture::projections {
namespace {

struct Inner {
  std::string text;
  std::vector<std::optional<std::int32_t>> numbers;

  bool operator==(const Inner&) const = default;
};
BOOST_DESCRIBE_STRUCT(Inner, (), (text, numbers))

struct Everything {
  bool flag = false;
  std::int64_t number = 0;
  std::uint64_t count = 0;
  std::uint8_t small = 0;
  Stage stage = Stage::packed;
  std::optional<std::string> text;
  domain::OrderId order;
  domain::Instant at;
  domain::Date day;
  domain::Money price;
  domain::Sealed name;
  Inner inner;
  std::vector<Inner> inners;

  bool operator==(const Everything&) const = default;
};
BOOST_DESCRIBE_STRUCT(Everything, (),
                      (flag, number, count, small, stage, text, order, at, day, price, name, inner, inners))

Inner some_inner() {
  return {*rc::gen::arbitrary<std::string>(), {*rc::gen::arbitrary<std::int32_t>(), std::nullopt}};
}

Everything some_of_everything() {
  Everything some;
  some.flag = *rc::gen::arbitrary<bool>();
  some.number = *rc::gen::element<std::int64_t>(0, -1, 63, -64, 64, std::numeric_limits<std::int64_t>::min(),
                                                std::numeric_limits<std::int64_t>::max());
  some.count = *rc::gen::element<std::uint64_t>(0, 127, 128, std::numeric_limits<std::uint64_t>::max());
  some.small = *rc::gen::arbitrary<std::uint8_t>();
  some.stage = *rc::gen::element(Stage::packed, Stage::arrived);
  if (*rc::gen::arbitrary<bool>()) some.text = *rc::gen::arbitrary<std::string>();
  some.order.uuid.bytes.fill(*rc::gen::arbitrary<std::uint8_t>());
  some.at = {*rc::gen::arbitrary<std::int64_t>()};
  some.day = {*rc::gen::arbitrary<std::int32_t>()};
  some.price = {*rc::gen::arbitrary<std::int64_t>(), "EUR"};
  some.name.text = *rc::gen::arbitrary<std::string>();
  some.name.destroyed = *rc::gen::arbitrary<bool>();
  some.inner = some_inner();
  some.inners.assign(*rc::gen::inRange<std::size_t>(0, 3), some_inner());
  return some;
}

TEST(Packed, WhatGoesInComesOut) {
  EXPECT_TRUE(rc::check("unpack(pack(x)) == x", [] {
    const auto some = some_of_everything();
    RC_ASSERT(unpack<Everything>(pack(some)) == some);
  }));
}

TEST(Packed, BytesCutShortAreRefused) {
  EXPECT_TRUE(rc::check("every beginning of a packed row is refused", [] {
    const auto bytes = pack(some_of_everything());
    for (std::size_t size = 0; size < bytes.size(); ++size)
      RC_ASSERT_THROWS_AS(unpack<Everything>(bytes.substr(0, size)), BadBytes);
  }));
}

TEST(Packed, BytesLeftOverAreRefused) { EXPECT_THROW(unpack<Inner>(pack(Inner{}) + "x"), BadBytes); }

TEST(Packed, AnyBytesAreReadOrRefused) {
  EXPECT_TRUE(rc::check("nothing but BadBytes comes of random bytes", [](const std::string& bytes) {
    try {
      unpack<Everything>(bytes);
    } catch (const BadBytes&) {
      RC_TAG("refused");
    }
  }));
}

TEST(Packed, NumbersOutOfTheirRangeAreRefused) {
  EXPECT_THROW(unpack<std::int32_t>(pack(std::int64_t{1} << 40)), BadBytes);
  EXPECT_THROW(unpack<std::uint16_t>(pack(std::uint64_t{65'536})), BadBytes);
  EXPECT_THROW(unpack<std::uint64_t>(std::string(10, '\xff')), BadBytes);
  EXPECT_THROW(unpack<bool>("\x02"), BadBytes);
}

TEST(Packed, ALengthThatCannotBeTrueAllocatesNothing) {
  const auto huge = pack(std::uint64_t{1} << 60);
  EXPECT_THROW(unpack<std::vector<std::string>>(huge), BadBytes);
  EXPECT_THROW(unpack<std::string>(huge), BadBytes);
}

TEST(Packed, TheSealedPartIsPackedApart) {
  Parcel parcel;
  parcel.depot = "riga";
  parcel.sealed.label = "MARKER";
  const auto open = pack_open(parcel);
  EXPECT_FALSE(open.contains("MARKER"));
  EXPECT_EQ(unpack_open<Parcel>(open).depot, "riga");
  EXPECT_EQ(unpack_open<Parcel>(open).sealed, ParcelSealed{});
}

}  // namespace
}  // namespace vesture::projections
