#include "projections/accounts/profiles.hpp"

#include <boost/describe.hpp>

#include "domain/accounts/profile.hpp"
#include "projections/common/decoded.hpp"
#include "projections/common/packed.hpp"
#include "projections/common/row_table.hpp"

namespace vesture::projections::accounts {

namespace {

namespace dom = domain::accounts;

constexpr std::string_view kPrefix = "profiles.1";

struct ProfileRow {
  std::uint32_t page_size = dom::kDefaultPageSize;
  BOOST_DESCRIBE_CLASS(ProfileRow, (), (page_size), (), ())
};

// The row with the account that only its key holds.
struct ProfileOfAccount {
  domain::AccountId account;
  std::uint32_t page_size = 0;
  BOOST_DESCRIBE_CLASS(ProfileOfAccount, (), (account, page_size), (), ())
};

ProfileOfAccount profile_of_account(std::string_view id, std::string_view open, std::string_view) {
  return {{domain::uuid_at(id)}, unpack<ProfileRow>(open).page_size};
}

std::string key_of(domain::AccountId account) { return std::string(kPrefix).append(account.uuid.view()); }

}  // namespace

std::size_t page_size_of(const ViewStore& views, domain::AccountId account) {
  const auto bytes = views.get(Family::rows, key_of(account));
  return bytes ? unpack<ProfileRow>(*bytes).page_size : ProfileRow{}.page_size;
}

std::vector<const Table*> ProfilesProjection::tables() const {
  static const RowTable<ProfileOfAccount> table(
      {.name = "profiles",
       .prefix = std::string(kPrefix),
       .read = profile_of_account,
       .scope = [](const ProfileOfAccount& row) { return std::string(row.account.uuid.view()); },
       .indexed = {"account"}});
  return {&table};
}

std::vector<std::string> ProfilesProjection::prefixes() const { return {std::string(kPrefix)}; }

void ProfilesProjection::apply(const eventstore::Commit& commit, ViewBatch& batch) const {
  for (const auto& event : commit.events) {
    if (!is_of<dom::Profile>(event)) continue;
    const auto decoded = projections::decoded<dom::Profile>(event, cipher_);
    const auto* settings = std::get_if<dom::SettingsChanged>(&decoded);
    if (!settings) continue;
    const ProfileRow row{static_cast<std::uint32_t>(settings->page_size)};
    batch.put(Family::rows, key_of(settings->account), pack(row));
  }
}

}  // namespace vesture::projections::accounts
