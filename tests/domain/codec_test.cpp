// Every event of every aggregate, to bytes and back: whole, sealed, destroyed, damaged and unknown.
#include "domain/common/codec.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <initializer_list>
#include <set>
#include <string>
#include <vector>

#include "tests/domain/aggregates.hpp"
#include "tests/domain/ciphers.hpp"
#include "tests/domain/event_fields.hpp"
#include "tests/domain/printed.hpp"

namespace vesture::domain {
namespace {

// A copy of exactly its size, aligned as the log gives payloads, so that the sanitizer sees a read beyond its end.
std::vector<std::uint8_t> bytes_of(const std::string& payload) { return {payload.begin(), payload.end()}; }

template <class Aggregate>
auto decode(const Encoded& encoded, const Cipher& cipher = masking_cipher()) {
  return Aggregate::decode(encoded.type, encoded.schema, bytes_of(encoded.payload), cipher);
}

RC_GTEST_PROP(Codec, EveryEventIsReadAsItWasWritten, ()) {
  for_each_aggregate([]<class Aggregate>() {
    using Event = typename Aggregate::Event;
    for (const auto& event : EveryType<Event>::drawn()) {
      RC_LOG() << printed(event) << '\n';
      const auto read = decode<Aggregate>(Aggregate::encode(event, masking_cipher()));
      RC_ASSERT(read.has_value());
      RC_ASSERT(*read == event);
    }
  });
}

TEST(Codec, EveryTypeHasANameOfItsOwn) {
  std::set<std::string> types;
  for_each_sample([&]<class Aggregate>(const typename Aggregate::Event& event) {
    const auto type = Aggregate::encode(event, masking_cipher()).type;
    EXPECT_TRUE(types.insert(type).second) << type;
  });
  EXPECT_GT(types.size(), 20U);
}

TEST(Codec, WhereTheKeyIsDestroyedTheSealedFieldsAreAndTheOthersStand) {
  for_each_sample([]<class Aggregate>(const typename Aggregate::Event& event) {
    auto expected = event;
    for_each_sealed(expected, [](Sealed& field) {
      field.text.clear();
      field.destroyed = true;
    });
    const auto read = decode<Aggregate>(Aggregate::encode(event, masking_cipher()), destroyed_cipher());
    ASSERT_TRUE(read);
    EXPECT_EQ(*read, expected) << printed(*read);
  });
}

TEST(Codec, ASealedTextDoesNotStandInTheBytes) {
  const std::string marker = "Ozoliņa 161175-19997";
  int sealed = 0;
  for_each_sample([&]<class Aggregate>(auto event) {
    bool has_any = false;
    for_each_sealed(event, [&](Sealed& field) {
      field.text = marker;
      has_any = true;
    });
    if (!has_any) return;
    ++sealed;
    const auto found = [&](const Cipher& cipher) {
      return Aggregate::encode(event, cipher).payload.find(marker) != std::string::npos;
    };
    EXPECT_FALSE(found(masking_cipher())) << printed(event);
    EXPECT_TRUE(found(open_cipher())) << "the search itself misses it: " << printed(event);
  });
  EXPECT_GE(sealed, 8);
}

TEST(Codec, EachSealedFieldIsBoundToItsOwnerAndToAContextOfItsOwn) {
  std::set<std::string> contexts;
  for_each_sample([&]<class Aggregate>(const typename Aggregate::Event& event) {
    std::vector<Uuid> owners;
    Cipher recording = masking_cipher();
    recording.seal = [&](const Uuid& owner, std::string_view context, std::string_view) {
      EXPECT_TRUE(contexts.emplace(context).second) << context;
      owners.push_back(owner);
      return std::string("sealed");
    };
    const auto encoded = Aggregate::encode(event, recording);
    for (const auto& owner : owners) {
      EXPECT_FALSE(owner.is_nil()) << encoded.type;
      EXPECT_NE(encoded.payload.find(owner.view()), std::string::npos) << encoded.type;
    }
  });
  EXPECT_GE(contexts.size(), 13U);
}

TEST(Codec, AnEmptyTextThatMayBeMissingIsNotSealed) {
  const orders::PartMoved silent{sample_id<OrderId>(1), sample_id<AccountId>(2), 1, {}, {}, "", kSampleTime};
  const auto encoded = orders::Order::encode(silent, masking_cipher());
  EXPECT_EQ(decode<orders::Order>(encoded, destroyed_cipher()), orders::OrderEvent(silent));
}

TEST(Codec, APayloadCutShortIsAnErrorOrAnEvent) {
  for_each_sample([]<class Aggregate>(const typename Aggregate::Event& event) {
    auto encoded = Aggregate::encode(event, masking_cipher());
    while (!encoded.payload.empty()) {
      encoded.payload.pop_back();
      EXPECT_NO_THROW((void)decode<Aggregate>(encoded)) << encoded.type << ' ' << encoded.payload.size();
    }
    EXPECT_FALSE(decode<Aggregate>(encoded));
  });
}

TEST(Codec, APayloadWithAFlippedBitIsAnErrorOrAnEvent) {
  for_each_sample([]<class Aggregate>(const typename Aggregate::Event& event) {
    const auto whole = Aggregate::encode(event, masking_cipher());
    for (std::size_t bit = 0; bit < whole.payload.size() * 8; ++bit) {
      auto flipped = whole;
      flipped.payload[bit / 8] = static_cast<char>(flipped.payload[bit / 8] ^ (1 << bit % 8));
      EXPECT_NO_THROW((void)decode<Aggregate>(flipped)) << whole.type << " bit " << bit;
    }
  });
}

RC_GTEST_PROP(Codec, AnyBytesAreAnErrorOrAnEvent, (const std::string& payload)) {
  for_each_sample([&]<class Aggregate>(const typename Aggregate::Event& event) {
    auto encoded = Aggregate::encode(event, masking_cipher());
    encoded.payload = payload;
    (void)decode<Aggregate>(encoded);
  });
}

TEST(Codec, AnUnknownTypeOrSchemaIsRefused) {
  for_each_sample([]<class Aggregate>(const typename Aggregate::Event& event) {
    const auto known = Aggregate::encode(event, masking_cipher());
    for (const auto schema : std::initializer_list<std::uint16_t>{0, 2, 65535}) {
      auto other = known;
      other.schema = schema;
      EXPECT_FALSE(decode<Aggregate>(other)) << known.type;
    }
    auto other = known;
    other.type += "d";
    const auto read = decode<Aggregate>(other);
    ASSERT_FALSE(read);
    EXPECT_NE(read.error().find(other.type), std::string::npos) << read.error();
  });
}

TEST(Codec, ANumberThatAnEnumerationDoesNotHaveIsRefused) {
  const orders::NumbersReserved event{orders::Series::invoices, 1, 0};
  auto encoded = orders::Numbering::encode(event, masking_cipher());
  const auto at = encoded.payload.rfind(static_cast<char>(orders::Series::invoices));
  ASSERT_NE(at, std::string::npos);
  encoded.payload[at] = 3;
  const auto read = decode<orders::Numbering>(encoded);
  ASSERT_FALSE(read);
  EXPECT_NE(read.error().find("enumeration"), std::string::npos) << read.error();
}

}  // namespace
}  // namespace vesture::domain
