// The audit trail (AUD-01, AUD-02): the log itself, one row for each commit and account that it concerns.
#pragma once

#include <boost/describe.hpp>

#include "domain/common/sealing.hpp"
#include "projections/common/list.hpp"
#include "projections/common/projection.hpp"

namespace vesture::projections::audit {

struct AuditRow {
  std::uint64_t position = 0;
  domain::AccountId account;
  domain::Instant time;
  domain::PersonId actor;
  std::string means;    // by what right: "owner", "user", "staff:…", "system"
  std::string action;   // the command: "orders.register"
  domain::Uuid object;  // what it was done to, or what was looked at; nil for a list
  struct Sealed {
    std::string origin;   // where from
    std::string filters;  // of a list that was looked at
    BOOST_DESCRIBE_CLASS(Sealed, (), (origin, filters), (), ())
  } sealed;
  BOOST_DESCRIBE_CLASS(AuditRow, (), (position, account, time, actor, means, action, object, sealed), (), ())
};

const List<AuditRow>& audit_list();  // scope: the account's id

class AuditProjection : public Projection {
 public:
  explicit AuditProjection(const domain::Cipher& cipher) : cipher_(cipher) {}
  std::string name() const override { return "audit"; }
  std::uint32_t version() const override { return 1; }
  std::vector<const Table*> tables() const override;
  std::vector<const engine::Engine*> lists() const override;
  std::vector<std::string> prefixes() const override { return {audit_list().prefix()}; }
  void apply(const eventstore::Commit&, ViewBatch&) const override;

 private:
  const domain::Cipher& cipher_;
};

// Where an actor came from, sealed under the person's key in the commit (its context for the cipher).
inline constexpr std::string_view kOriginContext = "Actor.origin";

}  // namespace vesture::projections::audit
