// /openapi.json says what the server does: every answer in these tests is held against it; here, what is left.
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <set>

#include "tests/api/orders_fixture.hpp"

namespace vesture::api {
namespace {

namespace bj = boost::json;

class DescriptionStory : public OrdersTest {};

TEST_F(DescriptionStory, EveryDescribedPathIsServedAndNoOther) {
  for (const auto& [path, methods] : portal.openapi().at("/paths").as_object()) {
    std::string target(path);
    std::ranges::replace_if(
        target, [](char c) { return c == '{' || c == '}'; }, 'x');
    const auto refused = anna.send("PATCH", target, "{}", {});
    EXPECT_EQ(refused.status, 405) << path;
    for (const auto& [method, operation] : methods.as_object()) {
      std::string upper(method);
      std::ranges::transform(upper, upper.begin(), [](char c) { return static_cast<char>(std::toupper(c)); });
      EXPECT_NE(refused.field("allow").find(upper), std::string::npos) << path;
    }
  }
  EXPECT_EQ(anna.send("PATCH", "/v1/undescribed", "{}", {}).status, 404);
}

TEST_F(DescriptionStory, EveryOperationHasANameASummaryAndAnAnswer) {
  for (const auto& [path, methods] : portal.openapi().at("/paths").as_object()) {
    for (const auto& [method, operation] : methods.as_object()) {
      const auto& object = operation.as_object();
      EXPECT_FALSE(object.at("summary").as_string().empty()) << path;
      EXPECT_NE(object.at("operationId").as_string().find('.'), std::string::npos) << path;
      EXPECT_GE(object.at("responses").as_object().size(), 2u) << path;
    }
  }
}

TEST_F(DescriptionStory, ADownloadIsDescribedWithItsConditionsAndFields) {
  const auto& paths = portal.openapi().at("/paths").as_object();
  const auto& download = paths.at("/v1/accounts/{account}/orders/{order}/files/{file}").at("get");
  std::set<std::string> taken;
  for (const auto& parameter : download.at("parameters").as_array())
    taken.insert(text_of(parameter.at("name")));
  for (const char* name : {"If-Match", "If-None-Match", "If-Range", "Range"})
    EXPECT_TRUE(taken.contains(name)) << name;
  const auto& given = download.at("responses").as_object();
  for (const char* status : {"200", "206", "304", "410", "412", "416"})
    EXPECT_TRUE(given.contains(status)) << status;
  for (const char* name : {"ETag", "Content-Range", "Repr-Digest"})
    EXPECT_TRUE(given.at("206").at("headers").as_object().contains(name)) << name;
}

TEST_F(DescriptionStory, EveryParameterThatIsDescribedIsTaken) {
  const auto served = [&](std::string path) {
    const auto at = path.find("{account}");
    return path.replace(at, 9, annas);
  };
  int tried = 0;
  for (const auto& [path, methods] : portal.openapi().at("/paths").as_object()) {
    const auto* operation = methods.as_object().if_contains("get");
    const std::string text(path);
    if (!operation || !text.starts_with("/v1/accounts/{account}/") || text.find("{", 15) != std::string::npos)
      continue;
    for (const auto& parameter : operation->at("parameters").as_array()) {
      if (parameter.at("in").as_string() != "query") continue;
      const auto name = text_of(parameter.at("name"));
      const auto said = anna.get(served(text) + "?" + name + "=%00");
      EXPECT_NE(said.code(), "request.unknown_parameter") << text << name;
      ++tried;
    }
  }
  EXPECT_GT(tried, 40);
}

TEST_F(DescriptionStory, TheServerIsAliveAndReadyWithEachProjection) {
  EXPECT_EQ(anna.get("/livez").text("/status"), "alive");
  const auto ready = anna.get("/readyz");
  EXPECT_TRUE(ready.at("/ready").as_bool());
  std::set<std::string> states;
  for (const auto& projection : ready.at("/projections").as_array())
    states.insert(text_of(projection.at("state")));
  EXPECT_EQ(states, std::set<std::string>{"running"});
}

}  // namespace
}  // namespace vesture::api
