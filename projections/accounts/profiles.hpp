// What lists need to know of an account's profile: how many rows its pages have (ACC-06).
#pragma once

#include <cstddef>

#include "domain/common/ids.hpp"
#include "domain/common/sealing.hpp"
#include "projections/common/projection.hpp"

namespace vesture::projections::accounts {

// The default where the account has not set one.
std::size_t page_size_of(const ViewStore&, domain::AccountId);

class ProfilesProjection : public Projection {
 public:
  explicit ProfilesProjection(const domain::Cipher& cipher) : cipher_(cipher) {}
  std::string name() const override { return "profiles"; }
  std::uint32_t version() const override { return 1; }
  std::vector<const Table*> tables() const override;
  std::vector<std::string> prefixes() const override;
  void apply(const eventstore::Commit&, ViewBatch&) const override;

 private:
  const domain::Cipher& cipher_;
};

}  // namespace vesture::projections::accounts
