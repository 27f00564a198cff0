// What auditors are told of the server's views is what they find in views that they build from a copy (AUD-06).
#include <gtest/gtest.h>

#include "eventstore/digits.hpp"
#include "projections/catalogue.hpp"
#include "projections/common/cipher_over.hpp"
#include "projections/common/rebuild.hpp"
#include "projections/common/view_digest.hpp"
#include "tests/api/order_files_fixture.hpp"

namespace vesture::api {
namespace {

class ViewDigestStory : public OrderFilesTest {
 protected:
  // Of views that are built from a copy without keys, as of a position.
  projections::ViewDigest rebuilt(const std::string& view, eventstore::Position at) const {
    const eventstore::ScratchDirectory directory;
    const auto log = eventstore::Log::open_to_read(portal.data() / "log", at);
    const auto no_keys = projections::cipher_without_keys();
    const auto views = projections::ViewStore::open(directory.path());
    EXPECT_TRUE(projections::rebuild(*log, projections::all_projections(no_keys), *views));
    return projections::digest_of(views->snapshot(), view).value();
  }

  Visitor auditor = portal.visit(portal.employee("PNOLV-320000-00014", {"auditor"}));
};

TEST_F(ViewDigestStory, AUD_06_EachViewHasTheDigestOfOneThatIsRebuiltFromACopyWithoutKeys) {
  const auto request = register_request(request_body(annas, anna.person()));
  const auto order = register_order(order_body(annas));
  link(order, request);
  label(anna, request, "Mājas");
  const auto views = auditor.get("/v1/views");
  ASSERT_EQ(views.status, 200) << views.body;
  ASSERT_GE(views.json.at("items").as_array().size(), 8u);
  for (const auto& item : views.json.at("items").as_array()) {
    const auto name = text_of(item.at("view"));
    const auto told = auditor.get("/v1/views/" + name + "/digest");
    ASSERT_EQ(told.status, 200) << told.body;
    const auto found = rebuilt(name, told.json.at("position").to_number<std::uint64_t>());
    EXPECT_EQ(told.text("/digest"), eventstore::hex_digits(found.rows.digest)) << name;
    EXPECT_EQ(told.text("/entries_digest"), eventstore::hex_digits(found.entries.digest)) << name;
    EXPECT_EQ(told.text("/chain"), eventstore::hex_digits(found.chain)) << name;
  }
}

TEST_F(ViewDigestStory, AUD_01_ThatAnAuditorAskedIsOnRecord) {
  ASSERT_EQ(auditor.get("/v1/views/orders/digest").status, 200);
  const auto& log = portal.portal().backend().log;
  EXPECT_EQ(log.read(log.head())->command, "views.digest");
}

TEST_F(ViewDigestStory, AUD_06_IsForAuditorsAlone) {
  EXPECT_EQ(clerk.get("/v1/views").status, 403);
  EXPECT_EQ(anna.get("/v1/views/orders/digest").status, 403);
}

TEST_F(ViewDigestStory, AViewThatIsNotThereIsNotFound) {
  EXPECT_EQ(auditor.get("/v1/views/nothing/digest").status, 404);
}

}  // namespace
}  // namespace vesture::api
