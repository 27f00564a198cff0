// Anna and a company that write to each other, and what they do in their mailboxes. Cilda is the company's.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tests/api/mail_fixture.hpp"

namespace vesture::api {

class MailboxTest : public MailTest {
 protected:
  using MailTest::path_of;
  static std::string path_of(const std::string& account, const std::string& message) {
    return mail_of(account) + "/" + message;
  }

  // What is written to one recipient, as a draft; its id. Each expects to succeed.
  std::string written(Visitor& who, const std::string& account, std::string_view to,
                      std::string_view subject = "Iesniegums", std::string_view html = "<p>Labdien!</p>");
  void attach_to(Visitor& who, const std::string& account, const std::string& draft, const UploadFile& file);
  // Sends the draft and has it delivered; the message's id.
  std::string send_draft(Visitor& who, const std::string& account, const std::string& draft);
  std::string send_to_anna(std::string_view subject = "Lēmums", std::string_view html = "<p>Labdien!</p>");
  std::string send_to_company(std::string_view subject = "Iesniegums");
  void confirm(Visitor& who, const std::string& account, const std::string& message);

  // An action without a body; may be refused.
  Said act(Visitor& who, const std::string& account, const std::string& message, std::string_view action);
  std::vector<std::string> ids_in(Visitor& who, const std::string& account, const std::string& query);
};

}  // namespace vesture::api
