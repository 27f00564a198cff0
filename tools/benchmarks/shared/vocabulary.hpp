// Words for texts that are searched: made of Latvian syllables and endings, as frequent as words are (Zipf's law: the
// word of rank r comes as often as 1/r).
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace vesture::bench {

class Vocabulary {
 public:
  // The same words in the same ranks every time.
  explicit Vocabulary(std::size_t words);

  const std::vector<std::string>& words() const { return words_; }  // the most frequent first, each once
  const std::string& some_word(std::minstd_rand&) const;
  std::string some_text(std::minstd_rand&, std::size_t words) const;

 private:
  std::vector<std::string> words_;
  std::vector<double> cumulative_;  // how often a word is one of the ranks up to its own
};

}  // namespace vesture::bench
