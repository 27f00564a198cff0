// Every route on an account, as it is described, asked by people with each set of rights: what they may not do is refused
// with the rule (RGT-01, RGT-03), so that no new route forgets to ask.
#include <gtest/gtest.h>

#include <boost/algorithm/string/case_conv.hpp>
#include <boost/json/serialize.hpp>
#include <set>

#include "tests/api/rights_fixture.hpp"

namespace vesture::api {
namespace {

namespace bj = boost::json;

constexpr const char* kNoId = "019cad8f-0000-7000-8000-000000000000";
constexpr std::string_view kOfAnAccount = "/v1/accounts/{account}";

// The least that a body of this schema has to hold.
bj::value least_of(const bj::object& schema) {
  if (const auto* choices = schema.if_contains("enum")) return choices->as_array().front();
  const auto& types = schema.at("type");
  const auto type = types.is_string() ? types.get_string() : types.as_array().front().as_string();
  if (type == "integer") return schema.contains("minimum") ? schema.at("minimum") : bj::value(1);
  if (type == "boolean") return true;
  if (type == "array") return bj::array();
  if (type == "string") {
    const auto* format = schema.if_contains("format");
    if (format && *format == "uuid") return kNoId;
    if (format && *format == "date") return "2026-03-02";
    return "x";
  }
  bj::object least;
  if (const auto* required = schema.if_contains("required"))
    for (const auto& name : required->as_array())
      least[name.as_string()] = least_of(schema.at("properties").at(name.as_string()).as_object());
  return least;
}

struct Operation {
  std::string method;
  std::string path;  // below the account, as described
  std::string type;  // of the body; "" where there is none
  std::string body;
};

Operation operation_of(std::string_view path, std::string_view method, const bj::object& described) {
  Operation made{boost::to_upper_copy(std::string(method)), std::string(path.substr(kOfAnAccount.size())), "",
                 ""};
  const auto* body = described.if_contains("requestBody");
  if (!body) return made;
  const auto& [type, content] = *body->at("content").as_object().begin();
  const bool json = type == "application/json";
  made.type = json ? "application/json" : "application/pdf";
  made.body = json ? bj::serialize(least_of(content.at("schema").as_object())) : "%PDF-";
  return made;
}

bool is_below(const std::string& path, std::string_view of) {
  return path.starts_with(of) && (path.size() == of.size() || path[of.size()] == '/');
}

bool is_of_mailbox(const Operation& o) { return is_below(o.path, "/messages") || o.path == "/folders"; }

// What only those may do who manage the account.
bool is_managing(const Operation& o) {
  for (const std::string_view managed : {"/channels", "/consents", "/settings", "/bank-account", "/e-address",
                                         "/rights", "/users", "/audit", "/history"})
    if (is_below(o.path, managed)) return true;
  return o.path.empty();
}

std::string right_for(const Operation& o) {
  if (is_managing(o)) return "manage";
  if (o.method == "GET" || o.path == "/suspicions") return "read";  // each user reports (MAIL-20)
  for (const std::string_view sending : {"/send", "/confirm", "/refuse"})
    if (is_below(o.path, "/messages") && o.path.ends_with(sending)) return "send";
  return "write";
}

class RouteRights : public RightsTest {
 protected:
  // Live changes go on until the client leaves: they are in changes_story_test.cpp.
  std::vector<Operation> operations() {
    std::vector<Operation> all;
    for (const auto& [path, methods] : portal.openapi().at("/paths").as_object()) {
      if (!path.starts_with(kOfAnAccount)) continue;
      for (const auto& [method, described] : methods.as_object())
        all.push_back(operation_of(path, method, described.as_object()));
    }
    std::erase_if(all, [](const Operation& o) { return o.path == "/changes"; });
    return all;
  }

  static Said ask(Visitor& who, const std::string& account, const Operation& o) {
    auto path = account_path(account) + o.path;
    for (auto at = path.find('{'); at != std::string::npos; at = path.find('{'))
      path.replace(at, path.find('}') + 1 - at, kNoId);
    Fields fields;
    if (!o.type.empty()) fields.emplace_back("Content-Type", o.type);
    if (o.type == "application/pdf") fields.emplace_back("Content-Disposition", "attachment; filename=a.pdf");
    return who.send(o.method, path, o.body, fields);
  }
};

TEST_F(RouteRights, RGT_01_AReaderIsLetIntoTheMailboxAlone) {
  ASSERT_EQ(switch_e_address(boris, boriss, true).status, 200);
  ASSERT_EQ(grant_reading(boris, boriss, "PNOLV-320000-00001").status, 201);
  for (const auto& operation : operations()) {
    SCOPED_TRACE(operation.method + " " + operation.path);
    const auto answer = ask(anna, boriss, operation);
    if (is_of_mailbox(operation) && right_for(operation) == "read") {
      EXPECT_NE(answer.code(), "rights.not_granted");
    } else {
      EXPECT_EQ(answer.status, 403) << answer.body;
      EXPECT_EQ(answer.code(), "rights.not_granted");
      EXPECT_EQ(answer.text("/rule"), "RGT-01");
    }
  }
}

TEST_F(RouteRights, RGT_03_AUserDoesWhatTheirRightsLetThem) {
  const auto company = open_company("NTRLV-40003055551", "PNOLV-320000-00001");
  const auto all = operations();
  EXPECT_GT(all.size(), 30u);
  for (const std::string right : {"read", "write", "send", "manage"}) {
    ASSERT_EQ(authorise(anna, company, "PNOLV-320000-00002", {right}).status, 200);
    for (const auto& operation : all) {
      SCOPED_TRACE(right + ": " + operation.method + " " + operation.path);
      const auto needed = right_for(operation);
      const auto answer = ask(boris, company, operation);
      if (needed == "read" || needed == right) {
        EXPECT_NE(answer.code(), "rights.not_granted");
      } else {
        EXPECT_EQ(answer.status, 403) << answer.body;
        EXPECT_EQ(answer.code(), "rights.not_granted");
        EXPECT_EQ(answer.text("/rule"), "RGT-03");
      }
    }
  }
}

TEST_F(RouteRights, AStrangerIsToldOfNone) {
  for (const auto& operation : operations()) {
    const auto answer = ask(anna, boriss, operation);
    EXPECT_EQ(answer.status, 404) << operation.method << " " << operation.path << " " << answer.body;
  }
}

}  // namespace
}  // namespace vesture::api
