#include "tests/api/mailbox_fixture.hpp"

namespace vesture::api {

namespace bj = boost::json;

MailboxTest::MailboxTest() { EXPECT_EQ(switch_e_address(anna, annas, true).status, 200); }

std::string MailboxTest::write(Visitor& who, const std::string& account, const std::string& to,
                               std::string_view subject, std::string_view html) {
  const auto said = who.post(mailbox(account), {{"subject", subject}, {"html", html}, {"to", {to}}});
  EXPECT_EQ(said.status, 201) << said.body;
  return said.text("/id");
}

void MailboxTest::attach(Visitor& who, const std::string& account, const std::string& draft,
                         const UploadFile& file) {
  const auto said = upload(who, path_of(account, draft) + "/attachments", file);
  EXPECT_EQ(said.status, 201) << said.body;
}

std::string MailboxTest::send(Visitor& who, const std::string& account, const std::string& draft) {
  const auto said = who.post(path_of(account, draft) + "/send");
  EXPECT_EQ(said.status, 200) << said.body;
  portal.portal().keep_time();
  return said.text("/messages/0/id");
}

std::string MailboxTest::send_to_anna(std::string_view subject, std::string_view html) {
  return send(boris, company, write(boris, company, kAnnas, subject, html));
}

std::string MailboxTest::send_to_company(std::string_view subject) {
  return send(anna, annas, write(anna, annas, kCompanys, subject));
}

Said MailboxTest::act(Visitor& who, const std::string& account, const std::string& message,
                      std::string_view action) {
  return who.post(path_of(account, message) + "/" + std::string(action));
}

void MailboxTest::confirm(Visitor& who, const std::string& account, const std::string& message) {
  const auto said = act(who, account, message, "confirm");
  EXPECT_EQ(said.status, 200) << said.body;
}

std::vector<std::string> MailboxTest::ids_in(Visitor& who, const std::string& account,
                                             const std::string& query) {
  return column(all_items(who, mailbox(account), query), "id");
}

}  // namespace vesture::api
