#include "projections/common/words.hpp"

#include <unicode/brkiter.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <memory>
#include <stdexcept>
#include <unordered_set>

#include "domain/common/utf8.hpp"

namespace vesture::projections {

namespace {

void check(UErrorCode error, const char* what) {
  if (U_FAILURE(error)) throw std::runtime_error(std::string(what) + ": " + u_errorName(error));
}

using Normalizer = const icu::Normalizer2*(UErrorCode&);

const icu::Normalizer2& must_have(Normalizer* get) {
  UErrorCode error = U_ZERO_ERROR;
  const auto* normalizer = get(error);
  check(error, "normalisation");
  return *normalizer;
}

icu::UnicodeString normalized(Normalizer* get, const icu::UnicodeString& text) {
  UErrorCode error = U_ZERO_ERROR;
  auto result = must_have(get).normalize(text, error);
  check(error, "normalisation");
  return result;
}

icu::UnicodeString case_folded(std::string_view text) {
  const icu::StringPiece bytes(text.data(), static_cast<std::int32_t>(text.size()));
  return normalized(icu::Normalizer2::getNFKCCasefoldInstance, icu::UnicodeString::fromUTF8(bytes));
}

icu::UnicodeString without_marks(const icu::UnicodeString& text) {
  const auto decomposed = normalized(icu::Normalizer2::getNFDInstance, text);
  icu::UnicodeString kept;
  for (std::int32_t at = 0; at < decomposed.length(); at = decomposed.moveIndex32(at, 1))
    if (const auto letter = decomposed.char32At(at); u_charType(letter) != U_NON_SPACING_MARK)
      kept.append(letter);
  return normalized(icu::Normalizer2::getNFCInstance, kept);
}

bool belongs_to_words(UChar32 character) {
  return u_isalnum(character) || (U_GET_GC_MASK(character) & U_GC_M_MASK) != 0;
}

// One iterator for each call, made from one that is made once: finding the rules and dictionaries is what takes long.
std::unique_ptr<icu::BreakIterator> word_breaks() {
  static const std::unique_ptr<const icu::BreakIterator> first = [] {
    UErrorCode error = U_ZERO_ERROR;
    std::unique_ptr<icu::BreakIterator> made(
        icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), error));
    check(error, "word breaks");
    return made;
  }();
  return std::unique_ptr<icu::BreakIterator>(first->clone());
}

class WordSet {
 public:
  explicit WordSet(std::size_t most) : most_(most) {}

  bool is_full() const { return words_.size() >= most_; }
  void add(const icu::UnicodeString& raw) {
    std::string word;
    without_marks(raw).toUTF8String(word);
    word.resize(domain::beginning_of(word, kMostWordBytes).size());
    if (word.empty() || is_full() || !known_.insert(word).second) return;
    words_.push_back(std::move(word));
  }
  std::vector<std::string> take() && { return std::move(words_); }

 private:
  std::size_t most_;
  std::unordered_set<std::string> known_;
  std::vector<std::string> words_;
};

// The parts of what lies between two word breaks.
void add_parts(const icu::UnicodeString& text, std::int32_t from, std::int32_t to, WordSet& words) {
  for (std::int32_t at = from; at < to;) {
    while (at < to && !belongs_to_words(text.char32At(at))) at = text.moveIndex32(at, 1);
    const auto begin = at;
    while (at < to && belongs_to_words(text.char32At(at))) at = text.moveIndex32(at, 1);
    if (begin < at) words.add(text.tempSubStringBetween(begin, at));
  }
}

}  // namespace

std::vector<std::string> words_of(std::string_view text, std::size_t most) {
  const auto folded = case_folded(text);
  const auto breaks = word_breaks();
  breaks->setText(folded);
  WordSet words(most);
  for (std::int32_t from = breaks->first(), to = breaks->next();
       to != icu::BreakIterator::DONE && !words.is_full(); from = to, to = breaks->next())
    add_parts(folded, from, to, words);
  return std::move(words).take();
}

}  // namespace vesture::projections
