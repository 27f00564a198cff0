// Schemas only ever grow: each is held against its released copy, tests/golden/schemas/<context>.fbs. A release
// copies domain/<context>/events.fbs there, any other schema of a context as <context>_<name>.fbs, and
// domain/common/types.fbs to the same path below.
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tests/domain/schemas.hpp"

namespace vesture::domain {
namespace {

const std::filesystem::path kReleased = source_root() / "tests" / "golden" / "schemas";

std::string class_of(const flatbuffers::FieldDef& field) {
  const auto* named = field.attributes.Lookup("class");
  return named ? named->constant : "";
}

using Faults = std::vector<std::string>;

Faults lost_fields(const flatbuffers::Parser& released, const flatbuffers::Parser& present) {
  Faults faults;
  for (const auto* table : released.structs_.vec) {
    const auto* now = present.LookupStruct(table->defined_namespace->GetFullyQualifiedName(table->name));
    if (!now) faults.push_back(table->name + " is gone");
    for (const auto* field : table->fields.vec) {
      const auto* kept = now ? now->fields.Lookup(field->name) : field;
      if (!kept)
        faults.push_back(table->name + "." + field->name + " is gone");
      else if (class_of(*kept) != class_of(*field))
        faults.push_back(table->name + "." + field->name + " is of another class");
    }
  }
  return faults;
}

Faults lost_values(const flatbuffers::Parser& released, const flatbuffers::Parser& present) {
  Faults faults;
  for (const auto* enumeration : released.enums_.vec) {
    const auto* now =
        present.enums_.Lookup(enumeration->defined_namespace->GetFullyQualifiedName(enumeration->name));
    if (!now) faults.push_back(enumeration->name + " is gone");
    for (const auto* value : enumeration->Vals())
      if (now && !now->Lookup(value->name))
        faults.push_back(enumeration->name + "." + value->name + " is gone");
  }
  return faults;
}

// What `flatc --conform` says; and what it does not mind, because it allows a field, a table or a value to go as long
// as nothing else takes its place. Empty where the schema has only grown.
Faults broken_by(flatbuffers::Parser& present, const flatbuffers::Parser& released) {
  Faults faults = lost_fields(released, present);
  for (auto& lost : lost_values(released, present)) faults.push_back(std::move(lost));
  if (const auto complaint = present.ConformTo(released); !complaint.empty()) faults.push_back(complaint);
  return faults;
}

Faults broken_by_text(const std::string& present, const std::string& released) {
  return broken_by(*parsed(present, source_root()), *parsed(released, source_root()));
}

// mail.fbs of mail/events, mail_text.fbs of mail/text.
std::filesystem::path released_copy(std::string name) {
  const auto slash = name.find('/');
  if (name.ends_with("/events")) return kReleased / (name.substr(0, slash) + ".fbs");
  return kReleased / (name.replace(slash, 1, "_") + ".fbs");
}

TEST(SchemaGrowth, EachConformsToItsReleasedCopy) {
  ASSERT_GE(kept_schemas().size(), 5U);
  for (const auto& name : kept_schemas()) {
    const auto released = parsed_file(released_copy(name), kReleased);
    const auto present = parsed_file(source_root() / "domain" / (name + ".fbs"), source_root());
    EXPECT_EQ(broken_by(*present, *released), Faults{}) << name;
  }
}

TEST(SchemaGrowth, NoReleasedSchemaIsGone) {
  std::set<std::filesystem::path> known;
  for (const auto& name : kept_schemas()) known.insert(released_copy(name));
  for (const auto& file : std::filesystem::directory_iterator(kReleased))
    EXPECT_TRUE(file.path().extension() != ".fbs" || known.contains(file.path())) << file.path();
}

TEST(SchemaGrowth, AFieldOrAValueAtTheEndIsGrowth) {
  EXPECT_EQ(broken_by_text("table T { a:int; b:string; } enum E : ubyte { x = 0, y = 1 }",
                           "table T { a:int; } enum E : ubyte { x = 0 }"),
            Faults{});
}

TEST(SchemaGrowth, AMovedNarrowedOrLostFieldIsFound) {
  const std::string released = "table T { a:int; b:long; } enum E : ubyte { x = 0, y = 1 }";
  const std::string values = " enum E : ubyte { x = 0, y = 1 }";
  EXPECT_NE(broken_by_text("table T { b:long; a:int; }" + values, released), Faults{});
  EXPECT_NE(broken_by_text("table T { a:int; b:int; }" + values, released), Faults{});
  EXPECT_NE(broken_by_text("table T { a:int; }" + values, released), Faults{});
  EXPECT_NE(broken_by_text("table U { a:int; b:long; }" + values, released), Faults{});
}

TEST(SchemaGrowth, AFieldThatChangesItsClassIsFound) {
  const std::string attribute = "attribute \"class\"; ";
  EXPECT_EQ(broken_by_text(attribute + "table T { a:[ubyte] (class: \"fact\"); }",
                           attribute + "table T { a:[ubyte] (class: \"sealed\"); }"),
            Faults{"T.a is of another class"});
}

TEST(SchemaGrowth, ARenumberedOrLostValueIsFound) {
  const std::string released = "enum E : ubyte { x = 0, y = 1 }";
  EXPECT_NE(broken_by_text("enum E : ubyte { x = 0, y = 2 }", released), Faults{});
  EXPECT_NE(broken_by_text("enum E : ubyte { x = 0 }", released), Faults{});
  EXPECT_NE(broken_by_text("enum F : ubyte { x = 0, y = 1 }", released), Faults{});
}

}  // namespace
}  // namespace vesture::domain
