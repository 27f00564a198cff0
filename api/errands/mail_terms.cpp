#include "api/errands/mail_terms.hpp"

#include <functional>
#include <string>

#include "api/mail/letting_go.hpp"
#include "api/system_commit.hpp"
#include "domain/mail/message.hpp"

namespace vesture::api {

namespace {

namespace agenda = projections::agenda;
namespace mail = domain::mail;
using agenda::Errand;

// What is due of the thing; the account that it is for.
using Step = std::function<Result<domain::AccountId>(Unit&, const domain::Uuid&)>;

Result<domain::AccountId> miss_receipt(Unit& unit, const domain::Uuid& id) {
  const domain::MessageId message{id};
  if (auto missed = decide<mail::Message>(unit, message, mail::MissReceipt{}); !missed)
    return std::unexpected(missed.error());
  const auto* delivered = mail::delivered(unit.load<mail::Message>(message));
  return delivered ? delivered->recipient : domain::AccountId{};
}

Step keep_copy_term(mail::Side side) {
  return [side](Unit& unit, const domain::Uuid& id) -> Result<domain::AccountId> {
    const mail::CopyId copy{side, {id}};
    const auto* filed = mail::filed(unit.load<mail::Copy>(copy));
    if (!filed) return domain::AccountId{};
    const auto account = filed->account;
    if (auto kept = decide_on_copy(unit, copy, mail::KeepCopyTerm{}); !kept)
      return std::unexpected(kept.error());
    return account;
  };
}

Result<domain::AccountId> keep_draft_term(Unit& unit, const domain::Uuid& id) {
  const domain::DraftId draft{id};
  const auto* writing = mail::writing(unit.load<mail::Draft>(draft));
  if (!writing) return domain::AccountId{};
  const auto account = writing->made.account;
  if (auto kept = decide_on_draft(unit, draft, mail::KeepDraftTerm{}); !kept)
    return std::unexpected(kept.error());
  return account;
}

class Terms final : public Errands {
 public:
  Terms(const Backend& backend, Errand kind, std::string command, Step step)
      : backend_(backend), kind_(kind), command_(std::move(command)), step_(std::move(step)) {}

  Errand kind() const override { return kind_; }

  void run(std::span<const agenda::Entry> due, const std::stop_token&) override {
    std::vector<SystemAct> acts;
    for (const auto& entry : due)
      acts.push_back({command_, entry.cause, [this, id = entry.id](Unit& unit) { return step_(unit, id); }});
    commit_by_system(backend_, acts);
  }

 private:
  const Backend& backend_;
  const Errand kind_;
  const std::string command_;
  const Step step_;
};

}  // namespace

std::vector<std::unique_ptr<Errands>> mail_term_errands(const Backend& backend) {
  std::vector<std::unique_ptr<Errands>> all;
  const auto add = [&](Errand kind, const char* command, Step step) {
    all.push_back(std::make_unique<Terms>(backend, kind, command, std::move(step)));
  };
  add(Errand::receipt_deadline, "mail.miss_receipt", miss_receipt);
  add(Errand::sent_copy_term, "mail.keep_term", keep_copy_term(mail::Side::sent));
  add(Errand::received_copy_term, "mail.keep_term", keep_copy_term(mail::Side::received));
  add(Errand::draft_term, "mail.keep_term", keep_draft_term);
  return all;
}

}  // namespace vesture::api
