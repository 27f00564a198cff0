// Personal data stays where it belongs: marker words in every field that people fill in, then looked for in
// the log's files, the server's own log lines and its metrics.
#include <gtest/gtest.h>

#include <filesystem>

#include "tests/api/orders_fixture.hpp"
#include "tests/api/samples.hpp"

namespace vesture::api {
namespace {

namespace bj = boost::json;

const std::vector<std::string> kMarkers{"Zvaigznīte",  "320000-77771", "32000077771",   "320000-77772",
                                        "32000077772", "Sudrabkalns",  "Dzintarkrasts", "40003055551",
                                        "Varavīksne",  "Mēnessgaisma", "Pērkonkrusts",  "saulgriezi",
                                        "29777777"};

class PrivacyStory : public OrdersTest {
 protected:
  void SetUp() override {
    auto star = portal.visit(portal.citizen("PNOLV-320000-77771", "Zvaigznīte Pirmā"));
    const auto account = star.account();
    const auto key = [](const std::string& name) { return Fields{{"Idempotency-Key", name}}; };
    const bj::value application{{"name", "SIA Sudrabkalns"},
                                {"registration_code", "NTRLV-40003055551"},
                                {"first_user", "PNOLV-320000-77772"},
                                {"first_user_name", "Dzintarkrasts"}};
    const auto applied = star.post("/v1/account-applications", application, key("1"));
    ASSERT_EQ(applied.status, 201);
    const auto decision = "/v1/institution/account-applications/" + applied.text("/id");
    clerk.post(decision + "/refuse", {{"reason", "Varavīksne"}}, key("2"));
    const auto request = register_request(request_body(account, star.person()));
    const auto labelling = requests_of(account) + "/" + request.text("/id") + "/label";
    ASSERT_EQ(star.put(labelling, {{"label", "Mēnessgaisma"}}, key("3")).status, 200);
    const auto order = register_order(order_body(account));
    const auto moving = std::string(kOrders) + "/" + order.text("/id") + "/parts/1/status";
    ASSERT_EQ(clerk.post(moving, {{"status", "suspended"}, {"reason", "Pērkonkrusts"}}, key("4")).status,
              200);
    clerk.post("/v1/institution/accounts/find", {{"code", "PNOLV-320000-77771"}}, key("5"));
    const auto channels = "/v1/accounts/" + account + "/channels";
    ASSERT_EQ(star.post(channels, {{"kind", "e_mail"}, {"value", "saulgriezi@example.lv"}}, key("6")).status,
              201);
    ASSERT_EQ(star.post(channels, {{"kind", "telephone"}, {"value", "29777777"}}, key("7")).status, 201);
    star.get(requests_of(account) + "?label=" + percent_encoded("Mēnessgaisma"));
    star.get("/v1/accounts/PNOLV-320000-77771/orders");
    star.get("/v1/PNOLV-320000-77771?name=" + percent_encoded("Zvaigznīte"));
  }

  static void expect_no_marker(const std::string& text, const std::string& where) {
    for (const auto& marker : kMarkers)
      EXPECT_EQ(text.find(marker), std::string::npos) << marker << " in " << where;
  }
};

TEST_F(PrivacyStory, TheCommitsCarryNoPersonalDataInClear) {
  int events = 0;
  portal.portal().backend().log.read_from(1, [&](eventstore::Commit&& commit) {
    expect_no_marker({commit.bytes.begin(), commit.bytes.end()}, commit.command);
    events += static_cast<int>(commit.events.size());
    return true;
  });
  EXPECT_GT(events, 10);
}

TEST_F(PrivacyStory, TheLogsFilesCarryNoPersonalDataInClear) {
  int files = 0;
  const auto search = [&] {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(portal.data() / "log")) {
      if (!entry.is_regular_file()) continue;
      expect_no_marker(whole_file(entry.path()), entry.path().string());
      ++files;
    }
  };
  search();  // what has been written ahead
  portal.close();
  search();  // tables
  EXPECT_GT(files, 4);
}

TEST_F(PrivacyStory, TheMetricsNameNobody) {
  const auto metrics = portal.visit_with("").get("/metrics");
  EXPECT_NE(metrics.body.find("vesture_log_head"), std::string::npos);
  EXPECT_NE(metrics.body.find("/v1/accounts/{account}/service-requests/{request}/label"), std::string::npos);
  expect_no_marker(metrics.body, "metrics");
  EXPECT_EQ(metrics.body.find(annas), std::string::npos);
}

TEST_F(PrivacyStory, TheServersLogLinesNameNobody) {
  portal.close();
  const auto lines = portal.logged();
  EXPECT_NE(lines.find("/v1/accounts/{account}/service-requests/{request}/label"), std::string::npos);
  expect_no_marker(lines, "log lines");
  EXPECT_EQ(lines.find(annas), std::string::npos);
  EXPECT_EQ(lines.find("127.0.0.1"), std::string::npos);
}

}  // namespace
}  // namespace vesture::api
