// What users suspect, for the e-address administrator (MAIL-20).
#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>

#include "domain/common/sealing.hpp"
#include "domain/mail/suspicion.hpp"
#include "projections/common/list.hpp"
#include "projections/common/projection.hpp"

namespace vesture::domain::mail {
BOOST_DESCRIBE_ENUM(SuspicionKind, unauthorised_access, malware_received)
}  // namespace vesture::domain::mail

namespace vesture::projections::mail {

struct SuspicionRow {
  domain::SuspicionId suspicion;
  domain::AccountId account;
  domain::mail::SuspicionKind kind{};
  std::optional<domain::MessageId> message;  // that it is about
  domain::PersonId reported_by;
  domain::Instant time;
  struct Sealed {
    std::optional<std::string> description;  // nullopt: destroyed
    BOOST_DESCRIBE_CLASS(Sealed, (), (description), (), ())
  } sealed;
  BOOST_DESCRIBE_CLASS(SuspicionRow, (), (suspicion, account, kind, message, reported_by, time, sealed), (),
                       ())
};

// Scope: none, there is one list. Sort and range `time`; filter `kind`, by its code.
const List<SuspicionRow>& suspicion_list();

class SuspicionsProjection : public Projection {
 public:
  explicit SuspicionsProjection(const domain::Cipher& cipher) : cipher_(cipher) {}
  std::string name() const override { return "suspicions"; }
  std::uint32_t version() const override { return 1; }
  std::vector<const Table*> tables() const override;
  std::vector<const engine::Engine*> lists() const override;
  std::vector<std::string> prefixes() const override { return {suspicion_list().prefix()}; }
  void apply(const eventstore::Commit&, ViewBatch&) const override;

 private:
  const domain::Cipher& cipher_;
};

}  // namespace vesture::projections::mail
