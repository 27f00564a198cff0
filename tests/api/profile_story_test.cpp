// An account's own page: contact channels (ACC-02), consents (ACC-04), page size and language (ACC-06).
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/api/rights_fixture.hpp"

namespace vesture::api {
namespace {

namespace bj = boost::json;

class ProfileStory : public RightsTest {
 protected:
  static std::string page_of(const std::string& account) { return "/v1/accounts/" + account; }

  Said add(std::string_view kind, std::string_view value, const Fields& fields = {}) {
    return anna.post(page_of(annas) + "/channels", {{"kind", kind}, {"value", value}}, fields);
  }
  Said consent(std::string_view name, bool given) {
    return anna.put(page_of(annas) + "/consents/" + std::string(name), {{"given", given}});
  }
  Said set(int page_size, std::string_view language = "lv") {
    return anna.put(page_of(annas) + "/settings", {{"page_size", page_size}, {"language", language}});
  }
  std::uint64_t head() { return portal.portal().backend().log.head(); }
};

TEST_F(ProfileStory, TheOwnerSeesWhatIsHeldOfThem) {
  const auto page = anna.get(page_of(annas));
  ASSERT_EQ(page.status, 200) << page.body;
  EXPECT_EQ(page.text("/id"), annas);
  EXPECT_EQ(page.text("/kind"), "natural");
  EXPECT_EQ(page.text("/name"), "Anna Bērziņa");
  EXPECT_EQ(page.text("/code"), "PNOLV-320000-00001");
  EXPECT_TRUE(page.at("/channels").as_array().empty());
  EXPECT_EQ(page.at("/settings"), bj::value({{"page_size", 20}, {"language", "lv"}}));
}

TEST_F(ProfileStory, ACC_02_AChannelIsAddedChangedAndRemoved) {
  const auto added = add("telephone", "29 000 000");
  ASSERT_EQ(added.status, 201) << added.body;
  EXPECT_EQ(added.text("/channels/0/value"), "+37129000000");
  const auto channel = page_of(annas) + "/channels/" + added.text("/channels/0/id");
  EXPECT_EQ(added.field("location"), channel);
  add("e_mail", "anna@Example.lv");

  const auto changed = anna.put(channel, {{"value", "29000001"}});
  ASSERT_EQ(changed.status, 200) << changed.body;
  const auto page = anna.get(page_of(annas));
  EXPECT_EQ(page.body, changed.body);
  EXPECT_EQ(page.text("/channels/0/value"), "+37129000001");
  EXPECT_EQ(page.text("/channels/1/kind"), "e_mail");
  EXPECT_EQ(page.text("/channels/1/value"), "anna@example.lv");

  ASSERT_EQ(anna.send("DELETE", channel, "", {}).status, 200);
  const auto left = anna.get(page_of(annas));
  ASSERT_EQ(left.at("/channels").as_array().size(), 1u);
  EXPECT_EQ(left.text("/channels/0/kind"), "e_mail");
}

TEST_F(ProfileStory, ACC_02_WhatHasNotTheFormOfItsKindIsRefused) {
  const std::pair<const char*, const char*> malformed[] = {
      {"e_mail", "anna@māja"}, {"telephone", "112"}, {"postal_address", "Rīga"}};
  for (const auto& [kind, value] : malformed) {
    const auto refused = add(kind, value);
    EXPECT_EQ(refused.status, 422) << kind;
    EXPECT_EQ(refused.text("/field"), "/value");
    EXPECT_EQ(refused.text("/rule"), "ACC-02");
    EXPECT_EQ(refused.code(), "profile." + std::string(kind) + "_malformed");
  }
}

TEST_F(ProfileStory, ACC_02_AnAddressIsKeptInOneNormalForm) {
  const auto composed = add("postal_address", "Brīvības iela 1,Rīga");
  const auto decomposed = add("postal_address", "Bri\u0304vi\u0304bas iela 1, Ri\u0304ga");
  EXPECT_EQ(decomposed.body, composed.body);
  EXPECT_EQ(composed.text("/channels/0/value"), "Brīvības iela 1, Rīga");
}

TEST_F(ProfileStory, ACC_02_AChannelGivenTwiceIsThereOnce) {
  const auto first = add("e_mail", "anna@example.lv");
  const auto before = head();
  const auto second = add("e_mail", "anna@example.lv");
  EXPECT_EQ(second.status, 201);
  EXPECT_EQ(second.field("location"), first.field("location"));
  EXPECT_EQ(head(), before);
}

TEST_F(ProfileStory, ACC_02_TwentyChannelsAreTheMost) {
  for (int n = 0; n < 20; ++n) ASSERT_EQ(add("e_mail", "a" + std::to_string(n) + "@example.lv").status, 201);
  const auto refused = add("e_mail", "one@more.lv");
  EXPECT_EQ(refused.status, 409);
  EXPECT_EQ(refused.code(), "profile.too_many_channels");
}

TEST_F(ProfileStory, ACC_02_AChannelThatIsNotThereIsNotFound) {
  const auto added = add("e_mail", "anna@example.lv");
  for (const std::string id : {"0190a1b2-c3d4-7ef5-8697-a8b9cadbec01", "anna@example.lv"}) {
    EXPECT_EQ(anna.put(page_of(annas) + "/channels/" + id, {{"value", "b@c.lv"}}).status, 404);
    EXPECT_EQ(anna.send("DELETE", page_of(annas) + "/channels/" + id, "", {}).status, 404);
  }
  EXPECT_EQ(boris.put(added.field("location"), {{"value", "b@c.lv"}}).status, 404);
}

TEST_F(ProfileStory, ACC_04_ConsentsAreGivenAndWithdrawnSeparately) {
  const std::vector<std::string> names{"e_service_notifications", "e_address_notifications", "newsletter"};
  const auto given = [&] {
    std::vector<bool> all;
    const auto page = anna.get(page_of(annas));
    for (const auto& name : names) all.push_back(page.at("/consents/" + name).as_bool());
    return all;
  };
  std::vector<bool> expected(names.size(), false);
  EXPECT_EQ(given(), expected);
  for (const bool value : {true, false}) {
    for (std::size_t i = 0; i < names.size(); ++i) {
      ASSERT_EQ(consent(names[i], value).status, 200);
      expected[i] = value;
      EXPECT_EQ(given(), expected) << names[i];
    }
  }
}

TEST_F(ProfileStory, ACC_04_AConsentGivenAgainChangesNothingAndAnUnknownOneIsNotFound) {
  const auto given = consent("newsletter", true);
  const auto before = head();
  EXPECT_EQ(consent("newsletter", true).field("etag"), given.field("etag"));
  EXPECT_EQ(head(), before);
  EXPECT_EQ(consent("everything", true).status, 404);
}

TEST_F(ProfileStory, ACC_03_AUsersChannelsAreTheirsAndTheManagers) {
  const auto company = open_company("NTRLV-40003055551", "PNOLV-320000-00001");
  ASSERT_EQ(authorise(anna, company, "PNOLV-320000-00002", {"read"}).status, 200);
  const auto of = [&](Visitor& user) { return page_of(company) + "/users/" + user.person() + "/channels"; };
  const auto added = boris.post(of(boris), {{"kind", "telephone"}, {"value", "29 000 000"}});
  ASSERT_EQ(added.status, 201) << added.body;
  EXPECT_EQ(added.text("/channels/0/value"), "+37129000000");
  EXPECT_EQ(anna.get(of(boris)).body, added.body);
  const auto channel = of(boris) + "/" + added.text("/channels/0/id");
  EXPECT_EQ(anna.put(channel, {{"value", "29000001"}}).text("/channels/0/value"), "+37129000001");
  EXPECT_EQ(boris.get(of(anna)).status, 403);
  EXPECT_TRUE(anna.get(page_of(company)).at("/channels").as_array().empty());
  EXPECT_EQ(anna.put(page_of(company) + "/channels/" + added.text("/channels/0/id"), {{"value", "29000002"}})
                .status,
            404);
  EXPECT_EQ(anna.put(of(anna) + "/" + added.text("/channels/0/id"), {{"value", "29000002"}}).status, 404);
  ASSERT_EQ(boris.send("DELETE", channel, "", {}).status, 200);
  EXPECT_TRUE(boris.get(of(boris)).at("/channels").as_array().empty());
}

TEST_F(ProfileStory, ACC_03_WhatAUserKeptGoesWithTheirRights) {
  const auto company = open_company("NTRLV-40003055551", "PNOLV-320000-00001");
  ASSERT_EQ(authorise(anna, company, "PNOLV-320000-00002", {"read"}).status, 200);
  const auto channels = page_of(company) + "/users/" + boris.person() + "/channels";
  ASSERT_EQ(boris.post(channels, {{"kind", "e_mail"}, {"value", "b@example.lv"}}).status, 201);
  ASSERT_EQ(authorise(anna, company, "PNOLV-320000-00002", {}).status, 200);
  EXPECT_EQ(anna.get(channels).status, 404);
  ASSERT_EQ(authorise(anna, company, "PNOLV-320000-00002", {"read"}).status, 200);
  EXPECT_TRUE(anna.get(channels).at("/channels").as_array().empty());
}

TEST_F(ProfileStory, ACC_03_AUsersChannelHasTheFormOfItsKind) {
  const auto company = open_company("NTRLV-40003055551", "PNOLV-320000-00001");
  const auto channels = page_of(company) + "/users/" + anna.person() + "/channels";
  const auto refused = anna.post(channels, {{"kind", "telephone"}, {"value", "112"}});
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(refused.code(), "profile.telephone_malformed");
  EXPECT_EQ(anna.get(page_of(company) + "/users/" + boris.person() + "/channels").status, 404);
}

TEST_F(ProfileStory, ACC_05_ABankAccountIsGivenChangedAndRemoved) {
  const auto bank = page_of(annas) + "/bank-account";
  EXPECT_TRUE(anna.get(page_of(annas)).at("/bank_account").is_null());
  const auto given = anna.put(bank, {{"iban", "LV80 BANK 0000 4351 9500 1"}});
  ASSERT_EQ(given.status, 200) << given.body;
  EXPECT_EQ(given.text("/bank_account"), "LV80BANK0000435195001");
  EXPECT_EQ(anna.put(bank, {{"iban", "EE382200221020145685"}}).text("/bank_account"), "EE382200221020145685");
  ASSERT_EQ(anna.send("DELETE", bank, "", {}).status, 200);
  EXPECT_TRUE(anna.get(page_of(annas)).at("/bank_account").is_null());
}

TEST_F(ProfileStory, ACC_05_WrongCheckDigitsAreRefusedAndWhatWasThereStays) {
  const auto bank = page_of(annas) + "/bank-account";
  ASSERT_EQ(anna.put(bank, {{"iban", "LV80BANK0000435195001"}}).status, 200);
  const auto refused = anna.put(bank, {{"iban", "LV80BANK0000435195002"}});
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(refused.code(), "profile.iban_malformed");
  EXPECT_EQ(refused.text("/rule"), "ACC-05");
  EXPECT_EQ(refused.text("/field"), "/iban");
  EXPECT_EQ(anna.get(page_of(annas)).text("/bank_account"), "LV80BANK0000435195001");
}

TEST_F(ProfileStory, ACC_06_ListsHaveTheAccountsPageSizeUnlessAskedOtherwise) {
  for (int n = 0; n < 12; ++n) register_order(order_body(annas));
  EXPECT_EQ(anna.get(orders_of(annas)).items().size(), 12u);
  ASSERT_EQ(set(10).status, 200);
  const auto page = anna.get(orders_of(annas));
  EXPECT_EQ(page.items().size(), 10u);
  EXPECT_EQ(anna.get(orders_of(annas) + "?cursor=" + page.text("/next")).items().size(), 2u);
  EXPECT_EQ(anna.get(page_of(annas) + "/audit").items().size(), 10u);
  EXPECT_EQ(anna.get(orders_of(annas) + "?limit=11").items().size(), 11u);
  EXPECT_EQ(clerk.get(kOrders).items().size(), 12u);
  ASSERT_EQ(set(50).status, 200);
  EXPECT_EQ(anna.get(orders_of(annas)).items().size(), 12u);
}

TEST_F(ProfileStory, ACC_06_AReportIsWholeWhateverThePageSize) {
  ASSERT_EQ(set(10).status, 200);
  for (int n = 0; n < 12; ++n) register_request(request_body(annas, anna.person()));
  EXPECT_EQ(anna.get(requests_of(annas)).items().size(), 10u);
  EXPECT_EQ(anna.get(requests_of(annas) + "/report").items().size(), 12u);
}

TEST_F(ProfileStory, ACC_06_OnlyTheFourPageSizesAreTaken) {
  for (const int size : {10, 20, 50, 100}) {
    EXPECT_EQ(set(size).status, 200);
    EXPECT_EQ(anna.get(page_of(annas)).at("/settings/page_size").as_int64(), size);
  }
  for (const int size : {-1, 0, 11, 101}) {
    const auto refused = set(size);
    EXPECT_EQ(refused.status, 422);
    EXPECT_EQ(refused.text("/field"), "/page_size");
    EXPECT_EQ(refused.text("/rule"), "ACC-06");
  }
}

TEST_F(ProfileStory, TheLanguageOfEMailIsSetBesideThePageSize) {
  ASSERT_EQ(set(20, "en").status, 200);
  EXPECT_EQ(anna.get(page_of(annas)).text("/settings/language"), "en");
}

TEST_F(ProfileStory, AChangeOfWhatHasChangedMeanwhileIsRefused) {
  const auto seen = anna.get(page_of(annas)).field("etag");
  EXPECT_EQ(add("e_mail", "anna@example.lv", {{"If-Match", seen}}).status, 201);
  EXPECT_EQ(add("e_mail", "work@example.lv", {{"If-Match", seen}}).status, 412);
  EXPECT_EQ(anna.get(page_of(annas)).at("/channels").as_array().size(), 1u);
}

TEST_F(ProfileStory, NobodyElseSeesOrChangesAnAccount) {
  for (auto* other : {&boris, &clerk}) {
    EXPECT_EQ(other->get(page_of(annas)).status, 404);
    EXPECT_EQ(other->put(page_of(annas) + "/consents/newsletter", {{"given", true}}).status, 404);
    EXPECT_EQ(other->put(page_of(annas) + "/settings", {{"page_size", 10}, {"language", "lv"}}).status, 404);
    EXPECT_EQ(other->post(page_of(annas) + "/channels", {{"kind", "e_mail"}, {"value", "b@c.lv"}}).status,
              404);
  }
  EXPECT_EQ(boris.get(page_of(annas)).body, boris.get(page_of("0190a1b2-c3d4-7ef5-8697-a8b9cadbec01")).body);
}

TEST_F(ProfileStory, ACompanysUserSetsItsPageAndTheirLooksAreOnRecord) {
  const auto company = open_company("NTRLV-40003055551", "PNOLV-320000-00002");
  const auto page = boris.get(page_of(company));
  ASSERT_EQ(page.status, 200);
  EXPECT_EQ(page.text("/code"), "NTRLV-40003055551");
  EXPECT_EQ(boris.put(page_of(company) + "/consents/newsletter", {{"given", true}}).status, 200);
  std::vector<std::string> actions;
  for (const auto& entry : all_items(boris, page_of(company) + "/audit", "?sort=time")) {
    if (text_of(entry.at("means")) == "user") actions.push_back(text_of(entry.at("action")));
  }
  EXPECT_EQ(actions, (std::vector<std::string>{"profile.open", "profile.consent"}));
}

TEST_F(ProfileStory, TheOwnersLooksAreNotOnRecordAndTheirChangesAre) {
  anna.get(page_of(annas));
  set(10);
  const auto entries = all_items(anna, page_of(annas) + "/audit");
  const auto actions = column(entries, "action");
  EXPECT_EQ(std::ranges::count(actions, "profile.open"), 0);
  EXPECT_EQ(std::ranges::count(actions, "profile.change_settings"), 1);
}

}  // namespace
}  // namespace vesture::api
