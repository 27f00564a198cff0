// The e-address directory (MAIL-24): institutions and legal entities whose e-address works. Natural persons are never in
// it.
#pragma once

#include <boost/describe.hpp>
#include <memory>
#include <string>
#include <string_view>

#include "domain/accounts/account.hpp"
#include "domain/common/sealing.hpp"
#include "projections/accounts/people.hpp"
#include "projections/common/list.hpp"
#include "projections/common/projection.hpp"
#include "projections/common/restriction.hpp"

namespace vesture::projections::accounts {

struct DirectoryRow {
  domain::AccountId account;
  domain::accounts::AccountKind kind{};
  bool works = false;  // in the list: always
  domain::Instant opened;
  struct Sealed {
    std::string name;
    std::string e_address;  // "NTRLV-…"
    std::string registration_number;
    BOOST_DESCRIBE_CLASS(Sealed, (), (name, e_address, registration_number), (), ())
  } sealed;
  BOOST_DESCRIBE_CLASS(DirectoryRow, (), (account, kind, works, opened, sealed), (), ())
};

// Scope: none, there is one list. Sort `name`; filter `kind`, by its code.
const List<DirectoryRow>& directory_list();
// Rows whose name or number has, for each word of the query, one that begins so.
std::shared_ptr<const Restriction> directory_rows_with(std::string_view query);

class DirectoryProjection : public Projection {
 public:
  explicit DirectoryProjection(const domain::Cipher& cipher) : cipher_(cipher) {}
  std::string name() const override { return "directory"; }
  std::uint32_t version() const override { return 2; }
  std::vector<const Table*> tables() const override;
  std::vector<const engine::Engine*> lists() const override;
  std::vector<std::string> prefixes() const override;
  void apply(const eventstore::Commit&, ViewBatch&) const override;

 private:
  const domain::Cipher& cipher_;
};

}  // namespace vesture::projections::accounts
