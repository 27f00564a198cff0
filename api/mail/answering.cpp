#include "api/mail/answering.hpp"

#include "api/mail/quoting.hpp"
#include "api/mail/showing.hpp"
#include "api/mail/writing.hpp"
#include "domain/accounts/profile.hpp"
#include "domain/files/content.hpp"
#include "domain/mail/message.hpp"

namespace vesture::api {

namespace {

namespace files = domain::files;
namespace mail = domain::mail;
using mail::Action;
using mail::ThreadKind;
using MailAnswer = Result<Answered<MessageJson>>;

// The e-address that the account has now, which need not be the one that the message was sent from (ACC-08).
std::vector<std::string> e_address_of(Unit& unit, domain::AccountId id) {
  const auto* account = live_account(unit, id);
  if (!account || account->code.destroyed) return {};
  return {account->code.text};
}

OwnMail new_draft(const Backend& backend, const OwnMail& original) {
  OwnMail draft = original;
  draft.kind = projections::mail::Kind::draft;
  draft.draft = backend.mint_id<domain::DraftId>();
  draft.id = draft.draft.uuid;
  draft.folder = mail::Folder::drafts;
  return draft;
}

Result<void> make_draft(const Backend& backend, const Call& call, Unit& unit, const OwnMail& draft,
                        const mail::Thread& thread, const Written& written) {
  const mail::MakeDraft making{draft.draft, draft.grant.account, thread};
  if (auto made = decide<mail::Draft>(unit, draft.draft, making); !made) return made;
  return save_draft(backend, call, unit, draft.draft, written);
}

// The draft holds the same contents beside the message: they go with the last that holds them.
Result<void> attach_those_of(const OwnMail& original, const Backend& backend, const Call& call, Unit& unit,
                             const OwnMail& draft) {
  const auto attachments = mail::writing(unit.load<mail::Draft>(original.draft))->attachments;
  for (const auto& attachment : attachments) {
    const files::HoldContent holding{draft.id};
    if (auto held = decide<files::Content>(unit, attachment.content.id, holding); !held) return held;
    const mail::AddAttachment adding{attachment.name.text,     attachment.media_type, attachment.content,
                                     attachment.scan,          attachment.inspection, call.caller.person,
                                     backend.mail_rules.limits};
    if (auto added = decide<mail::Draft>(unit, draft.draft, adding); !added)
      return std::unexpected(with_limit(std::move(added.error()), backend.mail_rules.limits));
  }
  return {};
}

Result<void> write_reply(const Backend& backend, const Call& call, Unit& unit, const OwnMail& original,
                         const MessageJson& message, const OwnMail& draft) {
  const auto language = unit.load<domain::accounts::Profile>(original.grant.account).language;
  const auto sender = mail::submitted(unit.load<mail::Message>(original.message()))->sender;
  return make_draft(backend, call, unit, draft, {ThreadKind::reply, original.message()},
                    {reply_text(message, language), e_address_of(unit, sender), {}});
}

Result<void> write_forward(const Backend& backend, const Call& call, Unit& unit, const OwnMail& original,
                           const MessageJson& message, const OwnMail& draft) {
  const auto language = unit.load<domain::accounts::Profile>(original.grant.account).language;
  if (auto made = make_draft(backend, call, unit, draft, {ThreadKind::forward, original.message()},
                             {forward_text(message, language), {}, {}});
      !made)
    return made;
  return attach_those_of(original, backend, call, unit, draft);
}

using Write = Result<void> (*)(const Backend&, const Call&, Unit&, const OwnMail& original,
                               const MessageJson& message, const OwnMail& draft);

MailAnswer make_draft_of(Action action, Write write, const Backend& backend, const Call& call, Unit& unit) {
  const auto original = find_mail_to_change(action, backend, call, unit);
  if (!original) return std::unexpected(original.error());
  const auto message = readable_message_json(backend, call, unit, *original);
  if (!message) return std::unexpected(message.error());
  const auto draft = new_draft(backend, *original);
  if (const auto written = write(backend, call, unit, *original, *message, draft); !written)
    return std::unexpected(written.error());
  auto answered = answer_with_mail(backend, call, unit, draft);
  if (!answered) return answered;
  answered->reply.status = 201;
  answered->reply.headers.emplace_back("Location",
                                       "/v1/accounts/" + call.path[0] + "/messages/" + to_string(draft.id));
  return answered;
}

Route answering(const Backend& backend, Action action, Write write, std::string operation,
                std::string summary) {
  auto declared = declare(Access::person, "POST",
                          "/v1/accounts/{account}/messages/{message}/" + std::string(mail::code_of(action)),
                          std::move(operation), std::move(summary));
  declared.success = 201;
  declared.slow = true;
  return shown_again(backend, route<MessageJson>(std::move(declared),
                                                 [&backend, action, write](const Call& call, Unit& unit) {
                                                   return make_draft_of(action, write, backend, call, unit);
                                                 }));
}

}  // namespace

std::vector<Route> mail_answering_routes(const Backend& backend) {
  std::vector<Route> routes;
  routes.push_back(answering(backend, Action::reply, write_reply, "mail.reply",
                             "Make a draft that answers the message, to its sender."));
  routes.push_back(answering(backend, Action::forward, write_forward, "mail.forward",
                             "Make a draft that passes the message on, with its attachments."));
  return routes;
}

}  // namespace vesture::api
