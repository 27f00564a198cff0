#include "projections/common/text_index.hpp"

#include <algorithm>
#include <stdexcept>

#include "projections/common/list_keys.hpp"
#include "projections/common/text_postings.hpp"
#include "projections/common/words.hpp"

namespace vesture::projections {

namespace {

// A word with the fields that it stands in, as bits; those that the whole text alone has have none.
using WordsWithFields = std::map<std::string, std::uint8_t, std::less<>>;

constexpr std::size_t kMostQueryWords = 16;

std::uint8_t bit_of(TextField field) {
  if (field == kAnyField) return 0;
  return static_cast<std::uint8_t>(1U << (field - 1));
}

void add(WordsWithFields& kept, TextField field, const std::vector<std::string>& words) {
  for (const auto& word : words) {
    if (kept.size() >= TextIndex::kMostWords && !kept.contains(word)) continue;
    kept[word] |= bit_of(field);
  }
}

WordsWithFields with_fields(const FieldWords& words) {
  WordsWithFields kept;
  for (const auto& [field, its] : words)
    if (field != kAnyField) add(kept, field, its);
  if (const auto rest = words.find(kAnyField); rest != words.end()) add(kept, kAnyField, rest->second);
  return kept;
}

// The forward list: time:8, then fields:1 length:1 word, in the order of the words. Nothing of a row without words.
static_assert(kMostWordBytes <= 0xff);

std::string packed(Instant time, const WordsWithFields& words) {
  std::string bytes;
  if (!words.empty()) bytes = instant_key(time);
  for (const auto& [word, fields] : words) {
    bytes.push_back(static_cast<char>(fields));
    bytes.push_back(static_cast<char>(word.size()));
    bytes += word;
  }
  return bytes;
}

std::string_view take_time(std::string_view& forward) {
  const auto time = forward.substr(0, engine::kTimeBytes);
  forward.remove_prefix(time.size());
  return time;
}

// Takes the next word off the forward list; its bytes live as long as those.
std::pair<std::string_view, std::uint8_t> take_word(std::string_view& forward) {
  const auto length = forward.size() < 2 ? 0 : static_cast<unsigned char>(forward[1]);
  if (length == 0 || forward.size() < 2U + length)
    throw std::runtime_error("text index: a forward list that is none");
  const std::pair taken(forward.substr(2, length), static_cast<std::uint8_t>(forward.front()));
  forward.remove_prefix(2U + length);
  return taken;
}

// The keys of one scope.
class Keys {
 public:
  Keys(std::string_view list, std::string_view scope) : list_(list) {
    if (scope.size() > 0xff) throw std::invalid_argument("text index: a scope too long");
    scope_.push_back(static_cast<char>(scope.size()));
    scope_ += scope;
  }

  std::string forward(std::string_view id) const { return begun('f').append(id); }
  // Of words that begin so: ids follow those that end here.
  std::string postings(TextField field, std::string_view beginning) const {
    auto key = begun('p');
    key.push_back(static_cast<char>(field));
    return key.append(beginning);
  }
  std::string posting(TextField field, std::string_view word, std::string_view time,
                      std::string_view id) const {
    return postings(field, word).append(1, '\0').append(time).append(id);
  }

 private:
  std::string begun(char kind) const { return std::string(list_).append(1, kind).append(scope_); }

  std::string_view list_;
  std::string scope_;
};

// Of each word that the forward list has, sorted.
std::vector<std::string> posting_keys(const Keys& keys, std::string_view id, std::string_view forward) {
  std::vector<std::string> all;
  const auto time = take_time(forward);
  while (!forward.empty()) {
    const auto [word, fields] = take_word(forward);
    all.push_back(keys.posting(kAnyField, word, time, id));
    for (TextField field = 1; field <= 7; ++field)
      if ((fields & bit_of(field)) != 0) all.push_back(keys.posting(field, word, time, id));
  }
  std::ranges::sort(all);
  return all;
}

class RowsWithWords final : public Restriction {
 public:
  RowsWithWords(std::string list, TextField field, std::vector<std::string> words)
      : list_(std::move(list)), field_(field), words_(std::move(words)) {}

  std::optional<std::vector<std::string>> few(const ViewSnapshot& views, std::string_view scope,
                                              std::size_t most) const override {
    if (words_.empty()) return std::vector<std::string>();
    std::optional<std::vector<std::string>> rarest;
    for (const auto& word : words_)
      if (auto ids = rows_of(views, scope, word, rarest ? rarest->size() : most)) rarest = std::move(ids);
    if (!rarest) return std::nullopt;
    std::ranges::sort(*rarest);
    const auto repeated = std::ranges::unique(*rarest);
    rarest->erase(repeated.begin(), repeated.end());
    if (words_.size() > 1) std::erase_if(*rarest, [&](const auto& id) { return !passes(views, scope, id); });
    return rarest;
  }

  std::unique_ptr<RowsByTime> by_time(const ViewSnapshot& views, std::string_view scope, bool descending,
                                      std::string_view after) const override {
    std::vector<std::unique_ptr<RowsByTime>> each;
    const Keys keys(list_, scope);
    const auto word_at = keys.postings(field_, {}).size();
    for (const auto& word : words_) {
      each.push_back(rows_with_any(views, {keys.postings(field_, word), word_at, descending}, after));
      if (!each.back()) return nullptr;
    }
    return rows_in_all(std::move(each));
  }

  bool passes(const ViewSnapshot& views, std::string_view scope, std::string_view id) const override {
    const auto forward = views.get(Family::sealed_rows, Keys(list_, scope).forward(id));
    return forward && !words_.empty() &&
           std::ranges::all_of(words_, [&](const auto& word) { return has(*forward, word); });
  }

 private:
  bool has(std::string_view forward, std::string_view beginning) const {
    take_time(forward);
    while (!forward.empty()) {
      const auto [word, fields] = take_word(forward);
      if (word.starts_with(beginning)) {
        if (field_ == kAnyField || (fields & bit_of(field_)) != 0) return true;
      } else if (beginning < word) {
        return false;
      }
    }
    return false;
  }

  // An id comes once for each of its words that begin so; nullopt where there are more than `most` of them.
  std::optional<std::vector<std::string>> rows_of(const ViewSnapshot& views, std::string_view scope,
                                                  std::string_view word, std::size_t most) const {
    std::vector<std::string> ids;
    const Keys keys(list_, scope);
    const auto lower = keys.postings(field_, word);
    const auto word_at = keys.postings(field_, {}).size();
    auto postings = views.iterate(Family::sealed_index, lower, after_prefix(lower));
    for (postings.seek(lower); postings.valid(); postings.next()) {
      if (ids.size() == most) return std::nullopt;
      const auto key = postings.key();
      ids.emplace_back(key.substr(key.find('\0', word_at) + 1 + engine::kTimeBytes));
    }
    return ids;
  }

  std::string list_;
  TextField field_;
  std::vector<std::string> words_;
};

}  // namespace

TextIndex::TextIndex(std::string name, std::uint8_t version) : prefix_(std::move(name)) {
  prefix_.push_back('\0');
  prefix_.push_back(static_cast<char>(version));
}

void TextIndex::put(ViewBatch& batch, std::string_view scope, std::string_view id, Instant time,
                    const FieldWords& words) const {
  const Keys keys(prefix_, scope);
  const auto old_forward = batch.get(Family::sealed_rows, keys.forward(id)).value_or("");
  const auto forward = packed(time, with_fields(words));
  if (forward == old_forward) return;
  const auto old_postings = posting_keys(keys, id, old_forward);
  const auto postings = posting_keys(keys, id, forward);
  for (const auto& key : old_postings)
    if (!std::ranges::binary_search(postings, key)) batch.erase(Family::sealed_index, key);
  for (const auto& key : postings)
    if (!std::ranges::binary_search(old_postings, key)) batch.put(Family::sealed_index, key, {});
  if (forward.empty())
    batch.erase(Family::sealed_rows, keys.forward(id));
  else
    batch.put(Family::sealed_rows, keys.forward(id), forward);
}

void TextIndex::erase(ViewBatch& batch, std::string_view scope, std::string_view id) const {
  put(batch, scope, id, {}, {});
}

std::shared_ptr<const Restriction> TextIndex::rows_with(TextField field, std::string_view query) const {
  return std::make_shared<RowsWithWords>(prefix_, field, words_of(query, kMostQueryWords));
}

}  // namespace vesture::projections
