// Every version of every event type that was ever written is still read: tests/golden/events/<type>.v<schema>.bin.
// With VESTURE_WRITE_GOLDEN=1 in the environment, blobs that are missing are written; none is ever overwritten.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "tests/domain/aggregates.hpp"
#include "tests/domain/ciphers.hpp"
#include "tests/domain/printed.hpp"
#include "tests/domain/schemas.hpp"

namespace vesture::domain {
namespace {

namespace fs = std::filesystem;

const fs::path kBlobs = fs::path(VESTURE_SOURCE_DIR) / "tests" / "golden" / "events";

fs::path blob_of(const Encoded& encoded) {
  return kBlobs / (encoded.type + ".v" + std::to_string(encoded.schema) + ".bin");
}

std::vector<std::uint8_t> contents(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void write_if_missing(const fs::path& blob, const Encoded& encoded) {
  const char* asked = std::getenv("VESTURE_WRITE_GOLDEN");
  if (!asked || std::string_view(asked) != "1" || fs::exists(blob)) return;
  std::ofstream(blob, std::ios::binary) << encoded.payload;
}

// The event with a field that came later than its first blob, in one of its own.
fs::path blob_of_inspected_attachment() { return kBlobs / "mail.AttachmentAdded.v1.inspected.bin"; }

template <class... Types>
std::size_t count_of_types(const std::variant<Types...>*) {
  return sizeof...(Types);
}
template <class Event>
std::size_t count_of_types(const Event*) {
  return 1;
}

TEST(GoldenEvents, EachIsStillRead) {
  for_each_sample([]<class Aggregate>(const typename Aggregate::Event& event) {
    const auto encoded = Aggregate::encode(event, masking_cipher());
    write_if_missing(blob_of(encoded), encoded);
    ASSERT_TRUE(fs::exists(blob_of(encoded))) << blob_of(encoded) << " is missing: see the head of this file";
    const auto payload = contents(blob_of(encoded));
    const auto read = Aggregate::decode(encoded.type, encoded.schema, payload, masking_cipher());
    ASSERT_TRUE(read) << read.error();
    EXPECT_EQ(*read, event) << printed(*read);
  });
}

TEST(GoldenEvents, AnInspectedAttachmentIsStillRead) {
  const mail::DraftEvent event = sample_of_inspected_attachment();
  const auto encoded = mail::Draft::encode(event, masking_cipher());
  const auto blob = blob_of_inspected_attachment();
  write_if_missing(blob, encoded);
  const auto payload = contents(blob);
  const auto read = mail::Draft::decode(encoded.type, encoded.schema, payload, masking_cipher());
  ASSERT_TRUE(read) << read.error();
  EXPECT_EQ(*read, event) << printed(*read);
  const auto findings = files::findings_of(std::get<mail::AttachmentAdded>(*read).attachment.inspection);
  ASSERT_TRUE(findings && findings->invoice);
  EXPECT_EQ(findings->invoice->payable, "121.00");
}

TEST(GoldenEvents, EachTypeOfEachAggregateHasOne) {
  for_each_aggregate([]<class Aggregate>() {
    std::set<std::string> types;
    for (const auto& event : samples<Aggregate>())
      types.insert(Aggregate::encode(event, masking_cipher()).type);
    const typename Aggregate::Event* none = nullptr;
    EXPECT_EQ(types.size(), count_of_types(none)) << Aggregate::kCategory;
  });
}

// The tables that are no part of another: "orders.OrderRegistered" …
std::set<std::string> event_types(const std::string& context) {
  const auto schema = present_schema(context);
  std::set<std::string> types;
  std::set<std::string> parts;
  for (const auto* table : schema->structs_.vec) {
    const auto& place = table->defined_namespace->components;
    if (!table->fixed && std::ranges::find(place, context) != place.end())
      types.insert(context + "." + table->name);
    for (const auto* field : table->fields.vec)
      if (const auto* part = field->value.type.struct_def) parts.insert(context + "." + part->name);
  }
  std::erase_if(types, [&](const auto& type) { return parts.contains(type); });
  return types;
}

TEST(GoldenEvents, EachEventOfTheSchemasIsOfAnAggregateInTheList) {
  std::set<std::string> known;
  for_each_sample([&]<class Aggregate>(const typename Aggregate::Event& event) {
    known.insert(Aggregate::encode(event, masking_cipher()).type);
  });
  for (const auto& context : contexts()) {
    const auto types = event_types(context);
    EXPECT_FALSE(types.empty()) << context;
    for (const auto& type : types) EXPECT_TRUE(known.contains(type)) << type << ": see domain/aggregates.hpp";
  }
}

TEST(GoldenEvents, NoBlobIsLeftUnread) {
  std::set<fs::path> read{blob_of_inspected_attachment()};
  for_each_sample([&]<class Aggregate>(const typename Aggregate::Event& event) {
    read.insert(blob_of(Aggregate::encode(event, masking_cipher())));
  });
  for (const auto& entry : fs::directory_iterator(kBlobs))
    EXPECT_TRUE(read.contains(entry.path())) << entry.path();
}

}  // namespace
}  // namespace vesture::domain
