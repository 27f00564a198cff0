// Lists as queries of PostgreSQL. That the pages are the same ones lists.sh checks against a real PostgreSQL.
#include "tools/benchmarks/shared/list_sql.hpp"

#include <gtest/gtest.h>

#include <algorithm>

using namespace vesture::bench;
using vesture::projections::ListQuery;

namespace {

SqlList parcels() {
  return {.table = "parcels",
          .columns = {{"id", "uuid NOT NULL"},
                      {"account", "uuid NOT NULL"},
                      {"created", "timestamptz NOT NULL"},
                      {"depot", "text NOT NULL"},
                      {"label", "text"}},
          .id = {"id"},
          .sorts = {{"created", {"created"}}, {"depot", {"depot"}}, {"label", {"label", true}}},
          .filters = {{"depot", {"depot"}}, {"tag", {.column = "tag", .linked = true}}},
          .ranges = {{"created", "created"}},
          .combinations = {{"depot"}}};
}

const PagePlace kFirst{.account = "A"};
const PagePlace kFollowing{.account = "A",
                           .first_row = [](const std::string& column) { return ":" + column; }};

std::string page(const ListQuery& query, const PagePlace& place, AnyOf any_of = AnyOf::in_list) {
  return page_query(parcels(), query, place, any_of);
}

}  // namespace

TEST(ListSql, AFollowingPageBeginsAtItsFirstRow) {
  const ListQuery query{.scope = {}, .sort = "depot"};
  EXPECT_EQ(page(query, kFirst),
            "SELECT * FROM parcels WHERE account = A ORDER BY depot, created, id LIMIT 21");
  EXPECT_EQ(page(query, kFollowing),
            "SELECT * FROM parcels WHERE account = A AND (depot, created, id) >= (:depot, :created, :id) "
            "ORDER BY depot, created, id LIMIT 21");
}

TEST(ListSql, DescendingTurnsEveryColumnAndTheComparison) {
  EXPECT_EQ(page({.scope = {}, .sort = "created", .descending = true}, kFollowing),
            "SELECT * FROM parcels WHERE account = A AND (created, id) <= (:created, :id) "
            "ORDER BY created DESC, id DESC LIMIT 21");
}

TEST(ListSql, WhatAFilterFixesIsNotComparedAgain) {
  EXPECT_EQ(
      page({.scope = {}, .sort = "depot", .any_of = {{"depot", {"it's"}}}}, kFollowing),
      "SELECT * FROM parcels WHERE account = A AND depot = 'it''s' AND (created, id) >= (:created, :id) "
      "ORDER BY created, id LIMIT 21");
}

TEST(ListSql, TheBoundThatThePlaceImpliesIsLeftOut) {
  const ListQuery query{
      .scope = {},
      .sort = "created",
      .days = {{"created", {.from = vesture::domain::Date{1}, .to = vesture::domain::Date{2}}}}};
  EXPECT_NE(page(query, kFirst).find("created >= "), std::string::npos);
  EXPECT_EQ(page(query, kFollowing).find("created >= "), std::string::npos);
  EXPECT_NE(page(query, kFollowing).find("created < "), std::string::npos);
}

TEST(ListSql, RowsWithoutAValueComeLastBothWays) {
  for (const bool descending : {false, true}) {
    const auto sql = page({.scope = {}, .sort = "label", .descending = descending}, kFirst);
    EXPECT_LT(sql.find("label IS NOT NULL"), sql.find("UNION ALL"));
    EXPECT_GT(sql.find("label IS NULL"), sql.find("UNION ALL"));
  }
}

TEST(ListSql, SeveralValuesAreAskedTogetherOrEachByItself) {
  const ListQuery query{.scope = {}, .sort = "created", .any_of = {{"depot", {"a", "b"}}}};
  EXPECT_NE(page(query, kFirst).find("depot IN ('a', 'b')"), std::string::npos);
  const auto merged = page(query, kFirst, AnyOf::merged);
  EXPECT_NE(merged.find("depot = 'a'"), std::string::npos);
  EXPECT_NE(merged.find("depot = 'b'"), std::string::npos);
  EXPECT_TRUE(merged.ends_with("AS choices ORDER BY created, id LIMIT 21"));
}

TEST(ListSql, AFilterOfSeveralValuesOfARowIsAskedOfItsOwnTable) {
  EXPECT_NE(page({.scope = {}, .sort = "created", .any_of = {{"tag", {"x"}}}}, kFirst)
                .find("(id) IN (SELECT id FROM parcels_tag WHERE account = A AND tag = 'x')"),
            std::string::npos);
  EXPECT_NE(create_tables(parcels()).find(
                "CREATE TABLE parcels_tag (account uuid NOT NULL, tag text NOT NULL, id uuid"),
            std::string::npos);
}

TEST(ListSql, EverySortHasAnIndexUnderEveryCombinationOnce) {
  const auto indexes = create_indexes(parcels());
  const auto has = [&](const std::string& columns) {
    return std::ranges::count(indexes, "CREATE INDEX ON parcels (account, " + columns + ")");
  };
  EXPECT_EQ(has("created, id"), 1);
  EXPECT_EQ(has("depot, created, id"), 1);  // the sort by it, and the sort by time under it
  EXPECT_EQ(has("label, created, id"), 1);
  EXPECT_EQ(has("depot, label, created, id"), 1);
}

TEST(ListSql, AScriptOfOnePageKeepsNoPlace) {
  EXPECT_EQ(pgbench_script(parcels(), {.scope = {}, .sort = "created"}, 1, AnyOf::in_list).find("aset"),
            std::string::npos);
  EXPECT_NE(pgbench_script(parcels(), {.scope = {}, .sort = "created"}, 5, AnyOf::in_list)
                .find("\\set page (:page + 1) % 5"),
            std::string::npos);
}
