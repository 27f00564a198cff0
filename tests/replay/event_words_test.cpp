// Every event can be told of, in both languages, and says which rules it is decided by.
#include "replay/events/event_words.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>

#include "replay/events/event_fields.hpp"

namespace vesture::replay {
namespace {

using domain::Language;
using Names = std::set<std::string>;

// What the teller gives beside the event's fields.
const Names kGiven{"Stream", "Subject", "notice"};

Names placeholders(std::string_view sentence) {
  static const std::regex kName(R"(\{([^}]*)\})");
  const std::string text(sentence);
  Names names;
  for (std::sregex_iterator found(text.begin(), text.end(), kName), end; found != end; ++found)
    names.insert((*found)[1].str());
  return names;
}

TEST(EventWords, EveryTypeOfTheDomainHasThemAndNoOther) {
  std::vector<std::string> told;
  for (const auto& words : all_event_words()) told.emplace_back(words.type);
  std::ranges::sort(told);
  EXPECT_EQ(told, event_types());
}

TEST(EventWords, NameFieldsThatTheEventHas) {
  for (const auto& words : all_event_words())
    for (const auto language : {Language::lv, Language::en})
      for (const auto& name : placeholders(words.sentence.in(language)))
        EXPECT_TRUE(kGiven.contains(name) || field_kind(words.type, name))
            << words.type << " has no " << name;
}

TEST(EventWords, BothLanguagesTellTheSame) {
  const auto without_language = [](Names names) {
    for (const char* twin : {"service.name_lv", "service.name_en"})
      if (names.erase(twin) > 0) names.insert("service.name");
    return names;
  };
  for (const auto& words : all_event_words())
    EXPECT_EQ(without_language(placeholders(words.sentence.lv)),
              without_language(placeholders(words.sentence.en)))
        << words.type;
}

// Seen in Latvian: codes are English, and so are many of the words for them.
TEST(EventWords, EveryValueThatASentenceNamesHasAWord) {
  for (const auto& words : all_event_words())
    for (const auto& name : placeholders(words.sentence.en)) {
      const auto kind = field_kind(words.type, name);
      if (!kind) continue;
      for (const auto& value : kind->enumerators)
        EXPECT_NE(word_of(kind->enumeration, value, Language::lv), value) << kind->enumeration;
    }
}

// Of the rules that a test carries in its name: those that are built.
Names rules_with_tests() {
  static const std::regex kRule(R"(\b([A-Z]{3,4})_(\d\d)_)");
  Names rules;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(std::filesystem::path(VESTURE_SOURCE_DIR) / "tests")) {
    if (entry.path().extension() != ".cpp") continue;
    std::ifstream in(entry.path());
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    for (std::sregex_iterator found(text.begin(), text.end(), kRule), end; found != end; ++found)
      rules.insert((*found)[1].str() + "-" + (*found)[2].str());
  }
  return rules;
}

TEST(EventWords, EachNamesRulesThatTestsKeep) {
  const auto kept = rules_with_tests();
  ASSERT_TRUE(kept.contains("ORD-11"));
  for (const auto& words : all_event_words()) {
    EXPECT_FALSE(words.rules.empty()) << words.type;
    for (const auto rule : words.rules)
      EXPECT_TRUE(kept.contains(std::string(rule))) << words.type << " " << rule;
  }
}

TEST(EventWords, RightsAreToldInWords) {
  EXPECT_EQ(right_in_words("owner", Language::en), "as the account's owner");
  EXPECT_EQ(right_in_words("staff:VZD", Language::en), "as staff of VZD");
  EXPECT_EQ(right_in_words("something new", Language::en), "something new");
}

}  // namespace
}  // namespace vesture::replay
