// Rows as lines: what is written is read back exactly, however hostile it is.
#include "replay/exports/lines.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <boost/json/parse.hpp>

#include "tests/replay/csv_reader.hpp"

namespace vesture::replay {
namespace {

const TableShape kTable{.name = "things",
                        .columns = {{"row_id", ColumnType::id},
                                    {"name", ColumnType::text},
                                    {"count", ColumnType::integer},
                                    {"open", ColumnType::boolean},
                                    {"parts", ColumnType::json}}};

std::string without_end(std::string line) {
  EXPECT_TRUE(line.ends_with("\r\n"));
  return line.substr(0, line.size() - 2);
}

TEST(CsvLine, HasAHeader) {
  EXPECT_EQ(csv_header(kTable, false), "row_id,name,count,open,parts\r\n");
  EXPECT_EQ(csv_header(kTable, true), "op,row_id,name,count,open,parts\r\n");
}

TEST(CsvLine, NoValueIsEmptyAndAnEmptyTextIsQuoted) {
  EXPECT_EQ(without_end(csv_line(kTable, "", {"0a", Cell(), Cell(), Cell(), Cell()})), "0a,,,,");
  EXPECT_EQ(without_end(csv_line(kTable, kPut, {"0a", "", std::int64_t{-7}, true, "[1,2]"})),
            R"(put,0a,"",-7,true,"[1,2]")");
}

TEST(CsvLine, AnErasedRowHasItsKeyAlone) {
  EXPECT_EQ(without_end(csv_line(kTable, kErase, {"0a"})), "erase,0a,,,,");
}

TEST(CsvLine, WhatASpreadsheetWouldRunHasAnApostropheBeforeIt) {
  for (const std::string formula : {"=1+1", "+371 67038800", "-1", "@SUM(A1)", "\tx", "\rx", "'quoted"})
    EXPECT_EQ(csv_field(formula).substr(csv_field(formula).starts_with('"'), 1), "'") << formula;
  EXPECT_EQ(csv_field("=HYPERLINK(\"http://evil\",\"click\")"),
            R"csv("'=HYPERLINK(""http://evil"",""click"")")csv");
  EXPECT_EQ(csv_field("a=b"), "a=b");
}

std::string hostile() {
  return *rc::gen::container<std::string>(
      rc::gen::elementOf(std::string("=+-@'\"\t\r\n,;ab \0\x01\x1b[0m", 22)));
}

RC_GTEST_PROP(CsvLine, IsReadBackExactly, ()) {
  const std::vector<std::string> texts{hostile(), hostile(), hostile()};
  const TableShape three{
      .name = "t", .columns = {{"a", ColumnType::text}, {"b", ColumnType::text}, {"c", ColumnType::text}}};
  const auto rows = read_csv(csv_line(three, "", {texts[0], texts[1], texts[2]}) +
                             csv_line(three, "", {texts[2], Cell(), texts[0]}));
  RC_ASSERT(rows ==
            (std::vector<CsvRow>{{texts[0], texts[1], texts[2]}, {texts[2], std::nullopt, texts[0]}}));
}

RC_GTEST_PROP(JsonLine, IsOneLineAndIsReadBackExactly, ()) {
  const auto text = hostile();
  const auto line = json_line(kTable, "", {"0a", text, std::int64_t{-7}, false, R"([{"id":1}])"});
  RC_ASSERT(line.find('\n') == line.size() - 1);
  const auto row = boost::json::parse(line).as_object();
  RC_ASSERT(row.at("name").as_string() == text);
  RC_ASSERT(row.at("parts").as_array().at(0).as_object().at("id").as_int64() == 1);
}

TEST(JsonLine, KeepsTheColumnsOrderAndTypes) {
  EXPECT_EQ(json_line(kTable, kPut, {"0a", "x", Cell(), true, Cell()}),
            R"({"op":"put","row_id":"0a","name":"x","count":null,"open":true,"parts":null})"
            "\n");
}

}  // namespace
}  // namespace vesture::replay
