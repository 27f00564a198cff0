// What is attached to a message and looked into: e-invoices and signed containers.
#pragma once

#include <string>

#include "tests/api/mail_fixture.hpp"
#include "tools/demonstration/invoice.hpp"
#include "tools/signing/authority.hpp"
#include "tools/signing/container.hpp"

namespace vesture::api {

class AttachmentTest : public MailTest {
 protected:
  explicit AttachmentTest(ServedPortal::Adjust adjust = {}) : MailTest(std::move(adjust)) {}

  // Of the Land Service for Anna, with totals that add up.
  static std::string invoice(const std::string& number = "VZD-17") {
    return demonstration::ubl_invoice(
        demonstration::invoice_of_land_service(number, *domain::parse_date("2026-03-02"), "Anna Ozola"));
  }
  static UploadFile invoice_file(std::string bytes = invoice()) {
    return {std::move(bytes), "rēķins.xml", "application/xml"};
  }

  static std::string replaced(std::string text, std::string_view what, std::string_view by) {
    const auto at = text.find(what);
    if (at == std::string::npos) throw std::runtime_error("there is no such text: " + std::string(what));
    return text.replace(at, what.size(), by);
  }
};

}  // namespace vesture::api
