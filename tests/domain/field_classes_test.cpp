// Personal data has a stated home: each field of each event says its class, id, fact or sealed (domain/common/
// types.fbs), and a sealed one holds bytes.
#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "tests/domain/schemas.hpp"

namespace vesture::domain {
namespace {

bool is_bytes(const flatbuffers::Type& type) {
  return type.base_type == flatbuffers::BASE_TYPE_VECTOR && type.element == flatbuffers::BASE_TYPE_UCHAR;
}

// What is wrong with a field's class; empty where nothing is.
std::string fault_of(const flatbuffers::FieldDef& field) {
  const auto* named = field.attributes.Lookup("class");
  if (!named) return "has no class";
  if (named->constant == "sealed") return is_bytes(field.value.type) ? "" : "is sealed and not [ubyte]";
  if (named->constant == "id" || named->constant == "fact") return "";
  return "has the unknown class " + named->constant;
}

std::vector<std::string> faults(const flatbuffers::Parser& schema) {
  std::vector<std::string> all;
  for (const auto* table : schema.structs_.vec) {
    if (table->fixed) continue;  // a struct stands inside fields that have a class
    for (const auto* field : table->fields.vec)
      if (const auto fault = fault_of(*field); !fault.empty())
        all.push_back(table->name + "." + field->name + " " + fault);
  }
  return all;
}

std::vector<std::string> faults_of_text(const std::string& fields) {
  return faults(*parsed("attribute \"class\"; table T { " + fields + " }", source_root()));
}

TEST(FieldClasses, EachFieldOfEachEventHasOne) {
  ASSERT_GE(contexts().size(), 3U);
  for (const auto& context : contexts())
    EXPECT_EQ(faults(*present_schema(context)), std::vector<std::string>{}) << context;
}

TEST(FieldClasses, AnUnclassedFieldIsFound) {
  EXPECT_EQ(faults_of_text("a:long (class: \"fact\"); b:string;"),
            std::vector<std::string>{"T.b has no class"});
}

TEST(FieldClasses, AClassThatIsNoneIsFound) {
  EXPECT_EQ(faults_of_text("a:long (class: \"secret\");"),
            std::vector<std::string>{"T.a has the unknown class secret"});
}

TEST(FieldClasses, ASealedFieldInTheClearIsFound) {
  EXPECT_EQ(faults_of_text("a:string (class: \"sealed\"); b:[ubyte] (class: \"sealed\");"),
            std::vector<std::string>{"T.a is sealed and not [ubyte]"});
}

}  // namespace
}  // namespace vesture::domain
