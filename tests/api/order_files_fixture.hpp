// Files of orders and requests: uploading, downloading, and the days that pass.
#pragma once

#include <string>
#include <string_view>

#include "tests/api/orders_fixture.hpp"

namespace vesture::api {

struct UploadFile {
  std::string bytes = "%PDF-1.7 saturs";
  std::string name = "plāns.pdf";
  std::string media_type = "application/pdf";
};

// As a browser sends it: Content-Disposition with filename*.
Said upload(Visitor& who, const std::string& target, const UploadFile& file = {}, Fields more = {});

class OrderFilesTest : public OrdersTest {
 protected:
  explicit OrderFilesTest(ServedPortal::Adjust adjust = {}) : OrdersTest(std::move(adjust)) {}

  std::string own_path(const Said& order) const {
    return orders_of(order.text("/account")) + "/" + order.text("/id");
  }
  std::string own_request_path(const Said& request) const {
    return requests_of(request.text("/account")) + "/" + request.text("/id");
  }
  static std::string staff_path(const Said& order) { return std::string(kOrders) + "/" + order.text("/id"); }
  static std::string staff_request_path(const Said& request) {
    return std::string(kRequests) + "/" + request.text("/id");
  }

  Said attach_result(const Said& order, const UploadFile& file = {}, int part = 1);
  // An order of Anna's that is ready, with one result file; unpaid where it has an invoice.
  struct Ready {
    Said order;
    std::string file;
  };
  Ready ready_order(const UploadFile& file = {});

  // Turns the clock so many civil days on, and lets what is due by then be done.
  void days_pass(int days);
  // The content that a file refers to in the log.
  domain::ContentId content_of(const std::string& file);
  bool vault_has(const domain::ContentId& content);
  // The types of the events of a thing's stream in the log, in order.
  std::vector<std::string> events_of(const std::string& stream);
};

}  // namespace vesture::api
