#include "domain/common/iban.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace vesture::domain {
namespace {

TEST(Iban, ACC_05_TheRegistrysExamplesAreTaken) {
  for (const std::string_view iban :
       {"LV80BANK0000435195001", "EE382200221020145685", "LT121000011101001000", "DE89370400440532013000",
        "GB29NWBK60161331926819", "NO9386011117947", "MT84MALT011000012345MTLCAST001S",
        "LC55HEMM000100010012001200023015", "SE4550000000058398257466", "BE68539007547034"})
    EXPECT_EQ(parse_iban(iban), iban);
}

TEST(Iban, ACC_05_ItIsKeptInUpperCaseWithoutSpaces) {
  EXPECT_EQ(parse_iban("LV80 BANK 0000 4351 9500 1"), "LV80BANK0000435195001");
  EXPECT_EQ(parse_iban("lv80bank0000435195001"), "LV80BANK0000435195001");
}

TEST(Iban, ACC_05_OtherShapesAreRefused) {
  for (const std::string_view text :
       {"", "LV", "LV80", "80BANK0000435195001", "LV80BANK000043519500", "LV80BANK00004351950010",
        "LV80-BANK-0000-4351-9500-1", "LV80\tBANK0000435195001", "LV80BĀNK000043519500",
        "XX80BANK0000435195001", "US64SVBKUS6S3300958879", "LVBANK00004351950018"})
    EXPECT_FALSE(parse_iban(text)) << text;
}

TEST(Iban, ACC_05_CheckDigitsThatNobodyIsGivenAreRefused) {
  EXPECT_TRUE(parse_iban("LV97BANK0000435195083"));
  EXPECT_FALSE(parse_iban("LV00BANK0000435195083"));  // the same remainder
}

RC_GTEST_PROP(Iban, ACC_05_OneChangedDigitIsNoticed, (std::uint8_t at, std::uint8_t by)) {
  std::string iban = "LV80BANK0000435195001";
  char& digit = iban[8 + at % 13];
  const auto changed = static_cast<char>('0' + (digit - '0' + by) % 10);
  RC_PRE(changed != digit);
  digit = changed;
  RC_ASSERT(!parse_iban(iban));
}

TEST(Iban, ACC_05_SamplesByOthersAreReadAsTheySay) {
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
    if (kind != "iban") continue;
    EXPECT_EQ(parse_iban(value).has_value(), expected.starts_with("valid")) << line;
    ++seen;
  }
  EXPECT_GE(seen, 4);
}

}  // namespace
}  // namespace vesture::domain
