// Texts that are generated to be searched, and the words that they are searched for.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "tools/benchmarks/shared/searched_words.hpp"
#include "tools/benchmarks/shared/vocabulary.hpp"

using namespace vesture;
using namespace vesture::bench;

TEST(Vocabulary, HasEachWordOnce) {
  const Vocabulary vocabulary(5'000);
  EXPECT_EQ(std::set(vocabulary.words().begin(), vocabulary.words().end()).size(), 5'000u);
}

TEST(Vocabulary, WordsComeAsOftenAsTheirRanksSay) {
  const Vocabulary vocabulary(1'000);
  std::minstd_rand random(1);
  std::map<std::string, int> counts;
  for (int i = 0; i < 100'000; ++i) ++counts[vocabulary.some_word(random)];
  const auto count = [&](std::size_t rank) {
    return static_cast<double>(counts[vocabulary.words()[rank - 1]]);
  };
  EXPECT_NEAR(count(1) / count(2), 2, 0.3);
  EXPECT_NEAR(count(1) / count(10), 10, 2);
}

TEST(SearchedWords, AreChosenByHowManyTextsASearchForThemFinds) {
  SearchedWords words;
  for (int text = 0; text < 1'000; ++text) {
    projections::FieldWords fields{{projections::kAnyField, {"everywhere"}}};
    auto& its = fields[projections::kAnyField];
    if (text % 10 == 0) its.push_back("tenth");
    if (text % 100 == 0) its.push_back("hundredth");
    if (text == 500) its.push_back("once");
    words.add(fields);
  }
  const auto searches = words.searches();
  const auto first_of = [&](const std::string& name) {
    return std::ranges::find(searches, name, &Searches::name)->queries.front();
  };
  EXPECT_EQ(first_of("rare word"), "once");
  EXPECT_EQ(first_of("word of 1 %"), "hundredth");
  EXPECT_EQ(first_of("word of 10 %"), "tenth");
  EXPECT_EQ(first_of("two words"), "hundredth tenth");
}

TEST(SearchedWords, CountWhatBeginsWithAWordForIt) {
  SearchedWords words;
  for (int text = 0; text < 100; ++text)
    words.add({{projections::kAnyField, {"zeme" + std::to_string(text), text == 0 ? "zeme" : "cits"}}});
  const auto searches = words.searches();
  EXPECT_NE(std::ranges::find(searches, "rare word", &Searches::name)->queries.front(), "zeme");
}
