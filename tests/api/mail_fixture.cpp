#include "tests/api/mail_fixture.hpp"

namespace vesture::api {

namespace bj = boost::json;

bj::object body_of(const Letter& letter) {
  return {{"subject", letter.subject},
          {"html", letter.html},
          {"to", letter.to},
          {"confirm_by", letter.confirm_by}};
}

MailTest::MailTest(ServedPortal::Adjust adjust) : RightsTest(std::move(adjust)) {
  EXPECT_EQ(switch_e_address(anna, annas, true).status, 200);
}

Said MailTest::write(Visitor& who, const std::string& account, const Letter& letter) {
  auto draft = who.post(mail_of(account), body_of(letter));
  EXPECT_EQ(draft.status, 201) << draft.body;
  return draft;
}

Said MailTest::attach(Visitor& who, const std::string& account, const Said& draft, const UploadFile& file) {
  auto said = upload(who, path_of(account, draft) + "/attachments", file);
  EXPECT_EQ(said.status, 201) << said.body;
  return said;
}

std::vector<std::string> MailTest::send(Visitor& who, const std::string& account, const Letter& letter) {
  const auto sent = who.post(path_of(account, write(who, account, letter)) + "/send");
  EXPECT_EQ(sent.status, 200) << sent.body;
  return column({sent.at("/messages").as_array().begin(), sent.at("/messages").as_array().end()}, "id");
}

std::string MailTest::send_to(Visitor& who, const std::string& account, std::string_view recipient) {
  return send(who, account, {.to = {recipient}}).at(0);
}

Said MailTest::open(Visitor& who, const std::string& account, const std::string& message) {
  return who.get(mail_of(account) + "/" + message);
}

}  // namespace vesture::api
