// Schemas only ever grow: each is held against its released copy, tests/golden/schemas/<context>.fbs. A release
// copies domain/<context>/events.fbs there, and domain/common/types.fbs to the same path below.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/domain/schemas.hpp"

namespace vesture::domain {
namespace {

const std::filesystem::path kReleased = source_root() / "tests" / "golden" / "schemas";

// FlatBuffers lets a field, a table or a value go as long as nothing else takes its place; an event store does not.
std::vector<std::string> gone(const flatbuffers::Parser& released, const flatbuffers::Parser& present) {
  std::vector<std::string> names;
  for (const auto* table : released.structs_.vec) {
    const auto* now = present.LookupStruct(table->defined_namespace->GetFullyQualifiedName(table->name));
    if (!now) names.push_back(table->name);
    for (const auto* field : table->fields.vec)
      if (now && !now->fields.Lookup(field->name)) names.push_back(table->name + "." + field->name);
  }
  for (const auto* enumeration : released.enums_.vec) {
    const auto* now =
        present.enums_.Lookup(enumeration->defined_namespace->GetFullyQualifiedName(enumeration->name));
    if (!now) names.push_back(enumeration->name);
    for (const auto* value : enumeration->Vals())
      if (now && !now->Lookup(value->name)) names.push_back(enumeration->name + "." + value->name);
  }
  return names;
}

// What `flatc --conform` says, and what it does not mind; empty where the schema has only grown.
std::string broken_by(flatbuffers::Parser& present, const flatbuffers::Parser& released) {
  std::string complaint = present.ConformTo(released);
  for (const auto& name : gone(released, present)) complaint += " gone: " + name;
  return complaint;
}

std::string broken_by_text(const std::string& present, const std::string& released) {
  return broken_by(*parsed(present, source_root()), *parsed(released, source_root()));
}

TEST(SchemaGrowth, EachConformsToItsReleasedCopy) {
  ASSERT_GE(contexts().size(), 3U);
  for (const auto& context : contexts()) {
    const auto released = parsed_file(kReleased / (context + ".fbs"), kReleased);
    EXPECT_EQ(broken_by(*present_schema(context), *released), "") << context;
  }
}

TEST(SchemaGrowth, NoReleasedContextIsGone) {
  for (const auto& file : std::filesystem::directory_iterator(kReleased)) {
    if (file.path().extension() != ".fbs") continue;
    const std::string context = file.path().stem();
    EXPECT_TRUE(std::filesystem::exists(source_root() / "domain" / context / "events.fbs")) << context;
  }
}

TEST(SchemaGrowth, AFieldOrAValueAtTheEndIsGrowth) {
  EXPECT_EQ(broken_by_text("table T { a:int; b:string; } enum E : ubyte { x = 0, y = 1 }",
                           "table T { a:int; } enum E : ubyte { x = 0 }"),
            "");
}

TEST(SchemaGrowth, AMovedNarrowedOrLostFieldIsNot) {
  const std::string released = "table T { a:int; b:long; } enum E : ubyte { x = 0, y = 1 }";
  const std::string values = " enum E : ubyte { x = 0, y = 1 }";
  EXPECT_NE(broken_by_text("table T { b:long; a:int; }" + values, released), "");
  EXPECT_NE(broken_by_text("table T { a:int; b:int; }" + values, released), "");
  EXPECT_NE(broken_by_text("table T { a:int; }" + values, released), "");
  EXPECT_NE(broken_by_text("table U { a:int; b:long; }" + values, released), "");
}

TEST(SchemaGrowth, ARenumberedOrLostValueIsNot) {
  const std::string released = "enum E : ubyte { x = 0, y = 1 }";
  EXPECT_NE(broken_by_text("enum E : ubyte { x = 0, y = 2 }", released), "");
  EXPECT_NE(broken_by_text("enum E : ubyte { x = 0 }", released), "");
  EXPECT_NE(broken_by_text("enum F : ubyte { x = 0, y = 1 }", released), "");
}

}  // namespace
}  // namespace vesture::domain
