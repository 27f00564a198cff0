#include "tools/benchmarks/shared/vocabulary.hpp"

#include <algorithm>
#include <array>

namespace vesture::bench {
namespace {

constexpr std::array<std::string_view, 24> kSyllables{"ze",  "me",  "gra", "ma", "lī", "gu", "ra",  "pie",
                                                      "tei", "kšā", "do",  "ku", "no", "va", "sta", "pil",
                                                      "sē",  "ta",  "īp",  "ro", "be", "ža", "čau", "ņe"};
constexpr std::array<std::string_view, 8> kEndings{"s", "a", "am", "u", "i", "iem", "ība", "šana"};
constexpr std::size_t kMostSyllables = 4;

// The stem of a number: its digits in the base of the syllables, two at least.
std::string stem(std::size_t number) {
  std::string text;
  for (std::size_t syllable = 0; syllable < kMostSyllables && (syllable < 2 || number > 0); ++syllable) {
    text += kSyllables[number % kSyllables.size()];
    number /= kSyllables.size();
  }
  return text;
}

}  // namespace

Vocabulary::Vocabulary(std::size_t words) {
  for (std::size_t number = 0; words_.size() < 2 * words; ++number)
    for (const auto ending : kEndings) words_.push_back(stem(number).append(ending));
  std::ranges::sort(words_);
  const auto repeated = std::ranges::unique(words_);
  words_.erase(repeated.begin(), repeated.end());
  std::ranges::shuffle(words_, std::minstd_rand(1));
  words_.resize(words);
  double sum = 0;
  for (std::size_t rank = 1; rank <= words; ++rank)
    cumulative_.push_back(sum += 1.0 / static_cast<double>(rank));
  for (auto& share : cumulative_) share /= sum;
}

const std::string& Vocabulary::some_word(std::minstd_rand& random) const {
  const double share = std::uniform_real_distribution<double>()(random);
  const auto rank = std::ranges::lower_bound(cumulative_, share) - cumulative_.begin();
  return words_[std::min(static_cast<std::size_t>(rank), words_.size() - 1)];
}

std::string Vocabulary::some_text(std::minstd_rand& random, std::size_t words) const {
  std::string text;
  for (std::size_t word = 0; word < words; ++word) {
    if (word > 0) text += ' ';
    text += some_word(random);
  }
  return text;
}

}  // namespace vesture::bench
