// The e-service history (ORD-02, ORD-05, ORD-07): a row is one request.
#pragma once

#include <boost/describe.hpp>

#include "domain/common/sealing.hpp"
#include "domain/orders/request.hpp"
#include "projections/common/list.hpp"
#include "projections/common/projection.hpp"

namespace vesture::projections::orders {

struct OrderLink {
  domain::OrderId id;
  std::string number;
  BOOST_DESCRIBE_CLASS(OrderLink, (), (id, number), (), ())
};

struct RequestRow {
  domain::RequestId request;
  domain::AccountId account;
  std::string institution;
  std::string number;
  domain::Instant created;
  std::string service_lv;
  std::string service_en;
  std::string group;
  std::string object;
  domain::orders::RequestStatus status{};
  domain::Instant status_changed;
  std::optional<domain::Instant> received;
  domain::PersonId requested_by;
  std::vector<OrderLink> orders;
  struct Sealed {
    std::optional<std::string> label;
    bool label_destroyed = false;
    BOOST_DESCRIBE_CLASS(Sealed, (), (label, label_destroyed), (), ())
  } sealed;
  BOOST_DESCRIBE_CLASS(RequestRow, (),
                       (request, account, institution, number, created, service_lv, service_en, group, object,
                        status, status_changed, received, requested_by, orders, sealed),
                       (), ())
};

const List<RequestRow>& request_list();  // scope: the account's id
const List<RequestRow>&
institution_request_list();  // scope: institution_scope(); without the customers' labels

class RequestListProjection : public Projection {
 public:
  explicit RequestListProjection(const domain::Cipher& cipher) : cipher_(cipher) {}
  std::string name() const override { return "service-requests"; }
  std::uint32_t version() const override { return 1; }
  std::vector<const Table*> tables() const override;
  std::vector<const engine::Engine*> lists() const override;
  std::vector<std::string> prefixes() const override;
  void apply(const eventstore::Commit&, ViewBatch&) const override;

 private:
  const domain::Cipher& cipher_;
};

}  // namespace vesture::projections::orders
