// What the portal calls the statuses (000, the table of statuses).
#include "domain/orders/status.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string_view>

namespace vesture::domain::orders {
namespace {

TEST(OrderStatus, ORD_11_EachHasTheLabelOfTheSource) {
  const std::map<std::string_view, std::string_view> labels{
      {"application_processing", "Pieteikums ir apstrādē"},
      {"terminated", "Pārtraukts"},
      {"registered", "Pasūtījums reģistrēts"},
      {"in_progress", "Izpildē"},
      {"suspended", "Apturēts"},
      {"ready", "Izsniegšanā"},
      {"completed", "Pabeigts"},
  };
  ASSERT_EQ(order_statuses().size(), labels.size());
  for (const auto& row : order_statuses()) EXPECT_EQ(row.label.lv, labels.at(row.code));
}

TEST(OrderStatus, ORD_11_EachIsDescribedInBothLanguages) {
  for (const auto& row : order_statuses()) {
    EXPECT_FALSE(row.label.en.empty()) << row.code;
    EXPECT_FALSE(row.description.lv.empty()) << row.code;
    EXPECT_FALSE(row.description.en.empty()) << row.code;
  }
}

TEST(OrderStatus, ACodeIsReadAsItIsWritten) {
  for (const auto& row : order_statuses()) {
    EXPECT_EQ(parse_order_status(row.code), row.status);
    EXPECT_EQ(words(row.status).code, row.code);
  }
  for (const auto* code : {"", "Ready", "ready ", "requested"})
    EXPECT_EQ(parse_order_status(code), std::nullopt);
}

TEST(RequestStatus, ORD_02_ThereAreFourAndTheirCodesAreReadAsWritten) {
  ASSERT_EQ(request_statuses().size(), 4U);
  for (const auto* code : {"requested", "in_progress", "completed", "failed"}) {
    ASSERT_TRUE(parse_request_status(code)) << code;
    EXPECT_EQ(words(*parse_request_status(code)).code, code);
  }
  EXPECT_EQ(parse_request_status("ready"), std::nullopt);
}

}  // namespace
}  // namespace vesture::domain::orders
