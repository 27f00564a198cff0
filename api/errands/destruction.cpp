#include "api/errands/destruction.hpp"

#include <spdlog/spdlog.h>

#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "api/system_commit.hpp"
#include "domain/files/content.hpp"
#include "projections/common/decoded.hpp"

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
  void run(std::span<const agenda::Entry> due, const std::stop_token&) override {
    std::vector<SystemAct> acts;
    for (const auto& entry : due) {
      const domain::ContentId content{entry.id};
      if (is_destroyed_now(content))
        acts.push_back(
            {"contents.destroy", entry.cause, [content](Unit& unit) { return certify(unit, content); }});
    }
    commit_by_system(backend_, acts);
  }

  void round_ends() override { backend_.vault.reclaim(); }

 private:
  // The agenda may lag, and what it says must not destroy anything: the log decides.
  bool is_condemned(domain::ContentId content) const {
    Unit unit = backend_.begin();
    return std::holds_alternative<files::CondemnedContent>(unit.load<files::Content>(content));
  }

  // Where the vault drops no rows any more (a full disk), the keys of all that are due go all the same: so a failure
  // ends neither the round nor the batch here, as it would in the timekeeper.
  bool is_destroyed_now(domain::ContentId content) const {
    try {
      if (!is_condemned(content)) return false;
      backend_.vault.destroy(content.uuid.bytes);
      return true;
    } catch (const std::exception& trouble) {
      spdlog::error("content {} is not destroyed yet: {}", to_string(content), trouble.what());
      return false;
    }
  }

  const Backend& backend_;
};

std::optional<domain::ContentId> certified_by(const eventstore::Event& event, const domain::Cipher& cipher) {
  if (!projections::is_of<files::Content>(event)) return std::nullopt;
  const auto read = files::Content::decode(event.type, event.schema, event.payload, cipher);
  const auto* certificate = read ? std::get_if<files::ContentDestroyed>(&*read) : nullptr;
  if (!certificate) return std::nullopt;
  return certificate->content.id;
}

// From the agenda as far as it is, and from the log beyond: a start waits for no view, and one that has stopped hides
// no certificate. Ends where `each` gives false.
void for_each_certified(const Backend& backend, const std::function<bool(domain::ContentId)>& each) {
  const std::vector<std::string> views{"agenda"};
  // The position first: the snapshot then has at least that.
  const auto position = backend.runner.position(views);
  bool goes_on = true;
  agenda::for_each_destroyed(backend.views.snapshot(),
                             [&](domain::ContentId content) { return goes_on = each(content); });
  if (!goes_on) return;
  backend.log.read_from(position + 1, [&](eventstore::Commit&& commit) {
    for (const auto& event : commit.events)
      if (const auto content = certified_by(event, backend.cipher); content && !each(*content)) return false;
    return true;
  });
}

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
  // Also of what an end without warning left between destroying and reclaiming.
  backend.vault.reclaim();
  if (swept > 0) spdlog::info("swept {} uploads that nothing refers to", swept);
}

void settle_contents(const Backend& backend, const std::stop_token& stop) {
  std::size_t destroyed = 0;
  for_each_certified(backend, [&](domain::ContentId content) {
    if (backend.keyring.state(content.uuid.bytes) == eventstore::Keyring::KeyState::live) {
      backend.vault.destroy(content.uuid.bytes);
      ++destroyed;
    }
    return !stop.stop_requested();
  });
  if (stop.stop_requested()) return;
  backend.contents_settled = true;
  if (destroyed == 0) return;
  spdlog::warn("destroyed {} contents again, whose keys came back with an older keyring", destroyed);
  backend.vault.reclaim();
}

}  // namespace vesture::api
