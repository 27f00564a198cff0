// What a word is, and which spellings are the same one.
#include "projections/common/words.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <boost/json/parse.hpp>

#include "tests/api/samples.hpp"

namespace vesture::projections {
namespace {

using Strings = std::vector<std::string>;

std::vector<std::string> words(std::string_view text) { return words_of(text, 100); }

TEST(Words, CaseAndLatvianDiacriticsDoNotMatter) {
  EXPECT_EQ(words("ŽĪGURU Ķīpsala ģērbtuve"), (Strings{"ziguru", "kipsala", "gerbtuve"}));
  EXPECT_EQ(words("āčēģīķļņšūž"), words("ACEGIKLNSUZ"));
}

TEST(Words, PrecomposedAndDecomposedLettersAreTheSame) {
  EXPECT_EQ(words("s\u030c\u0101"), words("\u0161a\u0304"));
  EXPECT_EQ(words("ﬁrma Ⅻ ﬀ"), (Strings{"firma", "xii", "ff"}));
}

TEST(Words, NumbersAreWords) {
  EXPECT_EQ(words("2026. gada 31. marts"), (Strings{"2026", "gada", "31", "marts"}));
}

TEST(Words, IdentifiersAndAddressesAreFoundByTheirParts) {
  EXPECT_EQ(words("P-0000000001"), (Strings{"p", "0000000001"}));
  EXPECT_EQ(words("Janis.Berzins@vzd.gov.lv"), (Strings{"janis", "berzins", "vzd", "gov", "lv"}));
  EXPECT_EQ(words("NTRLV-40003055555 d'Artagnan līgums_v2.pdf"),
            (Strings{"ntrlv", "40003055555", "d", "artagnan", "ligums", "v2", "pdf"}));
}

TEST(Words, AWordThatIsRepeatedIsOne) { EXPECT_EQ(words("un Un ŪN ūn"), (Strings{"un"})); }

TEST(Words, ScriptsWithCaseAreFolded) {
  EXPECT_EQ(words("Съёмка ЁЛКА"), (Strings{"съемка", "елка"}));
  EXPECT_EQ(words("ΣΊΣΥΦΟΣ"), words("σίσυφος"));
  EXPECT_EQ(words("STRASSE"), words("Straße"));
}

TEST(Words, ScriptsWithoutSpacesAreBrokenByDictionaries) {
  EXPECT_EQ(words("関西国際空港"), (Strings{"関西", "国際", "空港"}));
  EXPECT_GT(words("ฉันรักประเทศไทย").size(), 1u);
}

TEST(Words, PointsOfRightToLeftScriptsDoNotMatter) {
  EXPECT_EQ(words("שָׁלוֹם עולם"), words("שלום עולם"));
  EXPECT_EQ(words("مُحَمَّد"), words("محمد"));
  EXPECT_EQ(words("\u202eשלום\u202c \u200frīts"), (Strings{"שלום", "rits"}));
}

TEST(Words, InvisibleCharactersInsideAWordDoNotMatter) {
  EXPECT_EQ(words("lī\u00adgu\u200dms"), (Strings{"ligums"}));
}

TEST(Words, PunctuationAndSymbolsAreNoWords) { EXPECT_EQ(words("– … 😀 ¿? (){} \t\n €"), (Strings{})); }

TEST(Words, WhatIsNotUtf8SeparatesWords) {
  EXPECT_EQ(words("zeme\xffmeži\xc3"), (Strings{"zeme", "mezi"}));
  EXPECT_EQ(words("\xed\xa0\x80surogāts"), (Strings{"surogats"}));
  EXPECT_EQ(words(std::string_view("a\0b", 3)), (Strings{"a", "b"}));
}

TEST(Words, OfALongWordTheBeginningIsKeptWithoutACutCharacter) {
  const auto latin = words(std::string(1'000, 'a'));
  EXPECT_EQ(latin, (Strings{std::string(kMostWordBytes, 'a')}));
  std::string cyrillic = "a";
  for (int i = 0; i < 100; ++i) cyrillic += "ж";
  std::string kept = "a";
  for (std::size_t i = 0; i < (kMostWordBytes - 1) / 2; ++i) kept += "ж";
  EXPECT_EQ(words(cyrillic), (Strings{kept}));
}

TEST(Words, NoMoreAreGivenThanAskedFor) {
  EXPECT_EQ(words_of("viens divi trīs četri", 3), (Strings{"viens", "divi", "tris"}));
  EXPECT_EQ(words_of("viens", 0), (Strings{}));
}

TEST(Words, AnyBytesGiveWordsWithinTheirBounds) {
  EXPECT_TRUE(rc::check("no word is empty, too long, or holds what ends it in a key", [] {
    const auto bytes = *rc::gen::container<std::string>(rc::gen::arbitrary<char>());
    for (const auto& word : words(bytes))
      RC_ASSERT(!word.empty() && word.size() <= kMostWordBytes && word.find('\0') == std::string::npos);
  }));
}

TEST(Words, NaughtyStringsGiveNoWordThatCannotBeLookedFor) {
  REQUIRE_SAMPLES("http/blns");
  const auto naughty = boost::json::parse(whole_file(samples() / "http/blns/blns.json"));
  ASSERT_GT(naughty.as_array().size(), 500u);
  for (const auto& text : naughty.as_array())
    for (const auto& word : words(text.as_string())) {
      EXPECT_FALSE(word.empty() || word.size() > kMostWordBytes) << text;
      EXPECT_EQ(word.find('\0'), std::string::npos) << text;
    }
}

}  // namespace
}  // namespace vesture::projections
