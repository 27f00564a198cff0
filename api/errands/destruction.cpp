#include "api/errands/destruction.hpp"

#include <spdlog/spdlog.h>

#include <chrono>
#include <functional>
#include <future>
#include <optional>

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
    Unit unit(backend_.log, backend_.cipher, backend_.now());
    return std::holds_alternative<files::CondemnedContent>(unit.load<files::Content>(content));
  }

  // A full disk, or history that cannot be read, is this content's trouble alone.
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

// Whether the agenda has what the log had at the start, or has stopped before that; nullopt where a stop was asked for.
std::optional<bool> agenda_caught_up(const Backend& backend, const std::stop_token& stop) {
  constexpr std::chrono::milliseconds kLook{200};
  std::promise<bool> answer;
  const auto waiting = backend.runner.when_applied(backend.opened_at, {"agenda"},
                                                   [&](bool applied) { answer.set_value(applied); });
  auto applied = answer.get_future();
  while (applied.wait_for(kLook) != std::future_status::ready)
    if (stop.stop_requested()) return std::nullopt;
  return applied.get();
}

// Every content that the log certifies as destroyed, until `each` gives false.
void for_each_destroyed(const Backend& backend, const std::function<bool(domain::ContentId)>& each) {
  backend.log.read_from(1, [&](eventstore::Commit&& commit) {
    for (const auto& event : commit.events) {
      if (!projections::is_of<files::Content>(event)) continue;
      const auto read = projections::decoded<files::Content>(event, backend.cipher);
      const auto* destroyed = std::get_if<files::ContentDestroyed>(&read);
      if (destroyed && !each(destroyed->content.id)) return false;
    }
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
  if (swept > 0) spdlog::info("swept {} uploads that nothing refers to", swept);
}

void settle_contents(const Backend& backend, const std::stop_token& stop) {
  const auto has_agenda = agenda_caught_up(backend, stop);
  if (!has_agenda) return;
  std::size_t destroyed = 0;
  const auto destroy = [&](domain::ContentId content) {
    if (backend.keyring.state(content.uuid.bytes) == eventstore::Keyring::KeyState::live) {
      backend.vault.destroy(content.uuid.bytes);
      ++destroyed;
    }
    return !stop.stop_requested();
  };
  if (*has_agenda)
    agenda::for_each_destroyed(backend.views.snapshot(), destroy);
  else
    for_each_destroyed(backend, destroy);
  if (stop.stop_requested()) return;
  backend.contents_settled = true;
  if (destroyed == 0) return;
  spdlog::warn("destroyed {} contents again, whose keys came back with an older keyring", destroyed);
  backend.vault.reclaim();
}

}  // namespace vesture::api
