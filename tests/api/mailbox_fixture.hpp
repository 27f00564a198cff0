// A person and a company that write to each other, and what they do in their mailboxes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tests/api/order_files_fixture.hpp"
#include "tests/api/rights_fixture.hpp"

namespace vesture::api {

class MailboxTest : public RightsTest {
 protected:
  MailboxTest();

  static std::string mailbox(const std::string& account) { return account_path(account) + "/messages"; }
  static std::string path_of(const std::string& account, const std::string& message) {
    return mailbox(account) + "/" + message;
  }

  // What is written, to one recipient; each expects to succeed.
  std::string write(Visitor& who, const std::string& account, const std::string& to,
                    std::string_view subject = "Iesniegums", std::string_view html = "<p>Labdien!</p>");
  void attach(Visitor& who, const std::string& account, const std::string& draft, const UploadFile& file);
  // Sends the draft and has it delivered; gives the message's id.
  std::string send(Visitor& who, const std::string& account, const std::string& draft);
  std::string send_to_anna(std::string_view subject = "Lēmums", std::string_view html = "<p>Labdien!</p>");
  std::string send_to_company(std::string_view subject = "Iesniegums");
  // An action without a body; may be refused.
  Said act(Visitor& who, const std::string& account, const std::string& message, std::string_view action);
  void confirm(Visitor& who, const std::string& account, const std::string& message);

  std::vector<std::string> ids_in(Visitor& who, const std::string& account, const std::string& query);

  static constexpr const char* kAnnas = "PNOLV-320000-00001";
  static constexpr const char* kCompanys = "NTRLV-40003009497";
  // Boris is its first user. Anna's e-address is active.
  const std::string company = open_company(kCompanys, "PNOLV-320000-00002");
};

}  // namespace vesture::api
