// Input that is wrong in every way that the description lets one think of: a clear problem each time, never a
// failure of the server.
#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>
#include <functional>
#include <map>

#include "tests/api/rights_fixture.hpp"
#include "tests/api/samples.hpp"

namespace vesture::api {
namespace {

namespace bj = boost::json;

// A body made wrong at one place.
struct Spoilt {
  bj::value body;
  std::string where;  // JSON pointer
  std::string how;
};

bool admits(const bj::object& schema, std::string_view type) {
  const auto& types = schema.at("type");
  if (types.is_string()) return types.get_string() == type;
  return std::ranges::find(types.as_array(), bj::value(type)) != types.as_array().end();
}

// Every way to spoil a valid value by its schema.
class Spoiler {
 public:
  Spoiler(bj::value whole, const bj::object& schema) : whole_(std::move(whole)) { visit(whole_, schema, ""); }
  const std::vector<Spoilt>& all() const { return all_; }

 private:
  void add(const std::string& where, const std::string& how, const std::function<void(bj::value&)>& spoil) {
    auto body = whole_;
    spoil(body);
    all_.push_back({std::move(body), where, how});
  }
  void replace(const std::string& where, const std::string& how, const bj::value& with) {
    add(where, how, [&](bj::value& body) { where.empty() ? body = with : body.at_pointer(where) = with; });
  }

  void visit(const bj::value& value, const bj::object& schema, const std::string& at) {
    if (!admits(schema, "null")) replace(at, "null", nullptr);
    for (const bj::value& other : {bj::value("text"), bj::value(7.5), bj::value(true), bj::value(bj::array{}),
                                   bj::value(bj::object{})})
      if (other.kind() != value.kind()) replace(at, "of another kind", other);
    if (const auto* most = schema.if_contains("maxLength"))
      replace(at, "too long", bj::string(static_cast<std::size_t>(most->as_int64()) + 1, 'x'));
    if (const auto* least = schema.if_contains("minLength"); least && *least != 0)
      replace(at, "too short", "");
    if (schema.contains("enum") || schema.contains("format")) replace(at, "not one of them", "neither");
    if (const auto* text = value.if_string(); text && schema.contains("maxLength"))
      replace(at, "with a control character", bj::string(std::string(*text) + "\n"));
    if (value.is_object()) visit_members(value.get_object(), schema, at);
    if (value.is_array() && !value.get_array().empty())
      visit(value.get_array()[0], schema.at("items").as_object(), at + "/0");
  }

  void visit_members(const bj::object& object, const bj::object& schema, const std::string& at) {
    add(at + "/surprise", "unknown", [&](bj::value& body) { member_of(body, at)["surprise"] = 1; });
    for (const auto& [name, member] : object) {
      visit(member, schema.at("properties").at(name).as_object(), at + "/" + std::string(name));
    }
    if (!schema.contains("required")) return;
    for (const auto& name : schema.at("required").as_array())
      add(at + "/" + std::string(name.as_string()), "missing",
          [&](bj::value& body) { member_of(body, at).erase(name.as_string()); });
  }

  static bj::object& member_of(bj::value& body, const std::string& at) {
    return at.empty() ? body.as_object() : body.at_pointer(at).as_object();
  }

  bj::value whole_;
  std::vector<Spoilt> all_;
};

class BadInputStory : public RightsTest {
 protected:
  // A good request of every operation that takes a body, by its path as described.
  std::map<std::string, std::pair<std::string, bj::value>> good_bodies() {
    const auto order = register_order(order_body(annas));
    const auto request = register_request(request_body(annas, anna.person()));
    const auto invoiced = invoice(order, "balance").text("/invoices/0/id");
    const auto there = std::string(kOrders) + "/" + order.text("/id");
    const auto requested = std::string(kRequests) + "/" + request.text("/id");
    const bj::value application{{"name", "SIA Ozols"},
                                {"registration_code", "NTRLV-40003055551"},
                                {"first_user", "PNOLV-320000-00002"},
                                {"first_user_name", "Boriss"}};
    const auto applied = anna.post("/v1/account-applications", application).text("/id");
    const std::string staff = "/v1/institution/";
    const auto account = "/v1/accounts/" + annas;
    const auto channel = anna.post(account + "/channels", {{"kind", "e_mail"}, {"value", "anna@example.lv"}})
                             .text("/channels/0/id");
    EXPECT_EQ(switch_e_address(anna, annas, true).status, 200);
    const auto right = grant_reading(anna, annas, "PNOLV-320000-00002").text("/readers/0/id");
    const auto company = "/v1/accounts/" + open_company("NTRLV-40003032949", "PNOLV-320000-00001");
    const auto user = company + "/users/" + anna.person() + "/channels";
    const auto users_channel = anna.post(user, {{"kind", "e_mail"}, {"value", "anna@example.lv"}});
    const bj::value letter{{"subject", "Iesniegums"},
                           {"html", "<p>Labdien!</p>"},
                           {"to", {"NTRLV-40003032949"}},
                           {"confirm_by", "2026-05-01"}};
    const auto draft = anna.post(account + "/messages", letter).text("/id");
    auto to_anna = letter;
    to_anna.as_object()["to"] = {"PNOLV-320000-00001"};
    const auto reply = anna.post(company + "/messages", to_anna).text("/id");
    const auto received = anna.post(company + "/messages/" + reply + "/send").text("/messages/0/id");
    portal.portal().keep_time();
    auto full_order = order_body(annas);
    full_order["service_request"] = request.text("/id");
    full_order["parts"].as_array()[0].as_object()["documents"] = {{{"code", "plan"},
                                                                   {"name_lv", "Plāns"},
                                                                   {"name_en", "Plan"},
                                                                   {"media_types", {"application/pdf"}},
                                                                   {"mandatory", false}}};
    return {
        {"/v1/account-applications", {"/v1/account-applications", application}},
        {staff + "account-applications", {staff + "account-applications", application}},
        {staff + "account-applications/{application}/refuse",
         {staff + "account-applications/" + applied + "/refuse", {{"reason", "Nav"}}}},
        {staff + "accounts/find", {staff + "accounts/find", {{"code", "PNOLV-320000-00001"}}}},
        {staff + "orders", {kOrders, full_order}},
        {staff + "orders/{order}/parts/{part}/status",
         {there + "/parts/1/status", {{"status", "suspended"}, {"reason", "Nav"}}}},
        {staff + "orders/{order}/parts/{part}/planned-completion",
         {there + "/parts/1/planned-completion", {{"planned_completion", "2026-05-01"}}}},
        {staff + "orders/{order}/service-requests",
         {there + "/service-requests", {{"service_request", request.text("/id")}}}},
        {staff + "orders/{order}/invoices",
         {there + "/invoices",
          {{"purpose", "balance"}, {"amount", {{"cents", 5}, {"currency", "EUR"}}}, {"due", "2026-05-01"}}}},
        {staff + "orders/{order}/invoices/{invoice}/payment",
         {there + "/invoices/" + invoiced + "/payment", {{"reference", "A"}, {"paid_on", "2026-03-02"}}}},
        {staff + "service-requests", {kRequests, request_body(annas, anna.person())}},
        {staff + "service-requests/{request}/status", {requested + "/status", {{"status", "completed"}}}},
        {"/v1/accounts/{account}/service-requests/{request}/label",
         {requests_of(annas) + "/" + request.text("/id") + "/label", {{"label", "Mājas"}}}},
        {"/v1/accounts/{account}/channels",
         {account + "/channels", {{"kind", "telephone"}, {"value", "29000000"}}}},
        {"/v1/accounts/{account}/channels/{channel}",
         {account + "/channels/" + channel, {{"value", "work@example.lv"}}}},
        {"/v1/accounts/{account}/consents/{consent}", {account + "/consents/newsletter", {{"given", true}}}},
        {"/v1/accounts/{account}/settings", {account + "/settings", {{"page_size", 50}, {"language", "en"}}}},
        {"/v1/accounts/{account}/messages", {account + "/messages", letter}},
        {"/v1/accounts/{account}/messages/{message}", {account + "/messages/" + draft, letter}},
        {"/v1/accounts/{account}/messages/{message}/refuse",
         {account + "/messages/" + received + "/refuse", {{"reason", "Nav mums"}}}},
        {"/v1/accounts/{account}/suspicions",
         {account + "/suspicions", {{"kind", "malware_received"}, {"description", "Aizdomīgs pielikums"}}}},
        {"/v1/e-addresses/find",
         {"/v1/e-addresses/find", {{"account", annas}, {"e_address", "NTRLV-40003032949"}}}},
        {"/v1/accounts/{account}/bank-account",
         {account + "/bank-account", {{"iban", "LV80BANK0000435195001"}}}},
        {"/v1/accounts/{account}/e-address", {account + "/e-address", {{"active", true}}}},
        {staff + "accounts/{account}/e-address",
         {staff + "accounts/" + annas + "/e-address", {{"active", true}}}},
        {"/v1/accounts/{account}/rights",
         {account + "/rights", {{"person", "PNOLV-320000-00002"}, {"name", "Boriss"}, {"until", nullptr}}}},
        {"/v1/accounts/{account}/rights/{right}", {account + "/rights/" + right, {{"until", "2026-12-31"}}}},
        {"/v1/accounts/{account}/rights/authorisations",
         {company + "/rights/authorisations",
          {{"person", "PNOLV-320000-00002"}, {"name", "Boriss"}, {"rights", {"read"}}}}},
        {"/v1/accounts/{account}/users/{person}/channels",
         {user, {{"kind", "telephone"}, {"value", "29000000"}}}},
        {"/v1/accounts/{account}/users/{person}/channels/{channel}",
         {user + "/" + users_channel.text("/channels/0/id"), {{"value", "work@example.lv"}}}},
    };
  }

  Visitor& fitting(const std::string& path) {
    if (path.ends_with("/payment")) return cashier;
    if (path.ends_with("/e-address") && path.starts_with("/v1/institution")) return administrator;
    return path.starts_with("/v1/institution") ? clerk : anna;
  }

  Visitor administrator = portal.visit(portal.employee("PNOLV-320000-00013", {"administrator"}));
};

TEST_F(BadInputStory, EveryBodySpoiltInEveryWayIsRefusedAtItsPlace) {
  const auto good = good_bodies();
  std::size_t operations = 0, tried = 0;
  for (const auto& [path, methods] : portal.openapi().at("/paths").as_object()) {
    for (const auto& [method, operation] : methods.as_object()) {
      const auto* taken = operation.as_object().if_contains("requestBody");
      // What is uploaded as it is has no schema: tests of contents spoil its head and its bytes.
      if (!taken || !taken->at("content").as_object().contains("application/json")) continue;
      ++operations;
      ASSERT_TRUE(good.contains(path)) << "no good body is known for " << path;
      const auto& [target, body] = good.at(path);
      const auto& schema = taken->at_pointer("/content/application~1json/schema").as_object();
      const Spoiler spoiler(body, schema);
      for (const auto& spoilt : spoiler.all()) {
        const auto said =
            fitting(path).send(method == "put" ? "PUT" : "POST", target, bj::serialize(spoilt.body), {});
        SCOPED_TRACE(std::string(path) + " " + spoilt.where + " " + spoilt.how + " gave " + said.body);
        EXPECT_EQ(said.status, 422);
        EXPECT_EQ(said.text("/field"), spoilt.where);
        ++tried;
      }
    }
  }
  EXPECT_EQ(operations, good.size());
  EXPECT_GT(tried, 300u);
}

TEST_F(BadInputStory, TheGoodBodiesAreGood) {
  const auto& described = portal.openapi().at("/paths").as_object();
  for (const auto& [path, request] : good_bodies()) {
    const bool is_put = described.at(path).as_object().contains("put");
    const auto said =
        fitting(path).send(is_put ? "PUT" : "POST", request.first, bj::serialize(request.second), {});
    EXPECT_LT(said.status, 300) << path << said.body;
  }
}

TEST_F(BadInputStory, NaughtyStringsAreTakenWholeOrRefusedAndNeverFail) {
  REQUIRE_SAMPLES("http/blns");
  const auto naughty = parsed(whole_file(samples() / "http/blns/blns.json"));
  const auto request = register_request(request_body(annas, anna.person()));
  const auto order = register_order(order_body(annas));
  const auto path = std::string(kOrders) + "/" + order.text("/id") + "/parts/1/status";
  int taken = 0;
  for (const auto& text : naughty.as_array()) {
    const auto labelled = label(anna, request, text);
    EXPECT_TRUE(labelled.status == 200 || labelled.status == 422) << text;
    if (labelled.status == 200) {
      const auto found = anna.get(requests_of(annas) + "?label=" + percent_encoded(text.as_string()));
      ASSERT_EQ(found.status, 200) << text << found.body;
      EXPECT_EQ(found.items().size(), 1u) << text;
      ++taken;
    }
    const auto moved =
        clerk.post(path, {{"status", taken % 2 ? "suspended" : "registered"}, {"reason", text}});
    EXPECT_TRUE(moved.status == 200 || moved.status == 422) << text << moved.body;
  }
  EXPECT_GT(taken, 300);
}

TEST_F(BadInputStory, NaughtyStringsInTheQueryAndThePathAreAnsweredOrRefused) {
  REQUIRE_SAMPLES("http/blns");
  const auto naughty = parsed(whole_file(samples() / "http/blns/blns.json"));
  for (const auto& text : naughty.as_array()) {
    const auto encoded = percent_encoded(text.as_string());
    for (const std::string name : {"number", "object", "status", "service_request", "created_from", "sort",
                                   "limit", "cursor", "count"}) {
      const auto status = anna.get(orders_of(annas) + "?" + name + "=" + encoded).status;
      EXPECT_TRUE(status == 200 || status == 400) << name << text;
    }
    const auto as_name = anna.get(orders_of(annas) + "?" + encoded + "=1").status;
    EXPECT_TRUE(as_name == 400 || encoded.empty()) << text;
    const auto as_id = anna.get(orders_of(annas) + "/x" + encoded).status;
    EXPECT_TRUE(as_id == 404 || as_id == 400) << text;
  }
}

}  // namespace
}  // namespace vesture::api
