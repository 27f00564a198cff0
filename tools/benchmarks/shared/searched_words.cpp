#include "tools/benchmarks/shared/searched_words.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace vesture::bench {
namespace {

constexpr std::size_t kQueries = 8;  // of one kind
constexpr std::size_t kBeginningBytes = 4;

// The candidates whose count is nearest to what is wanted, in the sense of ratios.
std::vector<std::string> nearest_of(const std::map<std::string, std::size_t>& candidates, double wanted) {
  std::vector<std::pair<double, std::string>> distances;
  for (const auto& [word, texts] : candidates)
    if (texts > 0) distances.emplace_back(std::abs(std::log(static_cast<double>(texts) / wanted)), word);
  const auto taken = std::min(kQueries, distances.size());
  std::ranges::partial_sort(distances, distances.begin() + static_cast<std::ptrdiff_t>(taken));
  std::vector<std::string> words;
  for (std::size_t i = 0; i < taken; ++i) words.push_back(distances[i].second);
  return words;
}

}  // namespace

void SearchedWords::add(const projections::FieldWords& fields) {
  ++texts_;
  std::set<std::string> all;
  for (const auto& [field, words] : fields) all.insert(words.begin(), words.end());
  for (const auto& word : all) ++texts_with_[word];
}

// A text that has several words that begin so is counted for each.
std::size_t SearchedWords::texts_with(const std::string& beginning) const {
  std::size_t texts = 0;
  for (auto at = texts_with_.lower_bound(beginning);
       at != texts_with_.end() && at->first.starts_with(beginning); ++at)
    texts += at->second;
  return texts;
}

std::vector<std::string> SearchedWords::nearest(double texts) const {
  std::map<std::string, std::size_t> candidates;
  for (const auto& [word, exactly] : texts_with_) candidates[word] = texts_with(word);
  return nearest_of(candidates, texts);
}

std::vector<std::string> SearchedWords::beginnings(double texts) const {
  std::map<std::string, std::size_t> candidates;
  for (const auto& [word, exactly] : texts_with_) candidates[word.substr(0, kBeginningBytes)] += exactly;
  return nearest_of(candidates, texts);
}

std::vector<Searches> SearchedWords::searches() const {
  const auto all = static_cast<double>(texts_);
  const auto hundredth = nearest(all / 100);
  const auto tenth = nearest(all / 10);
  Searches two{"two words", {}};
  for (std::size_t i = 0; i < std::min(hundredth.size(), tenth.size()); ++i)
    two.queries.push_back(hundredth[i] + " " + tenth[i]);
  return {{"rare word", nearest(std::max(1.0, all / 100'000))},
          {"word of 1 %", hundredth},
          {"word of 10 %", tenth},
          std::move(two),
          {"beginning of words of 3 %", beginnings(all * 3 / 100)},
          {"word that is nowhere", {"qqqq"}}};
}

}  // namespace vesture::bench
