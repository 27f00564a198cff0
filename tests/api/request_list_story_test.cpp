// The e-service history: filters, sorts and the report of it (ORD-05, ORD-06, ORD-07).
#include <gtest/gtest.h>

#include <map>

#include "tests/api/list_expectations.hpp"
#include "tests/api/workbook_reader.hpp"

namespace vesture::api {
namespace {

namespace bj = boost::json;

constexpr const char* kXlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

// In the order of the Latvian alphabet, which is not that of the bytes.
const std::vector<std::string> kServices{"Āboli", "Ceļi", "Čiekuri", "Zeme"};
const std::vector<std::string> kLabels{"abele", "Bērzs", "citrons", "čigāns", "Dūja"};

std::string rank(const std::vector<std::string>& alphabet, const bj::value& value) {
  const auto text = text_of(value);
  for (std::size_t i = 0; i < alphabet.size(); ++i)
    if (text.starts_with(alphabet[i])) return std::to_string(i);
  return "";
}

// A company's requests over five days; some labelled, some linked, some received.
class RequestListStory : public OrdersTest {
 protected:
  void SetUp() override {
    company_ = open_company("NTRLV-40003055551", "PNOLV-320000-00001");
    for (std::size_t i = 0; i < 16; ++i) {
      portal.clock.turn(std::chrono::minutes(7 * 60 + 41));
      const auto service = service_body(kServices[i * 7 % 4], i % 3 ? "kadastrs" : "adreses");
      const auto request = register_request(request_body(company_, anna.person(), service));
      if (i % 4 == 1) move_request(request, "in_progress");
      if (i % 4 == 2) move_request(request, "completed");
      if (i % 3 == 0) label(anna, request, bj::string(kLabels[i / 3 % kLabels.size()] + std::to_string(i)));
      if (i % 5 < 2) link(register_order(order_body(company_)), request);
    }
  }

  std::string list() const { return requests_of(company_); }

  std::vector<Selection> selections(const bj::value& some) {
    const auto same = [](std::string name, const std::string& value) {
      return Selection{name + "=" + percent_encoded(value),
                       [name, value](const bj::value& item) { return text_of(item.at(name)) == value; }};
    };
    const auto received_on = [](const bj::value& item) {
      return item.at("received").is_null() ? "" : winter_day_in_riga(item.at("received"));
    };
    return {same("number", text_of(some.at("number"))),
            same("label", text_of(some.at("label"))),
            same("order", text_of(some.at("order"))),
            same("requested_by", anna.person()),
            same("group", text_of(some.at("group"))),
            {"received_from=2026-03-03&received_to=2026-03-05",
             [=](const bj::value& item) {
               return received_on(item) >= "2026-03-03" && received_on(item) <= "2026-03-05";
             }},
            {"requested_from=2026-03-03&requested_to=2026-03-05", [](const bj::value& item) {
               const auto day = winter_day_in_riga(item.at("created"));
               return day >= "2026-03-03" && day <= "2026-03-05";
             }}};
  }

  std::string company_;
};

TEST_F(RequestListStory, ORD_05_AnyCombinationOfFiltersSelectsWhatAPlainSearchDoes) {
  const auto all = all_items(anna, list());
  ASSERT_EQ(all.size(), 16u);
  const auto full = std::ranges::find_if(
      all, [](const bj::value& item) { return !item.at("label").is_null() && !item.at("order").is_null(); });
  ASSERT_NE(full, all.end());
  EXPECT_GT(expect_every_combination(anna, list(), all, selections(*full)), 20);
}

TEST_F(RequestListStory, ORD_05_TheUserWhoAskedIsTold) {
  EXPECT_TRUE(all_items(anna, list(), "?requested_by=" + boris.person()).empty());
  EXPECT_EQ(all_items(anna, list(), "?requested_by=" + anna.person()).size(), 16u);
}

TEST_F(RequestListStory, ORD_07_EachSortOrdersTheWholeListBothWaysAndEmptyValuesComeLast) {
  const auto all = all_items(anna, list());
  const auto member = [](const std::string& name) {
    return [name](const bj::value& item) {
      return item.at(name).is_null() ? std::string() : text_of(item.at(name));
    };
  };
  for (const auto* sort : {"number", "created", "status", "status_changed", "order"})
    expect_sorted(anna, list(), all, sort, member(sort));
  expect_sorted(anna, list(), all, "service",
                [](const bj::value& item) { return rank(kServices, item.at("service")); });
  expect_sorted(anna, list(), all, "label", [](const bj::value& item) {
    const auto place = rank(kLabels, item.at("label"));
    return place.empty() ? place : place + text_of(item.at("label"));
  });
}

TEST_F(RequestListStory, ORD_06_TheReportOnScreenHasTheListsRowsInItsOrder) {
  for (const auto* query : {"", "?sort=label", "?sort=-service&group=kadastrs", "?requested_to=2026-03-03"}) {
    const auto report = anna.get(list() + "/report" + query);
    ASSERT_EQ(report.status, 200) << report.body;
    const std::vector<bj::value> rows(report.items().begin(), report.items().end());
    EXPECT_EQ(rows, all_items(anna, list(), query, 3)) << query;
  }
}

TEST_F(RequestListStory, ORD_06_TheExcelFileHasTheListsRowsInItsOrder) {
  for (const auto* query : {"?sort=label", "?sort=-order&group=kadastrs", "?number=none"}) {
    const auto report = anna.get(list() + "/report" + query, {{"Accept", kXlsxType}});
    ASSERT_EQ(report.status, 200) << report.body;
    EXPECT_EQ(report.field("content-type"), kXlsxType);
    const WorkbookReader workbook(report.body);
    const auto items = all_items(anna, list(), query);
    ASSERT_EQ(workbook.rows().size(), items.size() + 1) << query;
    for (std::size_t i = 0; i < items.size(); ++i) {
      const auto& row = workbook.rows()[i + 1];
      const auto label = items[i].at("label").is_null() ? "" : text_of(items[i].at("label"));
      EXPECT_EQ(row.at("A").text, text_of(items[i].at("number")));
      EXPECT_EQ(row.at("C").text, text_of(items[i].at("service")));
      EXPECT_EQ(row.at("D").text, text_of(items[i].at("object")));
      EXPECT_EQ(row.at("E").text, text_of(items[i].at("status_label")));
      EXPECT_EQ(row.contains("I") ? row.at("I").text : "", label);
    }
  }
}

TEST_F(RequestListStory, ORD_06_DatesInTheExcelFileAreDatesInRigasTime) {
  portal.clock.turn_to("2026-03-09T22:30:00");
  const auto request = register_request(request_body(company_, anna.person()));
  const auto report = anna.get(list() + "/report?number=" + request.text("/number"), {{"Accept", kXlsxType}});
  const WorkbookReader workbook(report.body);
  const auto& created = workbook.rows().at(1).at("B");
  EXPECT_TRUE(created.is_number);
  EXPECT_EQ(created.format, "yyyy-mm-dd hh:mm:ss");
  constexpr double kTenthOfMarch = 46091;  // days since 1899-12-30
  EXPECT_NEAR(std::stod(created.text), kTenthOfMarch + 0.5 / 24, 1e-6);
}

TEST_F(RequestListStory, ORD_06_ASpreadsheetProgramOpensTheFile) {
  const auto report = anna.get(list() + "/report?sort=number", {{"Accept", kXlsxType}});
  const auto csv = opened_by_gnumeric(report.body);
  if (!csv) GTEST_SKIP() << "gnumeric's ssconvert is not installed";
  EXPECT_EQ(std::ranges::count(*csv, '\n'), 17);
  EXPECT_EQ(csv->substr(0, csv->find(',')), "\"E-pakalpojuma ID\"");
}

TEST_F(RequestListStory, ORD_06_TheColumnsHaveTitlesInTheLanguageAskedFor) {
  const auto titled = [&](const std::string& language) {
    const auto report = anna.get(list() + "/report", {{"Accept", kXlsxType}, {"Accept-Language", language}});
    return WorkbookReader(report.body).rows().at(0).at("C").text;
  };
  EXPECT_EQ(titled("lv"), "Pakalpojuma nosaukums");
  EXPECT_EQ(titled("en"), "Service");
}

TEST_F(RequestListStory, ORD_06_AnotherKindOfFileIsNotToBeHad) {
  const auto refused = anna.get(list() + "/report", {{"Accept", "text/csv"}});
  EXPECT_EQ(refused.status, 406);
  EXPECT_EQ(refused.code(), "request.not_acceptable");
}

}  // namespace
}  // namespace vesture::api
