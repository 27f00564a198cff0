// Views as tables: what of a row becomes which column.
#include "projections/common/row_table.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "projections/accounts/people.hpp"
#include "projections/catalogue.hpp"
#include "projections/common/cipher_over.hpp"
#include "projections/orders/order_list.hpp"
#include "tests/projections/parcel_list.hpp"
#include "tests/projections/scratch_views.hpp"

namespace vesture::projections {

BOOST_DESCRIBE_ENUM(Stage, packed, sent, arrived)

namespace {

class RowTableTest : public testing::Test {
 protected:
  static Parcel parcel(std::int64_t number) {
    Parcel parcel;
    parcel.owner = "a";
    parcel.id = domain::uuid_v7(number, {});
    parcel.created = {number};
    parcel.sealed.payer = "p";
    return parcel;
  }

  void put(const std::vector<Parcel>& parcels) {
    ViewBatch batch(*views_.store);
    for (const auto& parcel : parcels) list_.put(batch, parcel);
    views_.store->write(batch);
  }

  Cell cell(const Parcel& of, std::string_view column) const {
    const auto at = std::ranges::find(table_.columns(), column, &Column::name);
    const auto row = table_.find(views_.store->snapshot(), of.id.view());
    return row->cells.at(static_cast<std::size_t>(at - table_.columns().begin()));
  }

  std::vector<std::string> ids(std::string_view after = {}) const {
    std::vector<std::string> all;
    table_.each(views_.store->snapshot(), after, [&](const TableRow& row) {
      all.push_back(row.id);
      return true;
    });
    return all;
  }

  const Column& column(std::string_view name) const {
    return *std::ranges::find(table_.columns(), name, &Column::name);
  }

  ScratchViews views_;
  List<Parcel> list_{parcel_declaration("parcels", true)};
  RowTable<Parcel> table_ = table_of(list_);
};

TEST_F(RowTableTest, EachMemberIsAColumnInTheOrderOfTheDescription) {
  std::vector<std::string> names;
  for (const auto& each : table_.columns()) names.push_back(each.name);
  EXPECT_EQ(names, (std::vector<std::string>{"owner", "id", "created", "number", "addressee", "stage",
                                             "depot", "orders", "received", "label", "payer"}));
}

TEST_F(RowTableTest, ColumnsHaveTheTypesOfTheirMembers) {
  EXPECT_EQ(column("id").type, ColumnType::id);
  EXPECT_EQ(column("created").type, ColumnType::instant);
  EXPECT_EQ(column("received").type, ColumnType::instant);
  EXPECT_EQ(column("addressee").type, ColumnType::text);
  EXPECT_EQ(column("stage").type, ColumnType::text);
  EXPECT_EQ(column("orders").type, ColumnType::json);
}

TEST_F(RowTableTest, WhatComesFromSealedFieldsIsMarked) {
  EXPECT_TRUE(column("label").sealed);
  EXPECT_TRUE(column("payer").sealed);
  EXPECT_FALSE(column("depot").sealed);
}

TEST_F(RowTableTest, WhatAListSortsOrFiltersByIsMarked) {
  EXPECT_TRUE(column("number").indexed);
  EXPECT_TRUE(column("depot").indexed);
  EXPECT_TRUE(column("received").indexed);
  EXPECT_FALSE(column("owner").indexed);
}

TEST_F(RowTableTest, CellsAreAsTheirColumnsSay) {
  auto one = parcel(1'500'000);
  one.stage = Stage::arrived;
  one.orders = {"A1", "\"2\""};
  one.sealed.label = "Vasarnīca";
  put({one});
  EXPECT_EQ(cell(one, "id"), Cell(domain::to_string(one.id)));
  EXPECT_EQ(cell(one, "created"), Cell("1970-01-01T00:00:01.500000Z"));
  EXPECT_EQ(cell(one, "stage"), Cell("arrived"));
  EXPECT_EQ(cell(one, "orders"), Cell(R"(["A1","\"2\""])"));
  EXPECT_EQ(cell(one, "label"), Cell("Vasarnīca"));
}

TEST_F(RowTableTest, NoValueIsAnEmptyCell) {
  const auto one = parcel(1);
  put({one});
  EXPECT_EQ(cell(one, "addressee"), Cell());
  EXPECT_EQ(cell(one, "received"), Cell());
  EXPECT_EQ(cell(one, "label"), Cell());
}

TEST_F(RowTableTest, ASealedTextThatCannotBeOpenedIsEmptyAndAnOpenOneStaysEmptyText) {
  auto one = parcel(1);
  one.sealed.payer.clear();
  put({one});
  EXPECT_EQ(cell(one, "payer"), Cell());
  EXPECT_EQ(cell(one, "number"), Cell(""));
}

TEST_F(RowTableTest, RowsComeInTheOrderOfTheirIdsBeyondTheOneThatIsNamed) {
  const auto first = parcel(1), second = parcel(2), third = parcel(3);
  put({third, first, second});
  const auto id = [](const Parcel& of) { return std::string(of.id.view()); };
  EXPECT_EQ(ids(), (std::vector<std::string>{id(first), id(second), id(third)}));
  EXPECT_EQ(ids(id(first)), (std::vector<std::string>{id(second), id(third)}));
  EXPECT_TRUE(ids(id(third)).empty());
}

TEST_F(RowTableTest, ARowSaysWhoseListItIsIn) {
  const auto one = parcel(1);
  put({one});
  EXPECT_EQ(table_.find(views_.store->snapshot(), one.id.view())->scope, "a");
}

TEST_F(RowTableTest, AnIdIsReadFromTheKeyOfItsRowAlone) {
  const auto id = std::string(parcel(1).id.view());
  EXPECT_EQ(table_.id_of(list_.row_prefix() + id), id);
  EXPECT_EQ(table_.id_of(list_.prefix() + "e" + id), std::nullopt);
}

TEST_F(RowTableTest, WhatIsNotThereIsNotFound) {
  EXPECT_FALSE(table_.find(views_.store->snapshot(), parcel(1).id.view()));
}

TEST(Tables, EveryViewHasSomeAndEachANameOfItsOwn) {
  const auto cipher = cipher_without_keys();
  std::set<std::string> names;
  for (const auto& projection : all_projections(cipher)) {
    EXPECT_FALSE(projection->tables().empty()) << projection->name();
    for (const auto* table : projection->tables())
      EXPECT_TRUE(names.insert(table->name()).second) << table->name();
  }
}

TEST(Tables, CodesOfTheCatalogueAreAsTheApiGivesThem) {
  EXPECT_EQ(tables::code(domain::orders::OrderStatus::in_progress), "in_progress");
  EXPECT_EQ(tables::code(domain::accounts::Channel::e_service), "e_service");
}

}  // namespace
}  // namespace vesture::projections
