#include "api/errands/delivery.hpp"

#include <expected>
#include <variant>
#include <vector>

#include "api/accounts.hpp"
#include "api/mail/letting_go.hpp"
#include "api/system_commit.hpp"
#include "domain/accounts/account.hpp"
#include "domain/mail/copy.hpp"
#include "domain/mail/message.hpp"

namespace vesture::api {

namespace {

namespace accounts = domain::accounts;
namespace agenda = projections::agenda;
namespace mail = domain::mail;
using mail::FailureReason;

struct Recipient {
  domain::AccountId account;
  std::string name;
};

accounts::AccountKind kind_of(Unit& unit, domain::AccountId account) {
  return live_account(unit, account)->opened.kind;
}

std::expected<Recipient, FailureReason> recipient_of(const Backend& backend, Unit& unit,
                                                     const mail::MessageSubmitted& message) {
  const auto& matrix = backend.mail_rules.matrix;
  const auto sender = kind_of(unit, message.sender);
  const auto& e_address = message.recipient.text;
  if (!matrix.allows_form(sender, e_address)) return std::unexpected(FailureReason::not_allowed);
  const auto id = account_of_code(backend, unit, e_address);
  const auto* account = id ? live_account(unit, *id) : nullptr;
  // The sender may have come to the e-address meanwhile (ACC-08): nobody writes to themselves.
  if (!account || *id == message.sender) return std::unexpected(FailureReason::recipient_unknown);
  if (!matrix.allows(sender, account->opened.kind)) return std::unexpected(FailureReason::not_allowed);
  if (account->annulled) return std::unexpected(FailureReason::annulled);
  if (!account->e_address_works()) return std::unexpected(FailureReason::inactive);
  return Recipient{*id, account->name.text};
}

Result<domain::AccountId> give(Unit& unit, const mail::MessageSubmitted& message,
                               const Recipient& recipient) {
  const mail::DeliverMessage delivering{recipient.account, recipient.name};
  if (auto delivered = decide<mail::Message>(unit, message.message, delivering); !delivered)
    return std::unexpected(delivered.error());
  const mail::CopyId copy{mail::Side::received, message.message};
  const mail::FileCopy filing{copy, recipient.account, message.draft};
  if (auto filed = decide<mail::Copy>(unit, copy, filing); !filed) return std::unexpected(filed.error());
  return recipient.account;
}

// Its sender may have destroyed their copy while it was on its way.
Result<domain::AccountId> fail(Unit& unit, const mail::MessageSubmitted& message, FailureReason reason) {
  if (auto failed = decide<mail::Message>(unit, message.message, mail::FailMessage{reason}); !failed)
    return std::unexpected(failed.error());
  if (auto let_go = let_go_if_nobody_has(unit, message.message); !let_go)
    return std::unexpected(let_go.error());
  return message.sender;
}

Result<domain::AccountId> deliver(const Backend& backend, Unit& unit, domain::MessageId id) {
  const auto* waiting = std::get_if<mail::ProcessingMessage>(&unit.load<mail::Message>(id));
  if (!waiting) return domain::AccountId{};
  const auto message = waiting->submitted;
  const auto recipient = recipient_of(backend, unit, message);
  return recipient ? give(unit, message, *recipient) : fail(unit, message, recipient.error());
}

class Delivery final : public Errands {
 public:
  explicit Delivery(const Backend& backend) : backend_(backend) {}

  agenda::Errand kind() const override { return agenda::Errand::delivery; }

  void run(std::span<const agenda::Entry> due, const std::stop_token&) override {
    std::vector<SystemAct> acts;
    for (const auto& entry : due)
      acts.push_back({"mail.deliver", entry.cause, [this, id = domain::MessageId{entry.id}](Unit& unit) {
                        return deliver(backend_, unit, id);
                      }});
    commit_by_system(backend_, acts);
  }

 private:
  const Backend& backend_;
};

}  // namespace

std::unique_ptr<Errands> delivery_errands(const Backend& backend) {
  return std::make_unique<Delivery>(backend);
}

}  // namespace vesture::api
