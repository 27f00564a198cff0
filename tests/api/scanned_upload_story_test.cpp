// The malware scan of what is uploaded, through the whole server, by a real clamd and by none (MAIL-18).
#include <gtest/gtest.h>

#include "api/outside/clamd.hpp"
#include "tests/api/order_files_fixture.hpp"
#include "tests/api/running_clamd.hpp"
#include "tests/eventstore/vault_rows.hpp"

namespace vesture::api {
namespace {

class UploadsPastClamd : public OrderFilesTest {
 protected:
  UploadsPastClamd() : UploadsPastClamd(std::make_shared<Clamd>(running->unix_socket())) {}
  explicit UploadsPastClamd(std::shared_ptr<Clamd> clamd)
      : OrderFilesTest([clamd](PortalOptions& options) { options.node.scanner = clamd.get(); }) {}

  static void SetUpTestSuite() { running.emplace(); }
  static void TearDownTestSuite() { running.reset(); }

  static std::optional<RunningClamd> running;
};
std::optional<RunningClamd> UploadsPastClamd::running;

TEST_F(UploadsPastClamd, MAIL_18_AFileThatCarriesMalwareIsRefusedAndNothingOfItStays) {
  const auto request = register_request(request_body(annas, anna.person()));
  const auto documents = own_request_path(request) + "/documents";
  const auto refused = upload(anna, documents, {std::string(200'000, 'x') + eicar(), "a.txt", "text/plain"});
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(refused.code(), "files.malware_found");
  EXPECT_EQ(refused.text("/rule"), "MAIL-18");
  EXPECT_TRUE(anna.get(own_request_path(request) + "/files").items().empty());
  EXPECT_TRUE(portal.portal().backend().vault.unkept().empty());
  portal.close();
  EXPECT_TRUE(eventstore::VaultRows(portal.data() / "vault").owners_of_chunks().empty());
}

TEST_F(UploadsPastClamd, MAIL_18_AFileThatWasScannedSaysThatItIsClean) {
  const auto request = register_request(request_body(annas, anna.person()));
  const auto taken = upload(anna, own_request_path(request) + "/documents");
  EXPECT_EQ(taken.status, 201) << taken.body;
  EXPECT_EQ(taken.text("/scan"), "clean");
  EXPECT_EQ(anna.get(own_request_path(request) + "/files").text("/items/0/scan"), "clean");
}

TEST_F(UploadsPastClamd, MAIL_18_AnAttachmentThatCarriesMalwareIsRefusedAndTheDraftStaysAsItWas) {
  const auto account = "/v1/accounts/" + annas;
  ASSERT_EQ(anna.put(account + "/e-address", {{"active", true}}).status, 200);
  const auto draft =
      anna.post(account + "/messages", {{"subject", ""}, {"text", "Labdien!"}, {"to", boost::json::array{}}});
  const auto attachments = draft.field("location") + "/attachments";
  const auto refused = upload(anna, attachments, {eicar(), "a.txt", "text/plain"});
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(refused.code(), "files.malware_found");
  EXPECT_EQ(refused.text("/rule"), "MAIL-18");
  const auto clean = upload(anna, attachments);
  ASSERT_EQ(clean.status, 201) << clean.body;
  ASSERT_EQ(clean.at("/attachments").as_array().size(), 1u);
  EXPECT_EQ(clean.text("/attachments/0/scan"), "clean");
  EXPECT_TRUE(portal.portal().backend().vault.unkept().empty());
}

class UploadsWithoutScanner : public OrderFilesTest {};

TEST_F(UploadsWithoutScanner, MAIL_18_AFileThatNobodyScannedSaysSo) {
  const auto request = register_request(request_body(annas, anna.person()));
  const auto taken = upload(anna, own_request_path(request) + "/documents", {eicar(), "a.txt", "text/plain"});
  EXPECT_EQ(taken.status, 201) << taken.body;
  EXPECT_EQ(anna.get(own_request_path(request) + "/files").text("/items/0/scan"), "not_scanned");
}

}  // namespace
}  // namespace vesture::api
