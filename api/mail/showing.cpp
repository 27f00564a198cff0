#include "api/mail/showing.hpp"

#include "domain/common/overloaded.hpp"
#include "domain/mail/message.hpp"
#include "domain/mail/signed_files.hpp"

namespace vesture::api {

namespace {

namespace mail = domain::mail;
using projections::mail::Kind;

std::optional<std::string> text_of(const domain::Sealed& sealed) {
  return sealed.destroyed ? std::nullopt : std::optional(sealed.text);
}

const mail::MessageSubmitted& submitted_of(const mail::MessageState& state) {
  return *mail::submitted(state);
}

// Of a draft: each recipient as given.
std::vector<RecipientJson> recipients_of(const mail::Writing& writing) {
  std::vector<RecipientJson> to;
  for (const auto& e_address : writing.recipients())
    to.push_back({e_address, std::nullopt, registration_number_of(e_address)});
  return to;
}

RecipientJson recipient_of(const mail::MessageState& state) {
  const auto& e_address = submitted_of(state).recipient;
  const auto* delivered = mail::delivered(state);
  return {text_of(e_address), delivered ? text_of(delivered->recipient_name) : std::nullopt,
          registration_number_of(e_address.text)};
}

void put_receipt(const mail::MessageState& state, MessageJson& json) {
  json.delivery_status = mail::delivery_status(state);
  if (const auto* delivered = mail::delivered(state)) json.confirmation_until = delivered->confirmation.due;
  const auto* concluded = std::get_if<mail::ConcludedMessage>(&state);
  if (!concluded) return;
  json.delivered_at = std::visit([](const auto& outcome) { return outcome.at; }, concluded->outcome);
  if (const auto* refused = std::get_if<mail::ReceiptRefused>(&concluded->outcome))
    json.refusal_reason = text_of(refused->reason);
}

void put_sending(const mail::MessageState& state, domain::Language language, MessageJson& json) {
  json.sending_status = mail::sending_status(state);
  if (const auto* delivered = mail::delivered(state)) json.sent_at = delivered->at;
  if (const auto* failed = std::get_if<mail::FailedMessage>(&state)) {
    const auto& reason = mail::words(failed->failed.reason);
    json.failure = FailureJson{reason.code, reason.label.in(language)};
  }
}

void put_message(const mail::MessageState& state, domain::Language language, MessageJson& json) {
  const auto& submitted = submitted_of(state);
  json.from = SenderJson{submitted.sender_name.text, registration_number_of(submitted.sender_code.text)};
  json.to.push_back(recipient_of(state));
  json.confirm_by = submitted.confirm_by;
  put_receipt(state, json);
  if (json.kind == Kind::sent) {
    json.time = submitted.at;
    put_sending(state, language, json);
  } else {
    json.time = mail::delivered(state)->at;
    json.unread = false;  // who is shown it has seen it
  }
}

bool is_party(const mail::MessageState& state, domain::AccountId account) {
  const auto* submitted = mail::submitted(state);
  const auto* delivered = mail::delivered(state);
  return (submitted && submitted->sender == account) || (delivered && delivered->recipient == account);
}

// A message between others is not told of, though its text was passed on.
void put_thread(Unit& unit, const OwnMail& own, MessageJson& json) {
  const auto thread = submitted_of(unit.load<mail::Message>(own.message())).thread;
  if (thread && is_party(unit.load<mail::Message>(thread->message), own.grant.account))
    json.thread = json_of(thread);
}

void put_draft(const mail::Writing& writing, MessageJson& json) {
  json.to = recipients_of(writing);
  json.thread = json_of(writing.made.thread);
  json.time = writing.made.at;
  if (!writing.saved) return;
  json.time = writing.saved->at;
  json.confirm_by = writing.saved->confirm_by;
}

void put_text(std::optional<mail::MessageText> text, MessageJson& json) {
  json.destroyed = !text;
  if (!text) return;
  json.subject = std::move(text->subject);
  json.html = std::move(text->html);
  json.text = std::move(text->plain);
}

domain::Deadline keeping_of(Unit& unit, const OwnMail& own, const mail::Writing& writing) {
  return own.is_draft() ? writing.keeping : mail::filed(unit.load<mail::Copy>(own.copy()))->keeping;
}

// The path's message, or the one that the first answer named: "/v1/accounts/{account}/messages/{message}…".
Call naming_what_it_made(const Call& call) {
  constexpr std::string_view kMessages = "/messages/";
  constexpr std::size_t kIdLength = 36;
  Call naming = call;
  if (const auto at = call.made.find(kMessages); at != std::string_view::npos) {
    naming.path.resize(1);
    naming.path.emplace_back(call.made.substr(at + kMessages.size(), kIdLength));
  }
  return naming;
}

}  // namespace

Result<std::optional<mail::MessageText>> read_text(const Backend& backend, Unit& unit,
                                                   domain::DraftId draft) {
  if (!backend.contents_settled) return std::unexpected(problems::not_yet(backend.runner.position()));
  const auto* writing = mail::writing(unit.load<mail::Draft>(draft));
  if (!writing || !writing->saved) return std::nullopt;
  const auto content = backend.vault.read(writing->saved->text.id.uuid.bytes);
  if (!content) return std::nullopt;
  std::string bytes;
  for (auto piece = content->read(); !piece.empty(); piece = content->read()) bytes += piece;
  auto text = mail::decode_text(bytes);
  if (!text)
    throw std::runtime_error("a message's text is none: content " + to_string(writing->saved->text.id));
  return text;
}

Result<MessageJson> message_json(const Backend& backend, const Call& call, Unit& unit, const OwnMail& own) {
  auto text = read_text(backend, unit, own.draft);
  if (!text) return std::unexpected(text.error());
  const auto& writing = *mail::writing(unit.load<mail::Draft>(own.draft));
  MessageJson json;
  json.id = own.id;
  json.kind = own.kind;
  json.folder = own.folder;
  if (own.is_draft())
    put_draft(writing, json);
  else
    put_message(unit.load<mail::Message>(own.message()), call.language, json);
  if (!own.is_draft()) put_thread(unit, own, json);
  put_text(std::move(*text), json);
  for (const auto& attachment : writing.attachments)
    json.attachments.push_back(json_of(attachment, call.language));
  json.signature = mail::signature_state(writing.attachments);
  json.kept_until = keeping_of(unit, own, writing).due;
  json.actions = possible_actions(unit, own);
  return json;
}

Result<MessageJson> readable_message_json(const Backend& backend, const Call& call, Unit& unit,
                                          const OwnMail& own) {
  auto json = message_json(backend, call, unit, own);
  if (json && json->destroyed) return std::unexpected(problems::mail_destroyed());
  return json;
}

Result<Answered<MessageJson>> answer_with_mail(const Backend& backend, const Call& call, Unit& unit,
                                               const OwnMail& own) {
  auto json = message_json(backend, call, unit, as_it_is_now(unit, own));
  if (!json) return std::unexpected(json.error());
  record_answer(backend, call, unit, own.grant, own.id);
  Answered<MessageJson> answered{std::move(*json), {}};
  answered.reply.version = version_of(unit, own);
  act_as(own.grant, answered.reply);
  return answered;
}

Route shown_again(const Backend& backend, Route route) {
  route.again = [&backend](const Call& call, Unit& unit) -> Result<Reply> {
    const auto there = naming_what_it_made(call);
    const auto own = find_mail(backend, there, unit, Right::read);
    if (!own) return std::unexpected(own.error());
    auto answered = answer_with_mail(backend, there, unit, *own);
    if (!answered) return std::unexpected(answered.error());
    write_json(answered->reply.body, answered->value);
    return std::move(answered->reply);
  };
  return route;
}

}  // namespace vesture::api
