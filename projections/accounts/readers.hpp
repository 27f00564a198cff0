// Which accounts a person was given the right to read, and was not revoked (RGT-01). Whether the right holds at this
// moment (its last day, a suspension) the log says: domain/rights/read_rights.hpp.
#pragma once

#include <boost/describe.hpp>
#include <vector>

#include "domain/common/ids.hpp"
#include "domain/common/sealing.hpp"
#include "projections/common/list.hpp"
#include "projections/common/projection.hpp"

namespace vesture::projections::accounts {

struct ReaderRow {
  domain::ReadRightId right;
  domain::PersonId reader;
  domain::AccountId account;
  domain::Instant granted;
  BOOST_DESCRIBE_CLASS(ReaderRow, (), (right, reader, account, granted), (), ())
};

const List<ReaderRow>& reader_list();  // scope: the reader's id
// In the order in which they were granted.
std::vector<domain::AccountId> accounts_to_read(const ViewSnapshot&, domain::PersonId reader);

class ReadersProjection : public Projection {
 public:
  explicit ReadersProjection(const domain::Cipher& cipher) : cipher_(cipher) {}
  std::string name() const override { return "readers"; }
  std::uint32_t version() const override { return 1; }
  std::vector<const Table*> tables() const override;
  std::vector<const engine::Engine*> lists() const override;
  std::vector<std::string> prefixes() const override;
  void apply(const eventstore::Commit&, ViewBatch&) const override;

 private:
  const domain::Cipher& cipher_;
};

}  // namespace vesture::projections::accounts
