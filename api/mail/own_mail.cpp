#include "api/mail/own_mail.hpp"

#include <algorithm>
#include <optional>

#include "api/http/decimal.hpp"
#include "domain/common/overloaded.hpp"
#include "domain/mail/keeping.hpp"
#include "domain/mail/message.hpp"

namespace vesture::api {

namespace {

namespace mail = domain::mail;
using mail::Action;
using mail::Folder;
using mail::Side;
using projections::mail::Kind;

// As of which it may be shown. Of the past, the present too: no term is longer for it.
domain::Instant shown_at(const Backend& backend, const Unit& unit) {
  return std::max(unit.now(), backend.present());
}

// A draft that was sent is no draft any more: its messages are what the account has.
Result<Folder> folder_of(const mail::DraftState& state, domain::Instant now) {
  const auto* writing = mail::writing(state);
  if (writing && now >= writing->keeping.due) return std::unexpected(problems::mail_destroyed());
  return std::visit(domain::Overloaded{
                        [](const mail::OpenDraft&) -> Result<Folder> { return Folder::drafts; },
                        [](const mail::DeletedDraft&) -> Result<Folder> { return Folder::deleted; },
                        [](const mail::GoneDraft&) -> Result<Folder> {
                          return std::unexpected(problems::mail_destroyed());
                        },
                        [](const auto&) -> Result<Folder> { return std::unexpected(problems::not_found()); }},
                    state);
}

Result<Folder> folder_of(const mail::CopyState& state, Side side, domain::Instant now) {
  if (std::holds_alternative<mail::NoCopy>(state)) return std::unexpected(problems::not_found());
  if (!mail::is_held(state, now)) return std::unexpected(problems::mail_destroyed());
  if (std::holds_alternative<mail::DeletedCopy>(state)) return Folder::deleted;
  return side == Side::sent ? Folder::sent : Folder::received;
}

const mail::DraftMade* made(const mail::DraftState& state) {
  return std::visit(domain::Overloaded{[](const mail::NoDraft&) -> const mail::DraftMade* { return nullptr; },
                                       [](const mail::GoneDraft& gone) { return &gone.made; },
                                       [](const auto& there) { return &there.writing.made; }},
                    state);
}

// What kind of thing of the account's the id names; nullopt where it is none.
std::optional<Kind> kind_of(Unit& unit, const domain::Uuid& id, domain::AccountId account) {
  const auto& message = unit.load<mail::Message>({id});
  if (const auto* submitted = mail::submitted(message)) {
    if (submitted->sender == account) return Kind::sent;
    const auto* delivered = mail::delivered(message);
    return delivered && delivered->recipient == account ? std::optional(Kind::received) : std::nullopt;
  }
  const auto* draft = made(unit.load<mail::Draft>({id}));
  return draft && draft->account == account ? std::optional(Kind::draft) : std::nullopt;
}

Result<Folder> locate(Unit& unit, const OwnMail& own, domain::Instant now) {
  if (own.is_draft()) return folder_of(unit.load<mail::Draft>(own.draft), now);
  const auto copy = own.copy();
  return folder_of(unit.load<mail::Copy>(copy), copy.side, now);
}

domain::Deadline keeping_of(Unit& unit, const OwnMail& own) {
  if (own.is_draft()) return mail::writing(unit.load<mail::Draft>(own.draft))->keeping;
  return mail::filed(unit.load<mail::Copy>(own.copy()))->keeping;
}

// What obstacle() does not know: the aggregates refuse it for what they are now.
bool is_timely(Action action, Unit& unit, const OwnMail& own) {
  switch (action) {
    case Action::confirm:
    case Action::refuse:
      return receipt_is_open(unit, own.message());
    case Action::remove:
      return own.kind != Kind::received || !receipt_is_open(unit, own.message());
    case Action::restore:
    case Action::edit:
    case Action::send:
      return unit.now() < mail::last_days_begin(keeping_of(unit, own));
    default:
      return true;
  }
}

}  // namespace

mail::CopyId OwnMail::copy() const { return {kind == Kind::sent ? Side::sent : Side::received, message()}; }

Result<OwnMail> find_mail(const Backend& backend, const Call& call, Unit& unit, Right needed) {
  const auto grant = grant_for_mailbox(call, unit, needed);
  if (!grant) return std::unexpected(grant.error());
  const auto id = call.id<domain::MessageId>(1);
  if (!id) return std::unexpected(id.error());
  const auto kind = kind_of(unit, id->uuid, grant->account);
  if (!kind) return std::unexpected(problems::not_found());
  OwnMail own;
  own.grant = *grant;
  own.kind = *kind;
  own.id = id->uuid;
  own.draft =
      own.is_draft() ? domain::DraftId{own.id} : mail::submitted(unit.load<mail::Message>(*id))->draft;
  if (!mail::writing(unit.load<mail::Draft>(own.draft))) return std::unexpected(problems::mail_destroyed());
  own.account_is_active = live_account(unit, grant->account)->e_address_works();
  const auto folder = locate(unit, own, shown_at(backend, unit));
  if (!folder) return std::unexpected(folder.error());
  own.folder = *folder;
  return own;
}

Result<OwnMail> find_mail_for(Action action, const Backend& backend, const Call& call, Unit& unit) {
  auto own = find_mail(backend, call, unit, mail::needed_for(action));
  if (!own) return own;
  if (const auto* against = mail::obstacle(action, own->folder, own->account_is_active))
    return std::unexpected(problem_of(*against));
  return own;
}

Result<OwnMail> find_mail_to_change(Action action, const Backend& backend, const Call& call, Unit& unit) {
  auto own = find_mail_for(action, backend, call, unit);
  if (!own) return own;
  if (const auto fits = check_if_match(call, version_of(unit, *own)); !fits)
    return std::unexpected(fits.error());
  return own;
}

Result<mail::Attachment> find_attachment(const Call& call, Unit& unit, const OwnMail& own) {
  const auto number = parse_decimal<std::uint32_t>(call.path[2]);
  const auto* attachment =
      number ? mail::writing(unit.load<mail::Draft>(own.draft))->attachment(*number) : nullptr;
  if (!attachment) return std::unexpected(problems::not_found());
  return *attachment;
}

OwnMail as_it_is_now(Unit& unit, OwnMail own) {
  own.folder = locate(unit, own, unit.now()).value();
  return own;
}

eventstore::Version version_of(Unit& unit, const OwnMail& own) {
  if (own.is_draft()) return unit.version<mail::Draft>(own.draft);
  return unit.version<mail::Message>(own.message()) + unit.version<mail::Copy>(own.copy());
}

std::vector<Action> possible_actions(Unit& unit, const OwnMail& own) {
  auto actions = mail::allowed(own.folder, own.account_is_active);
  std::erase_if(actions, [&](Action action) {
    return !own.grant.rights.has(mail::needed_for(action)) || !is_timely(action, unit, own);
  });
  return actions;
}

bool receipt_is_open(Unit& unit, domain::MessageId message) {
  const auto* available = std::get_if<mail::AvailableMessage>(&unit.load<mail::Message>(message));
  return available && unit.now() < available->delivered.confirmation.due;
}

Problem problems::mail_destroyed() {
  Problem problem;
  problem.status = 410;
  problem.code = "mail.destroyed";
  problem.rule = "RET-03";
  problem.title = {"Ziņojums ir neatgriezeniski dzēsts", "The message was deleted for good"};
  return problem;
}

}  // namespace vesture::api
