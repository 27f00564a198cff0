#include "projections/common/text_postings.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <utility>

namespace vesture::projections {

namespace {

bool comes_before(std::string_view left, std::string_view right, bool descending) {
  return descending ? right < left : left < right;
}

// The words, each with its end; nullopt where there are too many. A seek for each.
std::optional<std::vector<std::string>> words_there(const ViewSnapshot& views, const WordsThatBegin& asked) {
  std::vector<std::string> words;
  auto postings = views.iterate(Family::sealed_index, asked.key, after_prefix(asked.key));
  for (postings.seek(asked.key); postings.valid(); postings.seek(after_prefix(words.back()))) {
    if (words.size() == kMostWordsMerged) return std::nullopt;
    const auto key = postings.key();
    words.emplace_back(key.substr(0, key.find('\0', asked.word_at) + 1));
  }
  return words;
}

// The postings of one word after another, each in the order of time or backwards.
class Postings {
 public:
  Postings(const ViewSnapshot& views, const WordsThatBegin& asked)
      : descending_(asked.descending),
        at_(views.iterate(Family::sealed_index, asked.key, after_prefix(asked.key))) {}

  // To the word's first row ("") or the first beyond one, or with that one if it has it.
  void enter(const std::string& word, std::string_view from, bool with_it) {
    word_ = word;
    auto key = word + std::string(from);
    if (descending_ && from.empty()) key = after_prefix(word);
    // Ids are of one length: nothing lies between a row and the same with a zero byte.
    if (!from.empty() && with_it == descending_) key.push_back('\0');
    if (descending_)
      at_.seek_before(key);
    else
      at_.seek(key);
  }

  bool descending() const { return descending_; }
  bool valid() const { return at_.valid() && at_.key().starts_with(word_); }
  std::string_view time_and_id() const { return at_.key().substr(word_.size()); }
  void next() {
    if (descending_)
      at_.previous();
    else
      at_.next();
  }

 private:
  bool descending_;
  std::string word_;  // the key with its end
  ViewIterator at_;
};

class RowsWithWord final : public RowsByTime {
 public:
  RowsWithWord(const ViewSnapshot& views, const WordsThatBegin& asked, std::string word,
               std::string_view after)
      : word_(std::move(word)), postings_(views, asked) {
    postings_.enter(word_, after, false);
  }

  bool valid() const override { return postings_.valid(); }
  std::string_view time_and_id() const override { return postings_.time_and_id(); }
  void next() override { postings_.next(); }
  void seek(std::string_view wanted) override {
    if (valid() && comes_before(time_and_id(), wanted, postings_.descending()))
      postings_.enter(word_, wanted, true);
  }

 private:
  std::string word_;
  Postings postings_;
};

// The next rows of all the words, a batch at a time: the words are visited one by one, because an iterator for each of
// them would cost more than what is read with it.
class RowsInAny final : public RowsByTime {
 public:
  RowsInAny(const ViewSnapshot& views, const WordsThatBegin& asked, std::vector<std::string> words,
            std::string_view after)
      : words_(std::move(words)), postings_(views, asked), batch_(Before{asked.descending}) {
    read_batch(after, false);
  }

  bool valid() const override { return !batch_.empty(); }
  std::string_view time_and_id() const override { return *batch_.begin(); }
  void next() override {
    const auto row = batch_.extract(batch_.begin());
    if (batch_.empty() && !has_ended_) read_batch(row.value(), false);
  }
  void seek(std::string_view wanted) override {
    batch_.erase(batch_.begin(), batch_.lower_bound(wanted));
    if (batch_.empty() && !has_ended_) read_batch(wanted, true);
  }

 private:
  struct Before {
    using is_transparent = void;
    bool descending;
    bool operator()(std::string_view left, std::string_view right) const {
      return comes_before(left, right, descending);
    }
  };
  static constexpr std::size_t kBatch = 32;

  void read_batch(std::string_view from, bool with_it) {
    for (const auto& word : words_)
      for (postings_.enter(word, from, with_it); postings_.valid() && take(postings_.time_and_id());)
        postings_.next();
    has_ended_ = batch_.size() < kBatch;
  }

  // False where the row, and with it what comes behind it, is beyond the batch.
  bool take(std::string_view row) {
    if (batch_.size() == kBatch && !batch_.key_comp()(row, *batch_.rbegin())) return false;
    batch_.emplace(row);
    if (batch_.size() > kBatch) batch_.erase(std::prev(batch_.end()));
    return true;
  }

  std::vector<std::string> words_;
  Postings postings_;
  std::set<std::string, Before> batch_;
  bool has_ended_ = false;  // behind the batch there are none
};

class RowsInAll final : public RowsByTime {
 public:
  explicit RowsInAll(std::vector<std::unique_ptr<RowsByTime>> each) : each_(std::move(each)) { meet(); }

  bool valid() const override {
    return !each_.empty() && std::ranges::all_of(each_, [](const auto& rows) { return rows->valid(); });
  }
  std::string_view time_and_id() const override { return each_.front()->time_and_id(); }
  void next() override {
    each_.front()->next();
    meet();
  }
  void seek(std::string_view wanted) override {
    each_.front()->seek(wanted);
    meet();
  }

 private:
  // Each goes on to where the one before it stands, until all stand at one row.
  void meet() {
    for (bool met = false; !met && valid();) {
      met = true;
      for (std::size_t i = 0; i < each_.size() && valid(); ++i) {
        const auto& others = each_[(i + 1) % each_.size()];
        others->seek(each_[i]->time_and_id());
        met = met && others->valid() && others->time_and_id() == each_[i]->time_and_id();
      }
    }
  }

  std::vector<std::unique_ptr<RowsByTime>> each_;
};

}  // namespace

std::unique_ptr<RowsByTime> rows_with_any(const ViewSnapshot& views, const WordsThatBegin& asked,
                                          std::string_view after) {
  auto words = words_there(views, asked);
  if (!words) return nullptr;
  if (words->size() == 1)
    return std::make_unique<RowsWithWord>(views, asked, std::move(words->front()), after);
  return std::make_unique<RowsInAny>(views, asked, std::move(*words), after);
}

std::unique_ptr<RowsByTime> rows_in_all(std::vector<std::unique_ptr<RowsByTime>> each) {
  if (each.size() == 1) return std::move(each.front());
  return std::make_unique<RowsInAll>(std::move(each));
}

}  // namespace vesture::projections
