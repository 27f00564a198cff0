// A draft or a message as its account sees it (MAIL-11, MAIL-12).
#pragma once

#include "api/mail/mail_json.hpp"
#include "api/mail/own_mail.hpp"
#include "domain/mail/text.hpp"

namespace vesture::api {

// What it says; nullopt where the text was destroyed. view.not_yet while it is not known what was. Reads the vault: not for
// an I/O thread.
Result<std::optional<domain::mail::MessageText>> read_text(const Backend&, Unit&, domain::DraftId);

// The whole of it, with what the caller may do. Reads the vault.
Result<MessageJson> message_json(const Backend&, const Call&, Unit&, const OwnMail&);

// The same of one whose text is there; mail.destroyed of others.
Result<MessageJson> readable_message_json(const Backend&, const Call&, Unit&, const OwnMail&);

// The answer to a route on it: what it is now, with its ETag, for the grant's account.
Result<Answered<MessageJson>> answer_with_mail(const Backend&, const Call&, Unit&, const OwnMail&);

// A command's route that answers so: repeated under its Idempotency-Key, it shows what is there then, and nothing of what
// was destroyed since.
Route shown_again(const Backend&, Route);

}  // namespace vesture::api
