#include "projections/common/text_postings.hpp"

#include <algorithm>
#include <optional>
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

class RowsWithWord final : public RowsByTime {
 public:
  RowsWithWord(const ViewSnapshot& views, std::string word, bool descending, std::string_view after)
      : word_(std::move(word)),
        descending_(descending),
        postings_(views.iterate(Family::sealed_index, word_, after_prefix(word_))) {
    if (descending)
      postings_.seek_before(after.empty() ? after_prefix(word_) : word_ + std::string(after));
    else
      postings_.seek(after.empty() ? word_ : beyond(after));
  }

  bool valid() const override { return postings_.valid(); }
  std::string_view time_and_id() const override { return postings_.key().substr(word_.size()); }
  void next() override { descending_ ? postings_.previous() : postings_.next(); }
  void seek(std::string_view wanted) override {
    if (!valid() || !comes_before(time_and_id(), wanted, descending_)) return;
    if (descending_)
      postings_.seek_before(beyond(wanted));
    else
      postings_.seek(word_ + std::string(wanted));
  }

 private:
  // Ids are of one length: nothing lies between a row and the same with a zero byte.
  std::string beyond(std::string_view row) const { return std::string(word_).append(row).append(1, '\0'); }

  std::string word_;  // the key with its end
  bool descending_;
  ViewIterator postings_;
};

class RowsInAny final : public RowsByTime {
 public:
  RowsInAny(std::vector<std::unique_ptr<RowsByTime>> each, bool descending)
      : each_(std::move(each)), descending_(descending) {
    find_first();
  }

  bool valid() const override { return first_ != nullptr; }
  std::string_view time_and_id() const override { return first_->time_and_id(); }
  void next() override {
    const std::string row(time_and_id());
    for (const auto& rows : each_)
      if (rows->valid() && rows->time_and_id() == row) rows->next();
    find_first();
  }
  void seek(std::string_view wanted) override {
    for (const auto& rows : each_) rows->seek(wanted);
    find_first();
  }

 private:
  void find_first() {
    first_ = nullptr;
    for (const auto& rows : each_)
      if (rows->valid() &&
          (first_ == nullptr || comes_before(rows->time_and_id(), first_->time_and_id(), descending_)))
        first_ = rows.get();
  }

  std::vector<std::unique_ptr<RowsByTime>> each_;
  bool descending_;
  const RowsByTime* first_ = nullptr;
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
  const auto words = words_there(views, asked);
  if (!words) return nullptr;
  std::vector<std::unique_ptr<RowsByTime>> each;
  for (const auto& word : *words)
    each.push_back(std::make_unique<RowsWithWord>(views, word, asked.descending, after));
  if (each.size() == 1) return std::move(each.front());
  return std::make_unique<RowsInAny>(std::move(each), asked.descending);
}

std::unique_ptr<RowsByTime> rows_in_all(std::vector<std::unique_ptr<RowsByTime>> each) {
  if (each.size() == 1) return std::move(each.front());
  return std::make_unique<RowsInAll>(std::move(each));
}

}  // namespace vesture::projections
