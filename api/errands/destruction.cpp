#include "api/errands/destruction.hpp"

#include <spdlog/spdlog.h>

#include <chrono>

#include "api/system_commit.hpp"
#include "domain/files/content.hpp"

namespace vesture::api {

namespace {

namespace agenda = projections::agenda;
namespace files = domain::files;

Result<domain::AccountId> certify(Unit& unit, domain::ContentId id) {
  if (const auto certified = decide<files::Content>(unit, id, files::CertifyDestruction{}); !certified)
    return std::unexpected(certified.error());
  return std::get<files::DestroyedContent>(unit.load<files::Content>(id)).certificate.account;
}

class ContentDestruction final : public Errands {
 public:
  explicit ContentDestruction(const Backend& backend) : backend_(backend) {}

  agenda::Errand kind() const override { return agenda::Errand::content_destruction; }

  // The certificate comes after the deed, so that it never says what is not so.
  void run(std::span<const agenda::Entry> due) override {
    std::vector<SystemAct> acts;
    for (const auto& entry : due) {
      const domain::ContentId content{entry.id};
      if (!is_condemned(content)) continue;
      backend_.vault.destroy(content.uuid.bytes);
      acts.push_back(
          {"contents.destroy", entry.cause, [content](Unit& unit) { return certify(unit, content); }});
    }
    commit_by_system(backend_, acts);
  }

  void round_ends() override { backend_.vault.reclaim(); }

 private:
  // The agenda may lag, and what it says must not destroy anything: the log decides.
  bool is_condemned(domain::ContentId content) const {
    Unit unit(backend_.log, backend_.cipher, backend_.now());
    return std::holds_alternative<files::CondemnedContent>(unit.load<files::Content>(content));
  }

  const Backend& backend_;
};

}  // namespace

std::unique_ptr<Errands> content_destruction_errands(const Backend& backend) {
  return std::make_unique<ContentDestruction>(backend);
}

void sweep_uploads(const Backend& backend) {
  std::size_t swept = 0;
  for (const auto& content : backend.vault.unkept()) {
    const domain::ContentId id{{content}};
    if (backend.log.version(files::Content::stream(id)) > 0) {
      backend.vault.keep(content);
    } else {
      backend.vault.destroy(content);
      ++swept;
    }
  }
  if (swept > 0) spdlog::info("swept {} uploads that nothing refers to", swept);
}

void destroy_again(const Backend& backend) {
  constexpr std::chrono::milliseconds kLook{1'000};
  while (!backend.runner.wait_applied(backend.opened_at, kLook))
    spdlog::info("waiting for the agenda to be built");
  std::size_t destroyed = 0;
  agenda::for_each_destroyed(backend.views.snapshot(), [&](domain::ContentId content) {
    if (backend.keyring.state(content.uuid.bytes) != eventstore::Keyring::KeyState::live) return true;
    backend.vault.destroy(content.uuid.bytes);
    ++destroyed;
    return true;
  });
  if (destroyed == 0) return;
  backend.vault.reclaim();
  spdlog::warn("destroyed {} contents again, whose keys came back with an older keyring", destroyed);
}

}  // namespace vesture::api
