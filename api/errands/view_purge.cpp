#include "api/errands/view_purge.hpp"

#include "api/system_commit.hpp"
#include "domain/mail/purge.hpp"

namespace vesture::api {

namespace {

namespace agenda = projections::agenda;
namespace mail = domain::mail;

class ViewPurge final : public Errands {
 public:
  explicit ViewPurge(const Backend& backend) : backend_(backend) {}

  agenda::Errand kind() const override { return agenda::Errand::view_purge; }

  // The certificate comes after the deed, and says up to where every view had got before it.
  void run(std::span<const agenda::Entry> due, const std::stop_token&) override {
    const auto position = backend_.runner.position();
    if (position < due.front().cause || !backend_.views.purge_sealed()) return;
    const SystemAct act{"views.purge", due.front().cause, [&](Unit& unit) -> Result<domain::AccountId> {
                          if (auto certified = decide<mail::Purge>(unit, {}, {position}); !certified)
                            return std::unexpected(certified.error());
                          return domain::AccountId{};
                        }};
    commit_by_system(backend_, {&act, 1});
  }

 private:
  const Backend& backend_;
};

}  // namespace

std::unique_ptr<Errands> view_purge_errands(const Backend& backend) {
  return std::make_unique<ViewPurge>(backend);
}

}  // namespace vesture::api
