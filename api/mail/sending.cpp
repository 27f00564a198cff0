#include "api/mail/sending.hpp"

#include <algorithm>

#include "api/mail/mail_json.hpp"
#include "api/mail/writing.hpp"
#include "domain/mail/copy.hpp"
#include "domain/mail/message.hpp"
#include "domain/mail/signed_files.hpp"

namespace vesture::api {

namespace {

namespace mail = domain::mail;
using SentAnswer = Result<Answered<SentJson>>;

constexpr domain::Rejection kRecipientIsSender{
    "mail.recipient_is_sender",
    "MAIL-24",
    "/to",
    domain::Kind::invalid,
    {"Ziņojumu nevar sūtīt uz savu e-adresi", "A message cannot be sent to one's own e-address"}};

// Whose message it is, as each recipient sees them.
struct Sender {
  domain::AccountId account;
  std::string name;
  std::string e_address;
};

Sender sender_of(Unit& unit, domain::AccountId id) {
  const auto& account = *live_account(unit, id);
  return {id, account.name.text, account.code.text};
}

Result<void> submit(Unit& unit, domain::MessageId id, const Sender& sender, const mail::Writing& writing,
                    const std::string& recipient) {
  const auto& made = writing.made;
  const mail::SubmitMessage submitting{id,
                                       made.draft,
                                       sender.account,
                                       sender.name,
                                       sender.e_address,
                                       recipient,
                                       writing.saved->confirm_by,
                                       made.thread};
  if (auto submitted = decide<mail::Message>(unit, id, submitting); !submitted) return submitted;
  const mail::CopyId copy{mail::Side::sent, id};
  return decide<mail::Copy>(unit, copy, mail::FileCopy{copy, sender.account, made.draft});
}

// Of files that differ from what is signed, the first.
Problem naming_attachment(Problem problem, const mail::Writing& writing) {
  if (problem.code != mail::rejections::signed_files_differ.code) return problem;
  if (const auto otherwise = mail::signed_otherwise(writing.attachments))
    problem.field += "/" + std::to_string(*otherwise);
  return problem;
}

SentAnswer send(const Backend& backend, const Call& call, Unit& unit) {
  const auto own = find_draft_to_change(mail::Action::send, backend, call, unit);
  if (!own) return std::unexpected(own.error());
  const auto writing = *mail::writing(unit.load<mail::Draft>(own->draft));
  const auto recipients = writing.recipients();
  const auto sender = sender_of(unit, own->grant.account);
  if (std::ranges::find(recipients, sender.e_address) != recipients.end())
    return std::unexpected(problem_of(kRecipientIsSender));

  mail::SendDraft sending{{}, call.caller.person};
  for (std::size_t n = 0; n < recipients.size(); ++n)
    sending.messages.push_back(backend.mint_id<domain::MessageId>());
  if (auto sent = decide<mail::Draft>(unit, own->draft, sending); !sent)
    return std::unexpected(naming_attachment(std::move(sent.error()), writing));
  Answered<SentJson> answered;
  for (std::size_t n = 0; n < recipients.size(); ++n) {
    const auto id = sending.messages[n];
    if (const auto submitted = submit(unit, id, sender, writing, recipients[n]); !submitted)
      return std::unexpected(submitted.error());
    answered.value.messages.push_back({id, recipients[n]});
  }
  act_as(own->grant, answered.reply);
  return answered;
}

}  // namespace

std::vector<Route> sending_routes(const Backend& backend) {
  auto sending = declare(Access::person, "POST", "/v1/accounts/{account}/messages/{message}/send",
                         "mail.send", "Send a draft: one message for each recipient.");
  sending.slow = true;  // hundreds of messages in one commit
  std::vector<Route> routes;
  routes.push_back(route<SentJson>(
      std::move(sending), [&backend](const Call& call, Unit& unit) { return send(backend, call, unit); }));
  return routes;
}

}  // namespace vesture::api
