// Requests and texts collected by others, good and bad.
#include <gtest/gtest.h>

#include <boost/algorithm/string/classification.hpp>
#include <boost/algorithm/string/split.hpp>
#include <boost/json/parse.hpp>
#include <set>
#include <sstream>

#include "api/http/json.hpp"
#include "api/http/plain_text.hpp"
#include "tests/api/raw_client.hpp"
#include "tests/api/samples.hpp"

namespace vesture::api {
namespace {

class FixedAnswer final : public Application {
 public:
  boost::asio::awaitable<Response> handle(Request) override {
    Response response;
    response.body = "{}";
    co_return response;
  }
};

// Refused by their collectors and answered here, for a reason each.
const std::set<std::string> kAnsweredForAReason{
    // What follows `Connection: close` is not read.
    "raw/llhttp/connection_003.raw", "raw/llhttp/invalid_008.raw",
    // An Upgrade may be ignored (RFC 9110 7.8).
    "raw/llhttp/connection_020.raw", "raw/llhttp/connection_021.raw",
    // Refused under limits that the collector had set lower than ours.
    "raw/gunicorn/invalid_006.raw", "raw/gunicorn/invalid_009.raw", "raw/gunicorn/invalid_011.raw",
    "raw/gunicorn/invalid_012.raw", "raw/gunicorn/invalid_limit_header_default_01.raw"};

bool is_answered(const std::string& all) { return all.find("HTTP/1.1 200 ") != std::string::npos; }

TEST(HttpSamples, EverySampleIsAnsweredOrRefusedAndNoneHangsOrFails) {
  REQUIRE_SAMPLES("http/raw");
  FixedAnswer application;
  ServerOptions options;
  options.port = 0;
  options.threads = 1;
  Server server(std::move(options), application);
  server.start();

  std::istringstream manifest(whole_file(samples() / "http/raw/manifest.tsv"));
  std::string line;
  std::getline(manifest, line);
  int seen = 0;
  while (std::getline(manifest, line)) {
    std::vector<std::string> columns;
    boost::split(columns, line, boost::is_any_of("\t"));
    RawClient client(server.port());
    client.send(whole_file(samples() / "http" / columns[0]));
    client.shut_sending();
    const auto all = client.read_all();
    EXPECT_EQ(all.find("HTTP/1.1 5"), std::string::npos) << columns[0];
    EXPECT_TRUE(all.empty() || all.starts_with("HTTP/1.1 ")) << columns[0];
    if (columns[3] != "accept" && !kAnsweredForAReason.contains(columns[0])) {
      EXPECT_FALSE(is_answered(all)) << columns[0] << ": " << columns[3] << "\n" << all;
    }
    ++seen;
  }
  EXPECT_GT(seen, 200);
}

TEST(HttpSamples, JsonTestSuiteIsReadAsItSays) {
  REQUIRE_SAMPLES("http/JSONTestSuite/test_parsing");
  // Valid JSON that has the same member twice.
  const std::set<std::string> duplicates{"y_object_duplicated_key.json",
                                         "y_object_duplicated_key_and_value.json"};
  int seen = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(samples() / "http/JSONTestSuite/test_parsing")) {
    const std::string name = entry.path().filename();
    const bool read = json::parse_body(whole_file(entry.path())).has_value();
    if (name.starts_with("y_")) {
      EXPECT_EQ(read, !duplicates.contains(name)) << name;
    }
    if (name.starts_with("n_")) {
      EXPECT_FALSE(read) << name;
    }
    ++seen;
  }
  EXPECT_GT(seen, 250);
}

TEST(HttpSamples, NaughtyStringsComeBackAsTheyWereOrAreRefused) {
  REQUIRE_SAMPLES("http/blns");
  int seen = 0;
  for (const auto& entry : std::filesystem::directory_iterator(samples() / "http/blns")) {
    if (entry.path().extension() != ".json") continue;
    const auto texts = boost::json::parse(whole_file(entry.path()));
    for (const auto& value : texts.as_array()) {
      const std::string text(value.as_string());
      std::string written;
      write_json(written, text);
      const auto read = read_json<std::string>(written);
      ASSERT_EQ(read.has_value(), !has_control_character(text)) << written;
      if (read) {
        EXPECT_EQ(*read, text);
      }
      EXPECT_EQ(boost::json::parse(written).as_string(), value.as_string());
      ++seen;
    }
  }
  EXPECT_GT(seen, 100);
}

}  // namespace
}  // namespace vesture::api
