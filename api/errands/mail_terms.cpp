#include "api/errands/mail_terms.hpp"

#include <functional>
#include <map>
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
// What the step may write beside the thing itself; where that is nothing, the thing.
using Touches = std::function<domain::Uuid(Unit&, const domain::Uuid&)>;

domain::Uuid nothing_else(Unit&, const domain::Uuid& id) { return id; }

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

// With the last copy that anyone has, what was written goes too.
Touches what_was_written(mail::Side side) {
  return [side](Unit& unit, const domain::Uuid& id) {
    const auto* filed = mail::filed(unit.load<mail::Copy>({side, {id}}));
    return filed ? filed->draft.uuid : id;
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
  Terms(const Backend& backend, Errand kind, std::string command, Step step, Touches touches)
      : backend_(backend),
        kind_(kind),
        command_(std::move(command)),
        step_(std::move(step)),
        touches_(std::move(touches)) {}

  Errand kind() const override { return kind_; }

  void run(std::span<const agenda::Entry> due, const std::stop_token&) override {
    for (const auto& acts : in_turns(due)) commit_by_system(backend_, acts);
  }

 private:
  // What touches the same takes turns: together, each would conflict with all others.
  std::vector<std::vector<SystemAct>> in_turns(std::span<const agenda::Entry> due) const {
    Unit unit = backend_.begin();
    std::map<domain::Uuid, std::size_t> turns;
    std::vector<std::vector<SystemAct>> acts;
    for (const auto& entry : due) {
      const auto turn = turns[touches_(unit, entry.id)]++;
      if (turn == acts.size()) acts.emplace_back();
      acts[turn].push_back(
          {command_, entry.cause, [this, id = entry.id](Unit& deciding) { return step_(deciding, id); }});
    }
    return acts;
  }

  const Backend& backend_;
  const Errand kind_;
  const std::string command_;
  const Step step_;
  const Touches touches_;
};

}  // namespace

std::vector<std::unique_ptr<Errands>> mail_term_errands(const Backend& backend) {
  std::vector<std::unique_ptr<Errands>> all;
  const auto add = [&](Errand kind, const char* command, Step step, Touches touches) {
    all.push_back(std::make_unique<Terms>(backend, kind, command, std::move(step), std::move(touches)));
  };
  const auto add_copies = [&](Errand kind, mail::Side side) {
    add(kind, "mail.keep_term", keep_copy_term(side), what_was_written(side));
  };
  add(Errand::receipt_deadline, "mail.miss_receipt", miss_receipt, nothing_else);
  add_copies(Errand::sent_copy_term, mail::Side::sent);
  add_copies(Errand::received_copy_term, mail::Side::received);
  add(Errand::draft_term, "mail.keep_term", keep_draft_term, nothing_else);
  return all;
}

}  // namespace vesture::api
