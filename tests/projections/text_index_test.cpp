// Facts of the text index, one by one; text_search_model_test.cpp tries it together with a list.
#include "projections/common/text_index.hpp"

#include <gtest/gtest.h>

#include "projections/common/list_keys.hpp"
#include "projections/common/text_postings.hpp"
#include "projections/common/words.hpp"
#include "tests/projections/scratch_views.hpp"

namespace vesture::projections {
namespace {

constexpr TextField kSubject = 1;
constexpr std::string_view kScope = "a";
constexpr std::size_t kMost = 100;
using Ids = std::vector<std::string>;

class TextIndexTest : public testing::Test {
 protected:
  static std::vector<std::string> words(std::string_view text) {
    return words_of(text, TextIndex::kMostWords);
  }

  // Bytes that were written.
  std::size_t put(std::string_view scope, std::string_view id, const FieldWords& of, Instant time = {}) {
    ViewBatch batch(*views_.store);
    const auto empty = batch.bytes();
    texts_.put(batch, scope, id, time, of);
    const auto written = batch.bytes() - empty;
    views_.store->write(batch);
    return written;
  }
  void put(std::string_view id, std::string_view subject, std::string_view text) {
    put(kScope, id, {{kSubject, words(subject)}, {kAnyField, words(text)}});
  }

  std::optional<Ids> few(TextField field, std::string_view query, std::size_t most = kMost) const {
    return texts_.rows_with(field, query)->few(views_.store->snapshot(), kScope, most);
  }
  void put_at(std::int64_t time, std::string_view id, std::string_view text) {
    put(kScope, id, {{kAnyField, words(text)}}, {time});
  }
  // The ids in the order of time, beyond one of them.
  std::optional<Ids> by_time(std::string_view query, bool descending = false,
                             std::string_view after = {}) const {
    const auto snapshot = views_.store->snapshot();
    const auto rows = texts_.rows_with(kAnyField, query)->by_time(snapshot, kScope, descending, after);
    if (!rows) return std::nullopt;
    Ids ids;
    for (; rows->valid(); rows->next()) ids.emplace_back(rows->time_and_id().substr(engine::kTimeBytes));
    return ids;
  }
  bool passes(std::string_view id, TextField field, std::string_view query) const {
    return texts_.rows_with(field, query)->passes(views_.store->snapshot(), kScope, id);
  }

  ScratchViews views_;
  TextIndex texts_{"texts", 1};
};

TEST_F(TextIndexTest, TheBeginningOfAWordIsEnoughAndItsMiddleIsNot) {
  put("1", "", "Zemesgrāmatas nodalījums");
  EXPECT_EQ(few(kAnyField, "zemesg"), Ids{"1"});
  EXPECT_EQ(few(kAnyField, "gramatas"), Ids{});
  EXPECT_TRUE(passes("1", kAnyField, "NODALĪ"));
  EXPECT_FALSE(passes("1", kAnyField, "lijums"));
}

TEST_F(TextIndexTest, EveryWordOfTheQueryHasToBeThereInAnyOrder) {
  put("1", "", "robežu plāns");
  put("2", "", "robežu akts");
  EXPECT_EQ(few(kAnyField, "plāns robežu"), Ids{"1"});
  EXPECT_EQ(few(kAnyField, "rob"), (Ids{"1", "2"}));
}

TEST_F(TextIndexTest, AFieldFindsItsOwnWordsAlone) {
  put("1", "līgums", "pielikumā");
  put("2", "pielikums", "līgumā");
  EXPECT_EQ(few(kSubject, "ligum"), Ids{"1"});
  EXPECT_EQ(few(kAnyField, "ligum"), (Ids{"1", "2"}));
  EXPECT_FALSE(passes("2", kSubject, "ligum"));
}

TEST_F(TextIndexTest, AQueryWithoutWordsFindsNothing) {
  put("1", "", "teksts");
  EXPECT_EQ(few(kAnyField, " - "), Ids{});
  EXPECT_FALSE(passes("1", kAnyField, ""));
}

TEST_F(TextIndexTest, ALongWordIsFoundByAllOfIt) {
  const std::string number(200, '7');
  put("1", "", number);
  EXPECT_EQ(few(kAnyField, number), Ids{"1"});
}

TEST_F(TextIndexTest, ScopesDoNotSeeEachOther) {
  put("b", "1", {{kAnyField, words("teksts")}});
  EXPECT_EQ(few(kAnyField, "teksts"), Ids{});
  EXPECT_FALSE(passes("1", kAnyField, "teksts"));
}

TEST_F(TextIndexTest, MoreCandidatesThanAllowedAreNotNamed) {
  for (char id = 'a'; id < 'f'; ++id) put(std::string(1, id), "", "akts");
  EXPECT_EQ(few(kAnyField, "akts", 4), std::nullopt);
  EXPECT_EQ(few(kAnyField, "akts", 5)->size(), 5u);
}

TEST_F(TextIndexTest, TheRarestWordOfAQueryNamesTheRows) {
  for (char id = 'a'; id < 'f'; ++id) put(std::string(1, id), "", id == 'c' ? "akts reti" : "akts");
  EXPECT_EQ(few(kAnyField, "akts reti", 2), Ids{"c"});
  EXPECT_EQ(few(kAnyField, "reti akts", 2), Ids{"c"});
}

TEST_F(TextIndexTest, RowsComeInTheOrderOfTimeAndOfIdsBothWays) {
  put_at(30, "a", "akts");
  put_at(10, "c", "akts");
  put_at(20, "b", "akts");
  put_at(20, "d", "akts");
  put_at(15, "e", "cits");
  EXPECT_EQ(by_time("akts"), (Ids{"c", "b", "d", "a"}));
  EXPECT_EQ(by_time("akts", true), (Ids{"a", "d", "b", "c"}));
  EXPECT_EQ(by_time("akts", false, instant_key({20}) + "b"), (Ids{"d", "a"}));
  EXPECT_EQ(by_time("akts", true, instant_key({20}) + "b"), Ids{"c"});
}

TEST_F(TextIndexTest, SeveralWordsThatBeginSoGiveARowOnceInTheOrderOfTime) {
  put_at(1, "a", "zeme zemes zemei");
  put_at(2, "b", "zemes");
  put_at(3, "c", "zeme");
  EXPECT_EQ(by_time("zem"), (Ids{"a", "b", "c"}));
  EXPECT_EQ(by_time("zem", true), (Ids{"c", "b", "a"}));
}

TEST_F(TextIndexTest, ManyRowsOfSeveralWordsComeInTheOrderOfTime) {
  Ids ascending;
  for (int row = 0; row < 200; ++row) {
    ascending.push_back(std::to_string(1'000 + row));
    put_at(row, ascending.back(), "zem" + std::string(static_cast<std::size_t>(row % 7), 'e'));
  }
  const Ids descending(ascending.rbegin(), ascending.rend());
  EXPECT_EQ(by_time("zem"), ascending);
  EXPECT_EQ(by_time("zem", true), descending);
  EXPECT_EQ(by_time("zem", true, instant_key({100}) + "1100"),
            Ids(descending.begin() + 100, descending.end()));
}

TEST_F(TextIndexTest, OfSeveralWordsTheRowsThatHaveAllComeInTheOrderOfTime) {
  for (int row = 0; row < 30; ++row)
    put_at(row, std::string(1, static_cast<char>('A' + row)),
           std::string(row % 2 == 0 ? "divi " : "") + (row % 3 == 0 ? "trīs " : "") +
               (row % 5 == 0 ? "pieci" : ""));
  EXPECT_EQ(by_time("pieci divi tris"), Ids{"A"});
  EXPECT_EQ(by_time("tris pieci"), (Ids{"A", "P"}));
  EXPECT_EQ(by_time("tris divi", true), (Ids{"Y", "S", "M", "G", "A"}));
  EXPECT_EQ(by_time("divi neviens"), Ids{});
}

TEST_F(TextIndexTest, RowsBeforeAPlaceAreJumpedOverAndNoneTwice) {
  for (char id = 'a'; id < 'k'; ++id) put_at(id, std::string(1, id), id % 2 == 0 ? "akts" : "akti");
  const auto snapshot = views_.store->snapshot();
  const auto place = [](char id) { return instant_key({id}) + id; };
  for (const bool descending : {false, true}) {
    const auto rows = texts_.rows_with(kAnyField, "akt")->by_time(snapshot, kScope, descending, {});
    rows->seek(place('e'));
    EXPECT_EQ(rows->time_and_id(), place('e'));
    rows->seek(place(descending ? 'h' : 'b'));  // it has been there
    EXPECT_EQ(rows->time_and_id(), place('e'));
    rows->next();
    EXPECT_EQ(rows->time_and_id(), place(descending ? 'd' : 'f'));
    rows->seek(place(descending ? 'A' : 'z'));
    EXPECT_FALSE(rows->valid());
  }
}

TEST_F(TextIndexTest, ARowThatMovesInTimeMovesUnderItsWords) {
  put_at(1, "a", "akts viens");
  put_at(2, "b", "akts");
  put_at(3, "a", "akts viens");
  EXPECT_EQ(by_time("akts"), (Ids{"b", "a"}));
  EXPECT_EQ(by_time("viens"), Ids{"a"});
}

TEST_F(TextIndexTest, MoreWordsThanAreMergedAreNotReadInTheOrderOfTime) {
  std::string text;
  for (std::size_t word = 0; word < kMostWordsMerged; ++word) text += "v" + std::to_string(100 + word) + " ";
  put_at(1, "a", text);
  EXPECT_EQ(by_time("v"), Ids{"a"});
  put_at(2, "b", "vēl");
  EXPECT_EQ(by_time("v"), std::nullopt);
  EXPECT_EQ(few(kAnyField, "v", 2 * kMostWordsMerged), (Ids{"a", "b"}));
}

TEST_F(TextIndexTest, WhatIsPutAgainReplacesWhatWasThere) {
  put("1", "viens", "kopīgs");
  put("1", "divi", "kopīgs");
  EXPECT_EQ(few(kAnyField, "viens"), Ids{});
  EXPECT_EQ(few(kSubject, "divi"), Ids{"1"});
  EXPECT_EQ(few(kAnyField, "kopigs"), Ids{"1"});
}

TEST_F(TextIndexTest, WordsThatStayCauseNoWrites) {
  const FieldWords first{{kAnyField, words("viens divi trīs")}};
  const auto whole = put(kScope, "1", first);
  EXPECT_EQ(put(kScope, "1", first), 0u);
  // The forward list and the one posting, not those of the three words that were there.
  EXPECT_LT(put(kScope, "1", {{kAnyField, words("viens divi trīs četri")}}), whole);
}

TEST_F(TextIndexTest, OfTooManyWordsThoseOfFieldsAreKept) {
  std::string long_text;
  for (std::size_t i = 0; i < 2 * TextIndex::kMostWords; ++i)
    long_text += std::to_string(1'000'000 + i) + " ";
  put("1", "temats", long_text);
  EXPECT_EQ(few(kSubject, "temats"), Ids{"1"});
  EXPECT_TRUE(passes("1", kAnyField, "1000000"));
  EXPECT_TRUE(passes("1", kAnyField, std::to_string(1'000'000 + TextIndex::kMostWords - 2)));
  EXPECT_FALSE(passes("1", kAnyField, std::to_string(1'000'000 + TextIndex::kMostWords)));
}

TEST_F(TextIndexTest, NothingOfAnErasedRowIsLeftAndNothingLiesInOpenFamilies) {
  const auto keys = [&](Family family) {
    std::size_t count = 0;
    const auto snapshot = views_.store->snapshot();
    auto all = snapshot.iterate(family, texts_.prefix(), after_prefix(texts_.prefix()));
    for (all.seek(texts_.prefix()); all.valid(); all.next()) ++count;
    return count;
  };
  put("1", "temats", "teksts");
  EXPECT_EQ(keys(Family::rows) + keys(Family::index), 0u);
  EXPECT_EQ(keys(Family::sealed_rows), 1u);
  EXPECT_EQ(keys(Family::sealed_index), 3u);
  ViewBatch batch(*views_.store);
  texts_.erase(batch, kScope, "1");
  views_.store->write(batch);
  EXPECT_EQ(keys(Family::sealed_rows) + keys(Family::sealed_index), 0u);
}

}  // namespace
}  // namespace vesture::projections
