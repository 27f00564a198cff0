#include "tests/api/mailbox_fixture.hpp"

namespace vesture::api {

std::string MailboxTest::written(Visitor& who, const std::string& account, std::string_view to,
                                 std::string_view subject, std::string_view html) {
  return write(who, account, {.to = {to}, .subject = subject, .html = html}).text("/id");
}

void MailboxTest::attach_to(Visitor& who, const std::string& account, const std::string& draft,
                            const UploadFile& file) {
  const auto said = upload(who, path_of(account, draft) + "/attachments", file);
  EXPECT_EQ(said.status, 201) << said.body;
}

std::string MailboxTest::send_draft(Visitor& who, const std::string& account, const std::string& draft) {
  const auto said = act(who, account, draft, "send");
  EXPECT_EQ(said.status, 200) << said.body;
  deliver();
  return said.text("/messages/0/id");
}

std::string MailboxTest::send_to_anna(std::string_view subject, std::string_view html) {
  return send_draft(cilda, company, written(cilda, company, kAnna, subject, html));
}

std::string MailboxTest::send_to_company(std::string_view subject) {
  return send_draft(anna, annas, written(anna, annas, kCompany, subject));
}

void MailboxTest::confirm(Visitor& who, const std::string& account, const std::string& message) {
  const auto said = act(who, account, message, "confirm");
  EXPECT_EQ(said.status, 200) << said.body;
}

Said MailboxTest::act(Visitor& who, const std::string& account, const std::string& message,
                      std::string_view action) {
  return who.post(path_of(account, message) + "/" + std::string(action));
}

std::vector<std::string> MailboxTest::ids_in(Visitor& who, const std::string& account,
                                             const std::string& query) {
  return column(all_items(who, mail_of(account), query), "id");
}

}  // namespace vesture::api
