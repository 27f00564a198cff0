// A command on a message that is sent again with its Idempotency-Key: what it is answered with when the message, or the
// right to it, is there no more.
#include <gtest/gtest.h>

#include "tests/api/mail_fixture.hpp"

namespace vesture::api {
namespace {

const Fields kKey{{"Idempotency-Key", "k-1"}};

class MailRepeated : public MailTest {
 protected:
  // Of a letter with a text that is found by its words.
  Said write_under_key(Visitor& who, const std::string& account) {
    return who.post(mail_of(account), body_of({.to = {}, .subject = "Slepens", .html = "<p>Zelts mežā</p>"}),
                    kKey);
  }
};

TEST_F(MailRepeated, IsAnsweredWithWhatIsThere) {
  const auto first = write_under_key(cilda, company);
  ASSERT_EQ(first.status, 201) << first.body;
  const auto again = write_under_key(cilda, company);
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(again.body, first.body);
  for (const auto* name : {"location", "etag", "vesture-position"})
    EXPECT_EQ(again.field(name), first.field(name)) << name;
}

TEST_F(MailRepeated, MAIL_09_TellsNothingOfWhatWasDestroyed) {
  const auto first = write_under_key(cilda, company);
  ASSERT_EQ(first.status, 201) << first.body;
  ASSERT_EQ(cilda.send("DELETE", path_of(company, first), "", {}).status, 200);
  deliver();
  const auto again = write_under_key(cilda, company);
  EXPECT_EQ(again.status, 410);
  EXPECT_EQ(again.code(), "mail.destroyed");
  EXPECT_EQ(again.body.find("Zelts"), std::string::npos);
}

TEST_F(MailRepeated, RGT_03_TellsNothingToWhoseRightHasEnded) {
  ASSERT_EQ(authorise(cilda, company, kAnna, {"read", "write"}).status, 200);
  ASSERT_EQ(write_under_key(anna, company).status, 201);
  ASSERT_EQ(authorise(cilda, company, kAnna, {}).status, 200);
  const auto again = write_under_key(anna, company);
  EXPECT_EQ(again.status, 404);
  EXPECT_EQ(again.body.find("Zelts"), std::string::npos);
}

}  // namespace
}  // namespace vesture::api
