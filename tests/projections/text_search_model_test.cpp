// Lists that are searched by words, against plain vectors: with every filter, sort and page, while rows come and go.
#include <gtest/gtest.h>

#include <algorithm>

#include "projections/common/text_index.hpp"
#include "projections/common/words.hpp"
#include "tests/projections/parcel_model.hpp"
#include "tests/projections/scratch_views.hpp"

namespace vesture::projections {
namespace {

constexpr TextField kAddressee = 1;
constexpr TextField kLabel = 2;

FieldWords words_of_parcel(const Parcel& parcel) {
  const auto words = [](const std::string& text) { return words_of(text, TextIndex::kMostWords); };
  return {{kAddressee, words(parcel.addressee.value_or(""))},
          {kLabel, words(parcel.sealed.label.value_or(""))},
          {kAnyField, words(parcel.depot + " " + parcel.number)}};
}

struct TextQuery {
  TextField field;
  std::string words;
};

// The model: said again without the index.
bool has_words(const Parcel& parcel, const TextQuery& query) {
  std::vector<std::string> all;
  for (const auto& [field, words] : words_of_parcel(parcel))
    if (query.field == kAnyField || query.field == field) all.insert(all.end(), words.begin(), words.end());
  const auto asked = words_of(query.words, 100);
  return !asked.empty() && std::ranges::all_of(asked, [&](const auto& word) {
    return std::ranges::any_of(all, [&](const auto& its) { return its.starts_with(word); });
  });
}

TextQuery some_text_query() {
  return {one_of<TextField>({kAnyField, kAnyField, kAddressee, kLabel}),
          one_of<std::string>({"a", "ab", "ābo", "č", "ces", "zal", "ZAGARS", "rig", "riga", "rig a", "mana",
                               "00", "001", "0 rig", "t", "zzz", "-"})};
}

// Names no rows, so that the list has to be walked.
class NamesNone final : public Restriction {
 public:
  explicit NamesNone(std::shared_ptr<const Restriction> asked) : asked_(std::move(asked)) {}
  std::optional<std::vector<std::string>> few(const ViewSnapshot&, std::string_view,
                                              std::size_t) const override {
    return std::nullopt;
  }
  bool passes(const ViewSnapshot& views, std::string_view scope, std::string_view id) const override {
    return asked_->passes(views, scope, id);
  }

 private:
  std::shared_ptr<const Restriction> asked_;
};

class TextSearchModel : public testing::Test {
 protected:
  static void SetUpTestSuite() { views_ = new ScratchViews; }
  static void TearDownTestSuite() { delete views_; }

  static ViewStore& store() { return *views_->store; }

  // Parcels with their words.
  struct Searched {
    std::string name = "searched" + std::to_string(++lists_);
    List<Parcel> list{parcel_declaration(name, false)};
    TextIndex texts{name + "-words", 1};
    Model model = {};
  };

  static void change_some_with_words(Searched& searched, int first, int step) {
    const auto before = searched.model;
    change_some(searched.list, store(), searched.model, first, step);
    ViewBatch batch(store());
    for (const auto& [number, parcel] : before)
      if (!searched.model.contains(number)) searched.texts.erase(batch, parcel.owner, parcel.id.view());
    for (const auto& [number, parcel] : searched.model)
      searched.texts.put(batch, parcel.owner, parcel.id.view(), parcel.created, words_of_parcel(parcel));
    store().write(batch);
  }

  static ListQuery with_words(const Searched& searched, ListQuery query,
                              const std::vector<TextQuery>& asked) {
    for (const auto& text : asked) {
      auto restriction = searched.texts.rows_with(text.field, text.words);
      if (flip()) restriction = std::make_shared<NamesNone>(std::move(restriction));
      query.restrictions.push_back(std::move(restriction));
    }
    return query;
  }

  static std::vector<TextQuery> some_text_queries() {
    std::vector<TextQuery> asked{some_text_query()};
    if (*rc::gen::inRange(0, 3) == 0) asked.push_back(some_text_query());
    return asked;
  }

  static std::vector<Parcel> expected_with_words(const Searched& searched, const ListQuery& query,
                                                 const std::vector<TextQuery>& asked) {
    auto rows = expected(searched.list.declaration(), searched.model, query);
    std::erase_if(rows, [&](const Parcel& parcel) {
      return !std::ranges::all_of(asked, [&](const auto& text) { return has_words(parcel, text); });
    });
    return rows;
  }

 private:
  static inline ScratchViews* views_ = nullptr;
  static inline int lists_ = 0;
};

TEST_F(TextSearchModel, PagesThroughToTheEndAreTheRowsWithTheWords) {
  EXPECT_TRUE(rc::check("pages, each() and count() agree with the model", [] {
    Searched searched;
    for (int batches = *rc::gen::inRange(1, 4); batches > 0; --batches)
      change_some_with_words(searched, 0, 1);
    for (int queries = 0; queries < 12; ++queries) {
      const auto asked = some_text_queries();
      // Half of them without filters, so that words are not looked for in vain.
      auto plain = some_query();
      if (flip()) plain.any_of.clear(), plain.days.clear();
      auto query = with_words(searched, plain, asked);
      const auto rows = expected_with_words(searched, plain, asked);
      RC_ASSERT(paged(searched.list, store(), query, [] {}) == rows);

      const auto snapshot = store().snapshot();
      std::vector<Parcel> whole;
      searched.list.each(snapshot, query, [&](const Parcel& row) {
        whole.push_back(row);
        return true;
      });
      RC_ASSERT(whole == rows);
      query.count = true;
      RC_ASSERT(searched.list.page(snapshot, query).total == rows.size());
    }
  }));
}

TEST_F(TextSearchModel, ARowThatDoesNotChangeAppearsExactlyOnceWhileOthersDo) {
  EXPECT_TRUE(rc::check("changes of odd parcels between pages leave the even ones in their places", [] {
    Searched searched;
    change_some_with_words(searched, 0, 2);
    change_some_with_words(searched, 1, 2);
    auto plain = some_query();
    plain.any_of.clear();
    const auto asked = some_text_queries();
    std::vector<std::string> steady;
    for (const auto& row : expected_with_words(searched, plain, asked))
      for (const auto& [number, parcel] : searched.model)
        if (parcel.id == row.id && number % 2 == 0) steady.push_back(to_string(row.id));
    const auto query = with_words(searched, plain, asked);
    auto seen = ids(paged(searched.list, store(), query, [&] { change_some_with_words(searched, 1, 2); }));
    std::erase_if(seen, [&](const auto& id) { return std::ranges::find(steady, id) == steady.end(); });
    RC_ASSERT(seen == steady);
  }));
}

TEST_F(TextSearchModel, ErasingEveryRowLeavesNoWord) {
  EXPECT_TRUE(rc::check("put, change, erase", [] {
    Searched searched;
    change_some_with_words(searched, 0, 1);
    change_some_with_words(searched, 0, 1);
    ViewBatch batch(store());
    for (int number = 0; number < kParcels; ++number)
      searched.texts.erase(batch, parcel(number).owner, parcel(number).id.view());
    store().write(batch);
    const auto snapshot = store().snapshot();
    for (const auto family : {Family::rows, Family::index, Family::sealed_rows, Family::sealed_index}) {
      const auto prefix = searched.texts.prefix();
      auto keys = snapshot.iterate(family, prefix, after_prefix(prefix));
      keys.seek(prefix);
      RC_ASSERT(!keys.valid());
    }
  }));
}

}  // namespace
}  // namespace vesture::projections
