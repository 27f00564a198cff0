// Which route a path names, and the description made of the routes.
#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>
#include <stdexcept>

#include "api/http/openapi.hpp"
#include "api/http/router.hpp"

namespace vesture::api {
namespace {

Route declared(std::string method, std::string path) {
  Route route;
  route.method = std::move(method);
  route.path = std::move(path);
  route.operation = route.method + " " + route.path;
  route.summary = "For a test";
  return route;
}

class HttpRouter : public testing::Test {
 protected:
  std::string found(std::string_view method, std::string_view path) const {
    const auto matched = router_.match(method, path);
    return matched ? matched->route->operation : "";
  }

  std::vector<Route> routes_{declared("GET", "/v1/me"),
                             declared("GET", "/v1/accounts/{account}/orders"),
                             declared("POST", "/v1/accounts/{account}/orders"),
                             declared("GET", "/v1/accounts/{account}/orders/{order}"),
                             declared("GET", "/v1/accounts/{account}/orders/report"),
                             declared("GET", "/v1/{anything}/orders/report/whole"),
                             declared("GET", "/log/{tile...}"),
                             declared("GET", "/log/{one}/whole"),
                             declared("GET", "/log/checkpoint")};
  Router router_{routes_};
};

TEST_F(HttpRouter, FindsRoutesAndTheirParameters) {
  const auto matched = router_.match("GET", "/v1/accounts/a%20b/orders/17");
  ASSERT_TRUE(matched);
  EXPECT_EQ(matched->route->operation, "GET /v1/accounts/{account}/orders/{order}");
  EXPECT_EQ(matched->path, (std::vector<std::string>{"a%20b", "17"}));
}

TEST_F(HttpRouter, LiteralsGoBeforeParameters) {
  EXPECT_EQ(found("GET", "/v1/accounts/a/orders/report"), "GET /v1/accounts/{account}/orders/report");
}

TEST_F(HttpRouter, ALiteralThatLeadsNowhereLeavesTheParameterItsChance) {
  const auto matched = router_.match("GET", "/v1/accounts/orders/report/whole");
  ASSERT_TRUE(matched);
  EXPECT_EQ(matched->path, std::vector<std::string>{"accounts"});
}

TEST_F(HttpRouter, ARestStandsForAllThatIsLeft) {
  const auto matched = router_.match("GET", "/log/0/x001/234.p/7");
  ASSERT_TRUE(matched);
  EXPECT_EQ(matched->path, std::vector<std::string>{"0/x001/234.p/7"});
  EXPECT_EQ(parameters_of("/log/{tile...}"), std::vector<std::string>{"tile"});
  EXPECT_FALSE(router_.match("GET", "/log"));
  EXPECT_FALSE(router_.match("GET", "/log/"));
}

TEST_F(HttpRouter, ARestComesAfterLiteralsAndParameters) {
  EXPECT_EQ(found("GET", "/log/checkpoint"), "GET /log/checkpoint");
  const auto one = router_.match("GET", "/log/a/whole");
  ASSERT_TRUE(one);
  EXPECT_EQ(one->path, std::vector<std::string>{"a"});
  EXPECT_EQ(router_.match("GET", "/log/a/other")->path, std::vector<std::string>{"a/other"});
}

TEST_F(HttpRouter, NothingFollowsARest) {
  routes_.push_back(declared("GET", "/log/{all...}/more"));
  EXPECT_THROW(Router{routes_}, std::logic_error);
}

TEST_F(HttpRouter, HeadIsFoundWhereGetIs) {
  EXPECT_EQ(found("HEAD", "/v1/me"), "GET /v1/me");
  EXPECT_EQ(router_.match("HEAD", "/v1/nobody").error().allow, "");
}

TEST_F(HttpRouter, AnotherMethodIsToldFromNoSuchPath) {
  EXPECT_EQ(router_.match("DELETE", "/v1/accounts/a/orders").error().allow, "GET, HEAD, POST");
  for (const std::string_view path :
       {"/", "", "*", "/v1", "/v1/me/", "/v1//me", "/v1/accounts//orders", "/v1/ME"})
    EXPECT_EQ(router_.match("GET", path).error().allow, "") << path;
}

TEST_F(HttpRouter, TwoRoutesOfOneNameAreAMistake) {
  routes_.push_back(declared("GET", "/v1/accounts/{other}/orders"));
  EXPECT_THROW(Router{routes_}, std::logic_error);
}

TEST_F(HttpRouter, OpenApiDescribesEveryRoute) {
  routes_[0].access = Access::open;
  routes_[1].parameters.push_back({"status", {{"type", "string"}}, "The part's status", true});
  routes_[1].answer_schema = schema_of<domain::Money>();
  routes_[2].body_schema = schema_of<domain::Money>();
  const auto described = openapi(routes_);
  EXPECT_EQ(described.at("openapi"), "3.1.0");
  const auto& paths = described.at("paths").as_object();
  EXPECT_EQ(paths.size(), 8u);
  EXPECT_TRUE(paths.at("/log/{tile}").at("get").at("parameters").at(0).at("x-slashes").as_bool());
  EXPECT_EQ(paths.at("/v1/me").at("get").at("security").as_array().size(), 0u);

  const auto& list = paths.at("/v1/accounts/{account}/orders").at("get");
  EXPECT_EQ(list.at("parameters").at(0).at("name"), "account");
  EXPECT_EQ(list.at("parameters").at(0).at("in"), "path");
  EXPECT_EQ(list.at("parameters").at(1).at("name"), "status");
  EXPECT_EQ(list.at("parameters").at(1).at("schema").at("type"), "array");
  EXPECT_TRUE(list.at("responses").at("200").at("content").as_object().contains("application/json"));
  EXPECT_TRUE(
      list.at("responses").at("default").at("content").as_object().contains("application/problem+json"));

  const auto& command = paths.at("/v1/accounts/{account}/orders").at("post");
  EXPECT_EQ(command.at("requestBody").at("content").at("application/json").at("schema"),
            schema_of<domain::Money>());
  EXPECT_NE(boost::json::serialize(command.at("parameters")).find("Idempotency-Key"), std::string::npos);
  EXPECT_TRUE(described.at("components").at("schemas").as_object().contains("Problem"));
}

}  // namespace
}  // namespace vesture::api
