// Finding recipients: institutions and legal entities by name or number, natural persons by their exact e-address only
// (MAIL-24).
#include <gtest/gtest.h>

#include "tests/api/mail_fixture.hpp"

namespace vesture::api {
namespace {

namespace bj = boost::json;

class DirectoryStory : public MailTest {
 protected:
  std::vector<std::string> found(const std::string& query) {
    return column(all_items(anna, "/v1/e-addresses", query), "e_address");
  }
  // Asked for the institution.
  Said find(std::string_view e_address) {
    return dace.post("/v1/e-addresses/find", {{"account", institution}, {"e_address", e_address}});
  }

  static std::string searched(std::string_view words) { return "?q=" + percent_encoded(words); }
};

using Found = std::vector<std::string>;

TEST_F(DirectoryStory, MAIL_24_InstitutionsAndLegalEntitiesAreListedAndPeopleNever) {
  EXPECT_EQ(found(""), (Found{kCompany, kInstitution}));
  EXPECT_EQ(found("?kind=institution"), Found{kInstitution});
  EXPECT_EQ(found("?kind=legal"), Found{kCompany});
  EXPECT_EQ(found("?sort=-name"), (Found{kInstitution, kCompany}));
  EXPECT_EQ(anna.get("/v1/e-addresses?kind=natural").status, 400);
  for (const auto* const words : {"Anna", "Bērziņa", kAnna, "320000", "00001"})
    EXPECT_EQ(found(searched(words)), Found{}) << words;
}

TEST_F(DirectoryStory, MAIL_24_TheyAreFoundByNameOrNumberWhateverTheCaseAndTheDiacritics) {
  EXPECT_EQ(found(searched("valsts ZEMES")), Found{kInstitution});
  EXPECT_EQ(found(searched("dien")), Found{kInstitution});
  EXPECT_EQ(found(searched("pārāugs")), Found{kCompany});
  EXPECT_EQ(found(searched("40003055551")), Found{kCompany});
  EXPECT_EQ(found(searched("400030")), (Found{kCompany, kInstitution}));
  EXPECT_EQ(found(searched("ugs")), Found{});
  const auto item = anna.get("/v1/e-addresses" + searched("valsts")).at("/items/0");
  EXPECT_EQ(item, bj::value({{"e_address", kInstitution},
                             {"kind", "institution"},
                             {"name", "Valsts zemes dienests"},
                             {"registration_number", "40003032949"}}));
}

TEST_F(DirectoryStory, MAIL_24_AnExactEAddressSaysWhetherItWorksAndOfAPersonNothingElse) {
  const auto person = find(kAnna);
  ASSERT_EQ(person.status, 200) << person.body;
  EXPECT_EQ(person.json,
            bj::value({{"e_address", kAnna}, {"works", true}, {"kind", "natural"}, {"name", nullptr}}));
  const auto entity = find(kCompany);
  EXPECT_EQ(
      entity.json,
      bj::value({{"e_address", kCompany}, {"works", true}, {"kind", "legal"}, {"name", "SIA Paraugs"}}));
  for (const auto* const nobody : {"PNOLV-390000-00009", kBoriss})
    EXPECT_EQ(find(nobody).json,
              bj::value({{"e_address", nobody}, {"works", false}, {"kind", nullptr}, {"name", nullptr}}));
  const auto malformed = find("PNOLV-1");
  EXPECT_EQ(malformed.status, 422);
  EXPECT_EQ(malformed.code(), "mail.e_address_malformed");
  EXPECT_EQ(malformed.text("/field"), "/e_address");
}

TEST_F(DirectoryStory, MAIL_24_WhatDoesNotWorkIsNotListed) {
  ASSERT_EQ(
      administrator.put("/v1/institution/accounts/" + company + "/e-address", {{"active", false}}).status,
      200);
  EXPECT_EQ(found(""), Found{kInstitution});
  EXPECT_EQ(find(kCompany).at("/works"), bj::value(false));
}

TEST_F(DirectoryStory, MAIL_24_OfPeopleNothingIsToldToThoseWhoMayNotWriteToThem) {
  for (const auto* const person : {kAnna, kBoriss, "PNOLV-390000-00009"}) {
    const auto told = anna.post("/v1/e-addresses/find", {{"account", annas}, {"e_address", person}});
    EXPECT_EQ(told.status, 403) << told.body;
    EXPECT_EQ(told.code(), "mail.writing_not_allowed");
  }
  EXPECT_EQ(anna.post("/v1/e-addresses/find", {{"account", institution}, {"e_address", kAnna}}).status, 404);
}

TEST_F(DirectoryStory, MAIL_24_WhoAskedForWhomIsOnRecord) {
  find(kAnna);
  const auto looks = all_items(dace, "/v1/accounts/" + institution + "/audit", "?action=e_addresses.find");
  ASSERT_EQ(looks.size(), 1u);
  EXPECT_EQ(text_of(looks.front().at("filters")), std::string("e_address=") + kAnna);
}

}  // namespace
}  // namespace vesture::api
