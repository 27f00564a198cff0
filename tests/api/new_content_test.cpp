// A content that a route stores for its commit goes where the commit goes.
#include "api/files/new_content.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/api/files_fixture.hpp"

namespace vesture::api {
namespace {

class NewContentTest : public FilesTest {
 protected:
  NewContentTest() { start(); }

  std::unique_ptr<Unit> unit() const {
    return std::make_unique<Unit>(backend().log, backend().cipher, backend().now());
  }
  domain::ContentId stored(Unit& unit) const { return store_content(backend(), unit, "teksts").value().id; }
  std::string in_vault(domain::ContentId id) const {
    const auto content = backend().vault.read(id.uuid.bytes);
    return content ? content->read() : "(gone)";
  }
  bool is_kept(domain::ContentId id) const {
    const auto unkept = backend().vault.unkept();
    return std::ranges::find(unkept, id.uuid.bytes) == unkept.end();
  }
};

TEST_F(NewContentTest, OfACommitThatIsDurableIsKept) {
  auto work = unit();
  const auto id = stored(*work);
  EXPECT_FALSE(is_kept(id));
  EXPECT_EQ(in_vault(id), "teksts");
  work->committed();
  work.reset();
  EXPECT_TRUE(is_kept(id));
  EXPECT_EQ(in_vault(id), "teksts");
}

TEST_F(NewContentTest, OfACommitThatDoesNotComeIsDestroyed) {
  auto work = unit();
  const auto id = stored(*work);
  work.reset();
  EXPECT_EQ(in_vault(id), "(gone)");
  EXPECT_TRUE(backend().vault.unkept().empty());
}

TEST_F(NewContentTest, OfACommitThatMayBeDurableIsLeftForTheNextStart) {
  auto work = unit();
  const auto id = stored(*work);
  work->undecided();
  work.reset();
  EXPECT_EQ(in_vault(id), "teksts");
  EXPECT_FALSE(is_kept(id));
}

}  // namespace
}  // namespace vesture::api
