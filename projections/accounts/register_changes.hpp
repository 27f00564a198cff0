// The register's changes that were put aside, for the e-address administrator to look at (ACC-08).
#pragma once

#include <boost/describe.hpp>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "domain/accounts/register_feed.hpp"
#include "domain/common/sealing.hpp"
#include "projections/common/list.hpp"
#include "projections/common/projection.hpp"

namespace vesture::domain::accounts {
BOOST_DESCRIBE_ENUM(RegisterChangeKind, code_changed, name_changed, died, closed, unreadable)
}  // namespace vesture::domain::accounts

namespace vesture::projections::accounts {

struct RegisterChangeRow {
  std::uint64_t sequence = 0;  // the register's number of it
  domain::accounts::RegisterChangeKind kind{};
  std::optional<domain::AccountId> account;  // whose it is, where there is one
  domain::Instant time;                      // when it was taken
  BOOST_DESCRIBE_CLASS(RegisterChangeRow, (), (sequence, kind, account, time), (), ())
};

// Scope: none, there is one list. Sort and range `time`; filter `kind`, by its code.
const List<RegisterChangeRow>& register_change_list();
// Reads each.
std::size_t count_put_aside(const ViewSnapshot&);

class RegisterChangesProjection : public Projection {
 public:
  explicit RegisterChangesProjection(const domain::Cipher& cipher) : cipher_(cipher) {}
  std::string name() const override { return "register-changes"; }
  std::uint32_t version() const override { return 1; }
  std::vector<const Table*> tables() const override;
  std::vector<const engine::Engine*> lists() const override;
  std::vector<std::string> prefixes() const override { return {register_change_list().prefix()}; }
  void apply(const eventstore::Commit&, ViewBatch&) const override;

 private:
  const domain::Cipher& cipher_;
};

}  // namespace vesture::projections::accounts
