#include "tests/replay/told_demonstration.hpp"

#include "api/node.hpp"
#include "projections/common/cipher_over.hpp"
#include "tools/demonstration/cast.hpp"
#include "tools/demonstration/direct_api.hpp"
#include "tools/demonstration/story.hpp"

namespace vesture::replay {

namespace {

constexpr domain::Instant kUntil{1'793'000'000'000'000};  // 2026-10-26, in the morning
constexpr std::uint64_t kOrders = 40;
constexpr std::uint64_t kSeed = 5;

void search_all_orders(const std::filesystem::path& data) {
  demonstration::TurnedTime time(kUntil, kSeed + 1);
  const api::Node node(
      {.data = data, .now = [&time] { return time.now(); }, .mint = [&time] { return time.mint(); }});
  demonstration::DirectApi api(node.backend(), time);
  auto clerk = demonstration::make_cast().clerk;
  api.authenticate(clerk);
  api.settle_views();
  api.run(clerk, {"orders.search", {}, {}, {}, {{"limit", "100"}}});
  api.settle();
}

}  // namespace

ToldDemonstration::ToldDemonstration() {
  demonstration::tell({data(), kOrders, kSeed, kUntil}, [](double) {});
  search_all_orders(data());
  keyring_ = eventstore::Keyring::open_to_read(data() / "keyring", data() / "master.key");
  cipher_ = std::make_unique<domain::Cipher>(projections::cipher_over(*keyring_));
}

ToldDemonstration::~ToldDemonstration() = default;

std::unique_ptr<eventstore::Log> ToldDemonstration::log_at(std::optional<eventstore::Position> at) const {
  return eventstore::Log::open_to_read(data() / "log", at);
}

std::set<domain::AccountId> ToldDemonstration::accounts() const {
  std::set<domain::AccountId> all;
  log_at()->read_outlines_from(1, [&](const eventstore::Outline& outline) {
    all.insert({{outline.account}});
    return true;
  });
  all.erase(domain::AccountId{});
  return all;
}

}  // namespace vesture::replay
