// The e-address: accounts of every kind, what their people write, and what becomes of it. Anna's account is active, as a
// company's and an institution's are from their opening; Boriss never activated his.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "tests/api/order_files_fixture.hpp"
#include "tests/api/rights_fixture.hpp"

namespace vesture::api {

inline constexpr const char* kAnna = "PNOLV-320000-00001";
inline constexpr const char* kBoriss = "PNOLV-320000-00002";
inline constexpr const char* kCompany = "NTRLV-40003055551";
inline constexpr const char* kInstitution = "NTRLV-40003032949";

// The body of a draft. What is not said is as of a short letter.
struct Letter {
  boost::json::array to = {};
  std::string_view subject = "Iesniegums";
  std::string_view html = "<p>Labdien!</p>";
  boost::json::value confirm_by = nullptr;
};
boost::json::object body_of(const Letter& letter);

class MailTest : public RightsTest {
 protected:
  explicit MailTest(ServedPortal::Adjust adjust = {});

  static std::string mail_of(const std::string& account) { return account_path(account) + "/messages"; }
  // Of what an answer shows.
  static std::string path_of(const std::string& account, const Said& shown) {
    return mail_of(account) + "/" + shown.text("/id");
  }

  // Each expects to succeed, and gives the draft as it is then.
  Said write(Visitor& who, const std::string& account, const Letter& letter = {});
  Said attach(Visitor& who, const std::string& account, const Said& draft, const UploadFile& file = {});
  // Writes and sends; the messages' ids, one for each recipient.
  std::vector<std::string> send(Visitor& who, const std::string& account, const Letter& letter);
  std::string send_to(Visitor& who, const std::string& account, std::string_view recipient);
  // Every message that is on its way arrives, or fails; and whatever else is due.
  void deliver() { portal.portal().keep_time(); }

  Said open(Visitor& who, const std::string& account, const std::string& message);
  std::uint64_t head() { return portal.portal().backend().log.head(); }

  Visitor cilda = portal.visit(portal.citizen("PNOLV-320000-00003", "Cilda Liepa"));  // of the company
  Visitor dace = portal.visit(portal.citizen("PNOLV-320000-00004", "Dace Ozola"));    // of the institution
  Visitor administrator = portal.visit(portal.employee("PNOLV-320000-00012", {"administrator"}, "VRAA"));
  const std::string company = open_company(kCompany, "PNOLV-320000-00003");
  const std::string institution =
      open_company(kInstitution, "PNOLV-320000-00004", "institution", "Valsts zemes dienests");
};

}  // namespace vesture::api
