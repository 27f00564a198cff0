// The state's identifiers of people and legal entities.
#include "domain/common/identifiers.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace vesture::domain {
namespace {

TEST(Identifiers, ACC_01_APersonalCodeOfTheOldFormHasADateAndACheckDigit) {
  EXPECT_TRUE(parse_personal_code("161175-19997"));
  EXPECT_TRUE(parse_personal_code("16117519997"));
  EXPECT_TRUE(parse_personal_code("061193-06460"));   // born in 1893
  EXPECT_TRUE(parse_personal_code("290212-29381"));   // 29 February 2012
  EXPECT_FALSE(parse_personal_code("290213-29381"));  // 2013 has none
  EXPECT_FALSE(parse_personal_code("161375-19997"));
  EXPECT_FALSE(parse_personal_code("161175-19998"));
}

TEST(Identifiers, ACC_01_APersonalCodeOfTheNewFormHasNeither) {
  EXPECT_TRUE(parse_personal_code("320000-00000"));
  EXPECT_TRUE(parse_personal_code("399999-99999"));
  EXPECT_FALSE(parse_personal_code("400000-00001"));
}

TEST(Identifiers, ACC_01_ACodeOfTheOldFormSaysTheDateOfBirth) {
  const auto born = [](std::string_view code) { return date_of_birth(parse_personal_code(code).value()); };
  EXPECT_EQ(born("161175-19997"), parse_date("1975-11-16"));
  EXPECT_EQ(to_string(born("061193-06460").value()), "1893-11-06");
  EXPECT_EQ(born("290212-29381"), parse_date("2012-02-29"));
  EXPECT_EQ(born("320000-00000"), std::nullopt);
}

TEST(Identifiers, OtherShapesAreNoPersonalCodes) {
  for (const std::string_view text : {"", "161175", "161175 19997", "1611751-9997", "161175-1999",
                                      "161175-199970", "3200000010a", "-16117519997", "161175--19997"})
    EXPECT_FALSE(parse_personal_code(text)) << text;
}

TEST(Identifiers, TheEtsiFormOfAPersonIsWrittenAsItIsRead) {
  const auto code = parse_natural_person("PNOLV-161175-19997");
  ASSERT_TRUE(code);
  EXPECT_EQ(code->digits, "16117519997");
  EXPECT_EQ(to_identifier(*code), "PNOLV-161175-19997");
  for (const std::string_view text : {"161175-19997", "PNOLV-16117519997", "pnolv-161175-19997",
                                      "PNOLV161175-19997", "PNOLT-161175-19997", "PNOLV-161175-19997 "})
    EXPECT_FALSE(parse_natural_person(text)) << text;
}

TEST(Identifiers, TheEtsiFormOfALegalEntityIsWrittenAsItIsRead) {
  const auto number = parse_legal_entity("NTRLV-40003521600");
  ASSERT_TRUE(number);
  EXPECT_EQ(to_identifier(*number), "NTRLV-40003521600");
  EXPECT_FALSE(parse_legal_entity("40003521600"));
  EXPECT_FALSE(parse_legal_entity("NTRLV-40003521601"));
  EXPECT_FALSE(parse_legal_entity("NTRLV-4000352160"));
}

RC_GTEST_PROP(Identifiers, ACC_01_OneChangedDigitOfARegistrationNumberIsNoticed,
              (std::uint8_t at, std::uint8_t by)) {
  std::string digits = "40003521600";
  char& digit = digits[at % digits.size()];
  const auto changed = static_cast<char>('0' + (digit - '0' + by) % 10);
  RC_PRE(changed != digit);
  digit = changed;
  RC_ASSERT(!parse_registration_number(digits));
}

TEST(Identifiers, ACC_01_SamplesByOthersAreReadAsTheySay) {
  const char* named = std::getenv("VESTURE_SAMPLES");
  const auto samples = named ? std::filesystem::path(named)
                             : std::filesystem::path(VESTURE_SOURCE_DIR).parent_path() / "shared" / "samples";
  std::ifstream in(samples / "latvia" / "identifiers.tsv");
  if (!in) GTEST_SKIP() << "no samples at " << samples;
  int seen = 0;
  for (std::string line; std::getline(in, line);) {
    std::istringstream columns(line);
    std::string kind, value, expected;
    std::getline(columns, kind, '\t') && std::getline(columns, value, '\t') &&
        std::getline(columns, expected, '\t');
    const bool valid = expected.starts_with("valid");
    const bool is_person = kind.starts_with("personal-code");
    if (!is_person && kind != "legal-entity") continue;
    const bool read =
        is_person ? parse_personal_code(value).has_value() : parse_registration_number(value).has_value();
    EXPECT_EQ(read, valid) << line;
    ++seen;
  }
  EXPECT_GT(seen, 20);
}

}  // namespace
}  // namespace vesture::domain
