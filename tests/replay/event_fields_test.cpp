// Any event as named fields, by its schema: over the samples of every type.
#include "replay/events/event_fields.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <set>

#include "domain/mail/draft.hpp"
#include "eventstore/bytes.hpp"
#include "eventstore/corruption.hpp"
#include "tests/domain/aggregates.hpp"
#include "tests/domain/ciphers.hpp"
#include "tests/domain/event_fields.hpp"

namespace vesture::replay {
namespace {

// An event as the log gives it: owns its bytes, which lie as aligned as there.
struct Stored {
  domain::Encoded encoded;
  std::vector<std::uint64_t> words;

  explicit Stored(domain::Encoded from) : encoded(std::move(from)), words((encoded.payload.size() + 7) / 8) {
    std::memcpy(words.data(), encoded.payload.data(), encoded.payload.size());
  }
  eventstore::Event event() const {
    eventstore::Event event;
    event.stream = "a-stream";
    event.version = 7;
    event.type = encoded.type;
    event.schema = encoded.schema;
    event.payload = {reinterpret_cast<const std::uint8_t*>(words.data()), encoded.payload.size()};
    return event;
  }
};

std::string fields_text(const domain::Encoded& encoded) {
  const Stored stored(encoded);
  return boost::json::serialize(fields_of(stored.event()).value());
}

TEST(EventFields, EveryTypeThatTheDomainWritesIsKnown) {
  std::set<std::string> written;
  domain::for_each_sample([&]<class Aggregate>(const typename Aggregate::Event& event) {
    written.insert(Aggregate::encode(event, domain::masking_cipher()).type);
  });
  const auto known = event_types();
  EXPECT_EQ(std::set<std::string>(known.begin(), known.end()), written);
}

TEST(EventFields, AreNamedAndTyped) {
  const auto moved = domain::samples<domain::orders::Order>()[1];
  EXPECT_EQ(
      fields_text(domain::orders::Order::encode(moved, domain::masking_cipher())),
      R"({"order":"0190a1b2-c3d4-7ef5-8697-a8b9cadbec01","part":2,"from":"in_progress","to":"terminated",)"
      R"("reason":{"sealed":22},"account":"0190a1b2-c3d4-7ef5-8697-a8b9cadbec02",)"
      R"("at":"2024-05-02T09:00:00.123456Z"})");
}

TEST(EventFields, NestedOnesAndDatesAreShownAsTheyAre) {
  const auto attached = domain::samples<domain::files::File>()[0];
  const auto text = fields_text(domain::files::File::encode(attached, domain::masking_cipher()));
  EXPECT_NE(text.find(R"("subject":{"kind":"order","id":"0190a1b2-c3d4-7ef5-8697-a8b9cadbec01"})"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find(R"("clause":"ORD-14","start_days":"2024-05-02")"), std::string::npos) << text;
}

TEST(EventFields, ManyIdsAreShownEach) {
  const domain::mail::DraftSent sent{{domain::Uuid{{1}}},
                                     {domain::Uuid{{2}}},
                                     {{domain::Uuid{{3}}}, {domain::Uuid{{4}}}},
                                     {domain::Uuid{{5}}},
                                     {}};
  const auto text = fields_text(domain::mail::Draft::encode(sent, domain::masking_cipher()));
  EXPECT_NE(text.find(R"("messages":["03000000-0000-0000-0000-000000000000",)"
                      R"("04000000-0000-0000-0000-000000000000"])"),
            std::string::npos)
      << text;
}

TEST(EventFields, WhatAFlagSaysIsNotThereIsLeftOut) {
  const auto registered = domain::samples<domain::orders::Order>()[0];
  const auto text = fields_text(domain::orders::Order::encode(registered, domain::masking_cipher()));
  // The first part has a planned date, the second has none; `has_result` flags no other field, and stays.
  const auto second = text.find(R"("number":2)");
  ASSERT_NE(second, std::string::npos);
  EXPECT_NE(text.substr(0, second).find("planned_days"), std::string::npos);
  EXPECT_EQ(text.substr(second).find("planned_days"), std::string::npos);
  EXPECT_EQ(text.find("has_planned"), std::string::npos);
  EXPECT_NE(text.find("has_result"), std::string::npos);
}

// Seals nothing, so that a sealed field's text would be seen where its bytes were shown.
TEST(EventFields, WhatIsSealedIsNeverShown) {
  std::size_t sealed_fields = 0;
  domain::for_each_sample([&]<class Aggregate>(typename Aggregate::Event event) {
    domain::for_each_sealed(event, [&](domain::Sealed& field) {
      field = domain::Sealed("sekrets");
      ++sealed_fields;
    });
    EXPECT_EQ(fields_text(Aggregate::encode(event, domain::open_cipher())).find("sekrets"),
              std::string::npos);
  });
  EXPECT_GE(sealed_fields, 10U);
}

TEST(EventFields, AnUnknownTypeHasNone) {
  Stored stored(
      domain::orders::Order::encode(domain::samples<domain::orders::Order>()[1], domain::masking_cipher()));
  stored.encoded.type = "orders.Eaten";
  EXPECT_FALSE(fields_of(stored.event()));
  stored.encoded.type = "orders.PartMoved";
  stored.encoded.schema = 2;
  EXPECT_FALSE(fields_of(stored.event()));
}

TEST(EventFields, BytesThatAreNotOfTheTypeAreCorrupt) {
  Stored stored(
      domain::orders::Order::encode(domain::samples<domain::orders::Order>()[1], domain::masking_cipher()));
  stored.words[0] = UINT64_MAX;
  EXPECT_THROW(fields_of(stored.event()), eventstore::Corruption);
}

TEST(EventFields, KindsOfFieldsAreKnownByTheirPath) {
  EXPECT_EQ(field_kind("orders.PartMoved", "from")->enumeration, "OrderStatus");
  EXPECT_EQ(field_kind("orders.PartMoved", "part")->enumeration, "");
  EXPECT_EQ(field_kind("files.FileAttached", "subject.kind")->enumerators,
            (std::vector<std::string>{"order", "service_request"}));
  EXPECT_FALSE(field_kind("orders.PartMoved", "colour"));
  EXPECT_FALSE(field_kind("orders.PartMoved", "part.colour"));
}

}  // namespace
}  // namespace vesture::replay
